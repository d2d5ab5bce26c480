import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useChange } from '../../api/hooks.ts';
import { useNotice } from '../../ui/notice.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { useActing } from '../../view/acting.tsx';
import { Fault } from '../setup/ask.tsx';
import { type Act, type ActButton, buttonsOf, type Detail } from './words.ts';

const useStyles = makeStyles({
  detail: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  quote: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  events: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  event: {
    display: 'grid',
    gridTemplateColumns: '10.5rem minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  words: { overflowWrap: 'anywhere' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Everything that happened to one wait, and what the reader may do with it now. */
export const WaitDetail = ({ query }: { query: UseQueryResult<Detail> }): ReactElement => (
  <Loaded query={query} what="what happened">
    {(detail) => <Steps detail={detail} reread={() => void query.refetch()} />}
  </Loaded>
);

function Steps({ detail, reread }: { detail: Detail; reread: () => void }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const { issue, inside, joined, mergedInto } = detail;
  return (
    <div className={styles.detail}>
      {detail.detail ? <blockquote className={styles.quote}>{detail.detail}</blockquote> : null}
      <ol className={styles.events} aria-label={`What happened with “${issue.title}”`}>
        {detail.events.map(({ id, at, text }) => (
          <li key={id} className={styles.event}>
            <Text size={200} className={styles.quiet}>
              <time dateTime={at}>{when.moment(at)}</time>
            </Text>
            <Text className={styles.words}>{text}</Text>
          </li>
        ))}
      </ol>
      {inside ? null : (
        <Text size={200} className={styles.quiet}>
          What was written along the way is for both sides to read.
        </Text>
      )}
      {mergedInto ? (
        <Text className={styles.words}>
          It goes on as <PageLink href={`/waits/${mergedInto.id}`}>{mergedInto.title}</PageLink>.
        </Text>
      ) : null}
      {joined.length > 0 ? (
        <Text className={styles.words}>
          Waiting for the same:{' '}
          {joined.map(({ id, title, from }, index) => (
            <span key={id}>
              {index > 0 ? ', ' : ''}
              {from}, <PageLink href={`/waits/${id}`}>{title}</PageLink>
            </span>
          ))}
        </Text>
      ) : null}
      <Acts detail={detail} reread={reread} />
    </div>
  );
}

/** Acts that ask for words open the same form as in a chat; the others are done at once. */
function Acts({ detail, reread }: { detail: Detail; reread: () => void }): ReactElement | null {
  const styles = useStyles();
  const notice = useNotice();
  const { press, busy } = useActing();
  const change = useChange('POST /api/issues/{id}/act');
  const { id, version } = detail.issue;
  const buttons = buttonsOf(detail);
  const pressed = (act: ActButton['act']) => ({ command: 'raise', action: act, value: id });
  const doNow = (kind: Act['kind']) =>
    change.mutate(
      { params: { id }, body: { act: { kind } as Act, version } },
      // Somebody may have been faster: what they did is shown.
      { onSuccess: () => notice('Done'), onError: reread },
    );
  return (
    <>
      {buttons.length > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser
        <div className={styles.acts} role="group" aria-label="What you can do">
          {buttons.map(({ act, label, asks, primary }) => (
            <Button
              key={act}
              appearance={primary ? 'primary' : 'secondary'}
              disabledFocusable={change.isPending || busy(pressed(act))}
              onClick={() => (asks ? void press(pressed(act)) : doNow(act))}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : null}
      <Fault error={change.error} />
    </>
  );
}
