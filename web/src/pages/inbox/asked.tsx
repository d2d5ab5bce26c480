import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import type { ReactElement } from 'react';
import type { RouteAnswer } from '../../../../src/api/route.ts';
import { Section } from '../../ui/section.tsx';
import { ViewCard } from '../../view/view-card.tsx';

const useStyles = makeStyles({
  calm: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    '& svg': { width: '24px', height: '24px', flexShrink: 0 },
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
});

/** Open stand-ups, those that wait for an answer first. */
export function Asked({ open }: { open: RouteAnswer<'GET /api/inbox'>['open'] }): ReactElement {
  const styles = useStyles();
  const waiting = open.filter(({ answered }) => !answered);
  const answered = open.filter((card) => card.answered);
  return (
    <>
      <Section title="Asked of you">
        {waiting.length === 0 ? (
          <div className={styles.calm}>
            <CheckmarkCircleRegular />
            <span>Nothing is open. You are up to date.</span>
          </div>
        ) : null}
        {waiting.map(({ key, view }) => (
          <ViewCard key={key} view={view} asks />
        ))}
      </Section>
      {answered.length > 0 ? (
        <Section title="Answered, and still open">
          {answered.map(({ key, view }) => (
            <ViewCard key={key} view={view} />
          ))}
        </Section>
      ) : null}
    </>
  );
}
