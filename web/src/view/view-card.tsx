import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { View } from '../../../src/chat/view.ts';
import { useActing } from './acting.tsx';
import { ViewElements } from './view-elements.tsx';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
  asks: {
    boxShadow: tokens.shadow4,
    borderLeft: `4px solid ${tokens.colorBrandStroke1}`,
  },
});

/** A View on a card. Its buttons act; a reply that replaces the message is drawn in its place until fresher news comes. */
export function ViewCard({
  view,
  level = 3,
  inert = false,
  asks = false,
  above,
  below,
}: {
  view: View;
  /** The level of its headings. */
  level?: number;
  /** Drawn only to be looked at: pressing does nothing. */
  inert?: boolean;
  /** Something on it waits for the person. */
  asks?: boolean;
  /** A line above the view, such as its place and time. */
  above?: ReactNode;
  below?: ReactNode;
}): ReactElement {
  const styles = useStyles();
  const { press, busy } = useActing();
  const [replaced, setReplaced] = useState<{ of: View; by: View }>();
  const shown = replaced?.of === view ? replaced.by : view;
  return (
    <article className={mergeClasses(styles.card, asks && styles.asks)} aria-label={shown.summary}>
      {above}
      <ViewElements
        view={shown}
        level={level}
        busy={inert ? undefined : busy}
        onPress={
          inert
            ? undefined
            : (button) => void press(button, { replace: (by) => setReplaced({ of: view, by }) })
        }
      />
      {below}
    </article>
  );
}
