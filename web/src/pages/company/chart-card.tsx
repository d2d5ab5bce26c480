import { makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Board } from '../../ui/board.tsx';
import { Loading } from '../../ui/states.tsx';
import { useWhen } from '../../ui/when.ts';
import { trendText, type Week } from './figures.ts';
import { hiddenStyle } from './hidden.ts';
import type { ChartSpec } from './week-chart.tsx';

const WeekChart = lazy(async () => ({ default: (await import('./week-chart.tsx')).WeekChart }));

const useStyles = makeStyles({
  hidden: hiddenStyle,
  plot: {
    minHeight: '220px',
    width: '100%',
    minWidth: 0,
    overflow: 'hidden',
    '@media (forced-colors: active)': { '& path, & circle': { stroke: 'CanvasText' } },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** A picture over the weeks with its words, and its table: on a switch to see, always there to be read out. */
export function ChartCard({
  weeks,
  spec,
  empty,
}: {
  weeks: readonly Week[];
  spec: ChartSpec;
  /** What to say while there is nothing to draw. */
  empty: string;
}): ReactElement {
  const styles = useStyles();
  const [asTable, setAsTable] = useState(false);
  const words = trendText(weeks.map(spec.valueIn), spec.say);
  return (
    <Board
      title={spec.title}
      acts={
        words ? (
          <Switch
            label="Show as table"
            checked={asTable}
            onChange={(_event, { checked }) => setAsTable(checked)}
          />
        ) : null
      }
    >
      {words === null ? (
        <Text className={styles.quiet}>{empty}</Text>
      ) : (
        <>
          <Text
            className={styles.quiet}
          >{`${weeks.length === 1 ? 'This week' : `Over ${weeks.length} weeks`} ${words}.`}</Text>
          {asTable ? null : (
            <div className={styles.plot}>
              <Suspense fallback={<Loading what="the picture" />}>
                <WeekChart weeks={weeks} spec={spec} />
              </Suspense>
            </div>
          )}
          <div className={mergeClasses(!asTable && styles.hidden)}>
            <WeekTable weeks={weeks} caption={spec.title} />
          </div>
        </>
      )}
    </Board>
  );
}

const useTableStyles = makeStyles({
  table: { borderCollapse: 'collapse', width: '100%', maxWidth: '36rem' },
  caption: { textAlign: 'start', color: tokens.colorNeutralForeground2 },
  cell: {
    textAlign: 'start',
    overflowWrap: 'normal',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { fontWeight: tokens.fontWeightSemibold },
});

/** The figures themselves, newest week first. */
export function WeekTable({ weeks, caption }: { weeks: readonly Week[]; caption: string }): ReactElement {
  const styles = useTableStyles();
  const when = useWhen();
  const columns = ['Week of', 'Answered', 'Asked', 'Mood of 5'];
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{caption}, newest week first</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={mergeClasses(styles.cell, styles.head)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.toReversed().map(({ week, asked, answered, mood }, index) => (
          <tr key={week}>
            <th scope="row" className={styles.cell}>
              {when.shortDay(week)}
              {index === 0 ? ', so far' : ''}
            </th>
            <td className={styles.cell}>{when.number(answered)}</td>
            <td className={styles.cell}>{when.number(asked)}</td>
            <td className={styles.cell}>{mood === null ? '–' : when.number(mood)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
