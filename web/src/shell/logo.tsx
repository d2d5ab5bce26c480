import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  box: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: {
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    color: tokens.colorNeutralForeground1,
  },
});

/** Three notes on one beam: everybody together. The same picture as public/icon.svg. */
export function Logo({ size, words = false }: { size: number; words?: boolean }): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.box}>
      <svg
        width={size}
        height={size}
        viewBox="0 0 64 64"
        aria-hidden={words}
        role={words ? undefined : 'img'}
        aria-label={words ? undefined : 'Tutti'}
      >
        <rect width="64" height="64" rx="16" fill="#04767b" />
        <g fill="#fff">
          <path d="M16 15h36v7H16z" />
          <path d="M16 15h4v30h-4zM32 15h4v30h-4zM48 15h4v30h-4z" />
          <ellipse cx="14.5" cy="45.5" rx="5.8" ry="4.6" transform="rotate(-20 14.5 45.5)" />
          <ellipse cx="30.5" cy="45.5" rx="5.8" ry="4.6" transform="rotate(-20 30.5 45.5)" />
          <ellipse cx="46.5" cy="45.5" rx="5.8" ry="4.6" transform="rotate(-20 46.5 45.5)" />
        </g>
      </svg>
      {words ? (
        <span className={styles.words} style={{ fontSize: size * 0.55 }}>
          Tutti
        </span>
      ) : null}
    </span>
  );
}
