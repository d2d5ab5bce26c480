import type { IHorizontalBarChart, ITableCell } from '@microsoft/teams.cards';
import type { Chart, Element } from '../chat/view.ts';
import { type CardElement, line, quiet, run } from './card.ts';
import { LIMITS } from './limits.ts';
import { clean, shorten, visible } from './text.ts';

type Table = Extract<Element, { kind: 'table' }>;

/** A table where it fits a phone, else one line of "column: value" for each row. */
export function tableElements(table: Table): CardElement[] {
  const caption = clean(table.caption).trim();
  const title = caption === '' ? [] : [titleLine(caption)];
  const rows = table.rows.slice(0, LIMITS.tableRows);
  const cut = table.rows.length > rows.length ? quiet(`… and ${table.rows.length - rows.length} more.`) : [];
  const columns = table.columns.length;
  if (columns === 0) return [...title, ...cut];
  if (columns > LIMITS.tableColumns) return [...title, ...listed(table.columns, rows), ...cut];
  const padded = (row: readonly string[]) => Array.from({ length: columns }, (_, index) => row[index] ?? '');
  return [
    ...title,
    {
      type: 'Table',
      firstRowAsHeaders: true,
      showGridLines: false,
      columns: Array.from({ length: columns }, (_, index) => ({ width: index === 0 ? 2 : 1 })),
      rows: [
        { type: 'TableRow', cells: padded(table.columns).map((text) => cell(text, true)) },
        ...rows.map((row) => ({
          type: 'TableRow' as const,
          cells: padded(row).map((text) => cell(text, false)),
        })),
      ],
    },
    ...cut,
  ];
}

const cell = (text: string, header: boolean): ITableCell => ({
  type: 'TableCell',
  items: [line([run(shorten(visible(oneLine(text)), LIMITS.cell), header ? { weight: 'Bolder' } : {})])],
});

const listed = (columns: readonly string[], rows: readonly (readonly string[])[]): CardElement[] =>
  rows.map(([first = '', ...others]) => {
    const rest = others.map((value, index) => `${oneLine(columns[index + 1] ?? '')}: ${oneLine(value)}`);
    return line([
      run(shorten(visible(oneLine(first)), LIMITS.heading), { weight: 'Bolder' }),
      ...(rest.length > 0 ? [run(`\n${shorten(clean(rest.join(' · ')), LIMITS.field)}`)] : []),
    ]);
  });

/** Teams draws the bars itself; the same in words below, for screen readers and clients that cannot draw. */
export function chartElements(chart: Chart): CardElement[] {
  const bars = chart.bars.filter(({ value }) => Number.isFinite(value)).slice(0, LIMITS.chartBars);
  const title = shorten(visible(oneLine(chart.title)), LIMITS.heading);
  const drawing: IHorizontalBarChart = {
    type: 'Chart.HorizontalBar',
    title,
    displayMode: 'AbsoluteWithAxis',
    data: bars.map(({ label, value }) => ({
      x: shorten(visible(oneLine(label)), LIMITS.actionTitle),
      y: value,
    })),
    fallback: 'drop',
  };
  return [titleLine(title), ...(bars.length > 0 ? [drawing] : []), ...quiet(chart.alt)];
}

const titleLine = (text: string): CardElement =>
  line([run(shorten(visible(text), LIMITS.heading), { weight: 'Bolder' })]);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
