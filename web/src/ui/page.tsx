import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  // It takes the focus only so that screen readers begin there.
  title: { ...typographyStyles.title2, overflowWrap: 'anywhere', ':focus': { outlineStyle: 'none' } },
});

/** Whether a page has been shown before: the first one of a visit leaves the focus where the browser puts it. */
let moved = false;

/** One page: its title (also the window's), a line that says what it answers, and what can be done on it. */
export function Page({
  title,
  intro,
  actions,
  children,
}: {
  title: string;
  intro?: string;
  actions?: ReactNode;
  children: ReactNode;
}): ReactElement {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} · Tutti`;
  }, [title]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved) heading.current?.focus();
    moved = true;
  }, []);
  return (
    <section className={styles.page} aria-labelledby="page-title">
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 id="page-title" ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {intro ? <Text className={styles.quiet}>{intro}</Text> : null}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
