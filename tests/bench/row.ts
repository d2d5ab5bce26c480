/** One measured figure. A goal is an upper bound unless `atLeast`; reference and ratio are null where there is none. */
export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly met: boolean | null;
};

/** A part of the bench: measures, and returns its rows. */
export type Part = { readonly name: string; readonly run: () => Promise<Row[]> };

const round = (value: number): number => Number(value.toPrecision(4));

/** A figure held against a bound of its own. */
export const bounded = (name: string, value: number, unit: string, atMost: number): Row => ({
  name,
  value: round(value),
  unit,
  reference: null,
  ratio: null,
  goal: `≤ ${atMost} ${unit}`,
  met: value <= atMost,
});

/** A figure held against a reference that was measured in the same run. */
export function compared(
  name: string,
  { value, reference, unit }: { value: number; reference: number; unit: string },
  bound: { atMost: number } | { atLeast: number },
): Row {
  const ratio = value / reference;
  return {
    name,
    value: round(value),
    unit,
    reference: round(reference),
    ratio: round(ratio),
    goal: 'atMost' in bound ? `ratio ≤ ${bound.atMost}` : `ratio ≥ ${bound.atLeast}`,
    met: 'atMost' in bound ? ratio <= bound.atMost : ratio >= bound.atLeast,
  };
}

/** A figure without a goal, that helps to read the others. */
export const noted = (name: string, value: number, unit: string): Row => ({
  name,
  value: round(value),
  unit,
  reference: null,
  ratio: null,
  goal: null,
  met: null,
});

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
