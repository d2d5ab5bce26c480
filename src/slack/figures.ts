import type { Chart, Element } from '../chat/view.ts';
import { type Block, paragraph, preformatted, quietLines, rich, run, visible } from './blocks.ts';
import { LIMITS, PHONE_COLUMNS } from './limits.ts';
import { clean, pieces, shorten } from './text.ts';

type Table = Extract<Element, { kind: 'table' }>;

const GAP = '  ';

/** A table: aligned columns where they fit a phone's width, else one line of "column: value" for each row. */
export function tableBlocks(table: Table): Block[] {
  const rows = table.rows.map((row) => row.map(cell));
  const lines = [table.columns.map(cell), ...rows];
  const widths = table.columns.map((_, column) =>
    Math.max(0, ...lines.map((line) => width(line[column] ?? ''))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + GAP.length * Math.max(0, widths.length - 1);
  const caption = clean(table.caption).trim();
  return [
    ...(caption === '' ? [] : [title(caption)]),
    ...(total <= PHONE_COLUMNS ? aligned(lines, widths) : listed(table.columns.map(cell), rows)),
  ];
}

/** Bars of text until there are pictures, and the same in words below. */
export function chartBlocks(chart: Chart): Block[] {
  const finite = chart.bars.filter((bar) => Number.isFinite(bar.value));
  const top = Math.max(chart.max ?? 0, ...finite.map((bar) => bar.value), Number.MIN_VALUE);
  const labels = finite.map((bar) => shorten(cell(bar.label), BAR_LABEL));
  const labelWidth = Math.max(0, ...labels.map(width));
  const lines = finite.map((bar, index) => {
    const length = Math.min(BAR_LENGTH, Math.max(0, Math.round((bar.value / top) * BAR_LENGTH)));
    return [
      pad(labels[index] ?? '', labelWidth),
      pad('▇'.repeat(length), BAR_LENGTH),
      figure(bar.value),
    ].join(' ');
  });
  return [
    title(chart.title),
    ...pieces(lines.join('\n'), LIMITS.richText).map(preformatted),
    ...quietLines(chart.alt),
  ];
}

const BAR_LENGTH = 10;
const BAR_LABEL = 16;

const title = (text: string): Block =>
  rich([paragraph([run(shorten(visible(text), LIMITS.header), { bold: true })])]);

const aligned = (lines: readonly (readonly string[])[], widths: readonly number[]): Block[] =>
  pieces(
    lines
      .map((line) =>
        widths
          .map((w, column) => pad(line[column] ?? '', w))
          .join(GAP)
          .trimEnd(),
      )
      .join('\n'),
    LIMITS.richText,
  ).map(preformatted);

const listed = (columns: readonly string[], rows: readonly (readonly string[])[]): Block[] =>
  rows.map((row) => {
    const [first = '', ...others] = row;
    const rest = others.map((value, index) => `${columns[index + 1] ?? ''}: ${value}`).join(' · ');
    return rich([
      paragraph([
        run(shorten(visible(first), LIMITS.header), { bold: true }),
        ...(rest === '' ? [] : [run(`\n${shorten(rest, LIMITS.field)}`)]),
      ]),
    ]);
  });

const cell = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
const width = (text: string): number => [...text].length;
const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));
const figure = (value: number): string => String(Math.round(value * 10) / 10);
