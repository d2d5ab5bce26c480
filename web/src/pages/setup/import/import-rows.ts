import type { RouteAnswer, RouteInput } from '../../../../../src/api/route.ts';

export type DryRun = RouteAnswer<'POST /api/people/import/preview'>;
export type ImportRow = DryRun['rows'][number];
export type Outcome = ImportRow['outcome'];
export type Mapping = NonNullable<RouteInput<'POST /api/people/import'>['body']['mapping']>;
export type Field = NonNullable<DryRun['columns'][number]['field']>;

/** In the order in which somebody wants to look at them. */
export const outcomes: readonly Outcome[] = ['fault', 'add', 'change', 'same'];
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  fault: 'Left out',
  add: 'New',
  change: 'Changed',
  same: 'As they are',
};

export const ROWS_AT_ONCE = 100;

/** One page of the rows with an outcome; a page that is no longer there is the last one. */
export function pageOf(
  rows: readonly ImportRow[],
  outcome: Outcome | undefined,
  page: number,
): { rows: readonly ImportRow[]; page: number; pages: number; from: number; total: number } {
  const kept = outcome ? rows.filter((row) => row.outcome === outcome) : rows;
  const pages = Math.max(1, Math.ceil(kept.length / ROWS_AT_ONCE));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const from = shown * ROWS_AT_ONCE;
  return { rows: kept.slice(from, from + ROWS_AT_ONCE), page: shown, pages, from, total: kept.length };
}

/** What each column gives now, with one of them changed; no field comes from two columns. */
export function mapped(columns: DryRun['columns'], column: number, field: Field | null): Mapping {
  return Object.fromEntries(
    columns.map((known, index) => {
      if (index === column) return [String(index), field];
      return [String(index), known.field === field ? null : known.field];
    }),
  );
}

/** "Import 38 people", with what makes them 38. */
export function importText({ add, change }: DryRun['counts'], say: (count: number) => string): string {
  const count = add + change;
  return count === 1 ? 'Import 1 person' : `Import ${say(count)} people`;
}

/** What an import did, or would do: "36 people added, 2 changed, 1 department made". */
export function doneText(
  { added, changed, departments }: RouteAnswer<'POST /api/people/import'>,
  say: (count: number) => string,
): string {
  const parts = [
    added === 1 ? '1 person added' : `${say(added)} people added`,
    ...(changed > 0 ? [`${say(changed)} changed`] : []),
    ...(departments > 0
      ? [departments === 1 ? '1 department made' : `${say(departments)} departments made`]
      : []),
  ];
  return parts.join(', ');
}
