import { LineChart } from '@fluentui/react-charts';
import { tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useWhen } from '../../ui/when.ts';
import { lineOf, type Week } from './figures.ts';

export type ChartSpec = {
  readonly title: string;
  readonly valueIn: (week: Week) => number | null;
  readonly min: number;
  readonly max: number;
  readonly say: (value: number) => string;
  /** What a point says when it is pointed at. */
  readonly sayWeek: (week: Week) => string;
};

/** One line over the weeks. Loaded when it is first needed: the charts are the heaviest part of the page. */
export function WeekChart({ weeks, spec }: { weeks: readonly Week[]; spec: ChartSpec }): ReactElement {
  const when = useWhen();
  const { points, gaps } = lineOf(weeks, spec.valueIn);
  const byWeek = new Map(weeks.map((week) => [week.week, week]));
  return (
    <LineChart
      height={220}
      hideLegend
      culture={when.locale}
      useUTC
      yMinValue={spec.min}
      yMaxValue={spec.max}
      yAxisTickCount={4}
      yAxisTickFormat={(value: number) => spec.say(value)}
      customDateTimeFormatter={(date) => when.shortDay(date.toISOString().slice(0, 10))}
      tickValues={ticks(weeks).map((week) => new Date(`${week}T00:00:00Z`))}
      data={{
        chartTitle: spec.title,
        lineChartData: [
          {
            legend: spec.title,
            color: tokens.colorCompoundBrandForeground1,
            lineOptions: { strokeWidth: 3, lineBorderWidth: '0' },
            gaps,
            data: points.map(({ week, value }) => {
              const known = byWeek.get(week);
              return {
                x: new Date(`${week}T00:00:00Z`),
                y: value,
                xAxisCalloutData: `Week of ${when.day(week)}`,
                yAxisCalloutData: known ? spec.sayWeek(known) : spec.say(value),
              };
            }),
          },
        ],
      }}
    />
  );
}

/** About five weeks to name below the line, the first and the last among them. */
function ticks(weeks: readonly Week[]): string[] {
  const step = Math.max(1, Math.ceil((weeks.length - 1) / 4));
  return weeks.filter((_week, index) => (weeks.length - 1 - index) % step === 0).map(({ week }) => week);
}
