import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Chart } from '../../../src/chat/view.ts';
import { useWhen } from '../ui/when.ts';
import { ViewTable } from './view-table.tsx';

const useStyles = makeStyles({
  figure: { margin: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { fontWeight: tokens.fontWeightSemibold },
  bars: {
    display: 'grid',
    gridTemplateColumns: 'minmax(4rem, max-content) minmax(0, 1fr) max-content',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  label: { maxWidth: '14rem', overflowWrap: 'anywhere' },
  track: {
    height: '10px',
    borderRadius: '6px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    overflow: 'hidden',
  },
  bar: {
    height: '100%',
    borderRadius: '6px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    forcedColorAdjust: 'none',
  },
  value: { fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
  behind: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Bars, what they say in words for those who do not see them, and the table behind. */
export function ViewChart({ chart }: { chart: Chart }): ReactElement {
  const styles = useStyles();
  const { number } = useWhen();
  const top = chart.max ?? Math.max(0, ...chart.bars.map(({ value }) => value));
  const bars = chart.bars.map((bar, index) => ({ ...bar, key: `${index} ${bar.label}` }));
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>{chart.title}</figcaption>
      <div className={styles.bars} role="img" aria-label={chart.alt}>
        {bars.map(({ key, label, value }) => (
          <Bar
            key={key}
            label={label}
            text={number(value)}
            share={top > 0 ? Math.min(1, Math.max(0, value / top)) : 0}
          />
        ))}
      </div>
      <details className={styles.behind}>
        <summary>The figures as a table</summary>
        <ViewTable
          caption={chart.title}
          columns={['Name', 'Value']}
          rows={chart.bars.map(({ label, value }) => [label, number(value)])}
        />
      </details>
    </figure>
  );
}

function Bar({ label, text, share }: { label: string; text: string; share: number }): ReactElement {
  const styles = useStyles();
  return (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ display: 'block', width: `${share * 100}%` }} />
      </span>
      <span className={styles.value}>{text}</span>
    </>
  );
}
