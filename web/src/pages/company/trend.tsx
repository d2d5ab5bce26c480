import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { trendPaths, trendText } from './figures.ts';

const WIDTH = 120;
const HEIGHT = 36;
const EDGE = 3;

const forced = '@media (forced-colors: active)';

const useStyles = makeStyles({
  line: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandForeground1,
    strokeWidth: '2px',
    [forced]: { stroke: 'CanvasText' },
  },
  point: { fill: tokens.colorCompoundBrandForeground1, [forced]: { fill: 'CanvasText' } },
  usual: {
    fill: tokens.colorNeutralBackground6,
    stroke: tokens.colorNeutralStroke1,
    strokeWidth: '0.5px',
    [forced]: { fill: 'none', stroke: 'GrayText', strokeWidth: '1px' },
  },
});

/** A small line behind a figure, with its usual range as a band; the same in words for who cannot see it. */
export function Trend({
  values,
  min,
  max,
  usual,
  what,
  say,
}: {
  values: readonly (number | null)[];
  min: number;
  max: number;
  usual?: { readonly low: number; readonly high: number } | null;
  /** What the line shows: "Participation over 13 weeks". */
  what: string;
  say: (value: number) => string;
}): ReactElement | null {
  const styles = useStyles();
  const words = trendText(values, say);
  if (words === null) return null;
  const { paths, last } = trendPaths(values, { width: WIDTH, height: HEIGHT, min, max });
  const y = (value: number) => HEIGHT - ((value - min) / (max - min)) * HEIGHT;
  return (
    <svg
      width={WIDTH + 2 * EDGE}
      height={HEIGHT + 2 * EDGE}
      viewBox={`${-EDGE} ${-EDGE} ${WIDTH + 2 * EDGE} ${HEIGHT + 2 * EDGE}`}
      role="img"
    >
      <title>{`${what}: ${words}`}</title>
      {usual ? (
        <rect
          x={0}
          y={y(usual.high)}
          width={WIDTH}
          height={Math.max(2, y(usual.low) - y(usual.high))}
          className={styles.usual}
        />
      ) : null}
      {paths.map((path) => (
        <path key={path} d={path} className={styles.line} />
      ))}
      {last ? <circle cx={last.x} cy={last.y} r={3} className={styles.point} /> : null}
    </svg>
  );
}
