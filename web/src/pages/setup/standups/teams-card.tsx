import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { type CardPart, partsOf } from './card-parts.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    fontFamily: '"Segoe UI", system-ui, sans-serif',
    fontSize: '14px',
    lineHeight: '20px',
  },
  text: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  large: { fontSize: '18px', lineHeight: '24px' },
  small: { fontSize: '12px', lineHeight: '16px' },
  bold: { fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  button: {
    padding: '5px 12px',
    fontWeight: 600,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  // Teams' own violet, in every theme of this page.
  positive: { backgroundColor: '#5b5fc7', color: '#ffffff', border: '1px solid #5b5fc7' },
});

/** A card as Teams draws it, for looking at: its buttons do nothing, and are not offered to the keyboard. */
export function TeamsCard({ card }: { card: unknown }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      {partsOf(card).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: CardPart }): ReactElement {
  const styles = useStyles();
  if (part.kind === 'text') {
    return (
      <p className={styles.text}>
        {part.runs.map((run, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: runs of a text have nothing but their place
            key={index}
            className={mergeClasses(
              run.size === 'Large' && styles.large,
              run.size === 'Small' && styles.small,
              run.bold && styles.bold,
              run.quiet && styles.quiet,
            )}
          >
            {run.text}
          </span>
        ))}
      </p>
    );
  }
  return (
    <div className={styles.buttons}>
      {part.buttons.map(({ label, positive }) => (
        <span key={label} className={mergeClasses(styles.button, positive && styles.positive)}>
          {label}
        </span>
      ))}
    </div>
  );
}
