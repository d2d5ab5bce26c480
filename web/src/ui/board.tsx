import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  board: {
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
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
  },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalS}`,
    minWidth: 0,
  },
  title: { margin: 0, overflowWrap: 'anywhere' },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** A card whose heading has room beside it: a button before, marks behind, and at the end what can be done with it. */
export function Board({
  title,
  level = 2,
  before,
  marks,
  acts,
  className,
  children,
}: {
  title: string;
  /** The level of its heading. */
  level?: 2 | 3;
  before?: ReactNode;
  marks?: ReactNode;
  acts?: ReactNode;
  className?: string;
  children: ReactNode;
}): ReactElement {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={mergeClasses(styles.board, className)} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          {before}
          <Subtitle2 as={level === 2 ? 'h2' : 'h3'} id={id} className={styles.title}>
            {title}
          </Subtitle2>
          {marks}
        </div>
        {acts ? <div className={styles.acts}>{acts}</div> : null}
      </div>
      {children}
    </section>
  );
}
