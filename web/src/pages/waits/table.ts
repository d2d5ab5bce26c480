import type { RouteAnswer } from '../../../../src/api/route.ts';
import { ages } from './filters.ts';
import { ageText } from './words.ts';

export type Matrix = RouteAnswer<'GET /api/matrix'>;
export type Cell = Matrix['cells'][number];
/** A row or a column; null stands for people in no department, or for nobody in particular. */
export type Side = { readonly id: string | null; readonly name: string };

/** Who waits, who is waited on, and the cell between two: only departments that have something to say. */
export type Table = {
  readonly rows: readonly Side[];
  readonly columns: readonly Side[];
  readonly cellAt: (row: Side, column: Side) => Cell | undefined;
};

export function tableOf({ departments, cells }: Pick<Matrix, 'departments' | 'cells'>): Table {
  const sides = (ids: ReadonlySet<string | null>, nobody: string): Side[] => [
    ...departments.filter(({ id }) => ids.has(id)),
    ...(ids.has(null) ? [{ id: null, name: nobody }] : []),
  ];
  const keyOf = (from: string | null, on: string | null) => `${from} ${on}`;
  const byKey = new Map(cells.map((cell) => [keyOf(cell.fromId, cell.onId), cell]));
  return {
    rows: sides(new Set(cells.map(({ fromId }) => fromId)), 'No department'),
    columns: sides(new Set(cells.map(({ onId }) => onId)), 'Nobody in particular'),
    cellAt: (row, column) => byKey.get(keyOf(row.id, column.id)),
  };
}

/** "day 9 · Stale" of the oldest; null where none is open. */
export const oldestText = ({ oldestDays, age }: Pick<Cell, 'oldestDays' | 'age'>): string | null =>
  oldestDays === null || age === null ? null : ageText(oldestDays, age);

/** "usually 4 days": the working days that those solved lately took. */
export function usualText(
  { medianDays }: Pick<Cell, 'medianDays'>,
  number: (value: number) => string,
): string | null {
  if (medianDays === null) return null;
  if (medianDays === 0) return 'usually the same day';
  return medianDays === 1 ? 'usually 1 day' : `usually ${number(medianDays)} days`;
}

/** "Sales is waiting on Operations", for whoever does not see a cell's place. */
export function pairText(row: Side, column: Side): string {
  const who = row.id === null ? 'People in no department are' : `${row.name} is`;
  return `${who} waiting on ${column.id === null ? 'nobody in particular' : column.name}`;
}

/** When each age begins: "Fresh", "Ageing from day 3", … */
export const legendOf = (waitAges: readonly number[]) =>
  ages.flatMap((age, step) => {
    const from = waitAges[step - 1];
    if (step === 0) return [{ age, text: age }];
    return from === undefined ? [] : [{ age, text: `${age} from day ${from}` }];
  });
