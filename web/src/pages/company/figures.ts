import type { RouteAnswer } from '../../../../src/api/route.ts';

export type Company = RouteAnswer<'GET /api/company'>;
export type Week = Company['weeks'][number];
export type Department = Company['departments'][number];

/** Without the weeks before anybody was asked: a young company’s lines begin at the left, all at the same week. */
export function sinceFirstAsked(company: Company): Company {
  const first = company.weeks.findIndex(({ asked }) => asked > 0);
  if (first <= 0) return company;
  return {
    ...company,
    weeks: company.weeks.slice(first),
    departments: company.departments.map((one) => ({ ...one, weeks: one.weeks.slice(first) })),
  };
}

/** How many of those asked answered, 0 to 1; null in a week that asked nobody. */
export const shareOf = ({ asked, answered }: Pick<Week, 'asked' | 'answered'>): number | null =>
  asked === 0 ? null : answered / asked;

/** The running week and the one before it: the last full one. */
export const recent = (weeks: readonly Week[]): { running: Week | undefined; last: Week | undefined } => ({
  running: weeks.at(-1),
  last: weeks.at(-2),
});

type Usual = Department['usual'];
const percent = (share: number): number => Math.round(share * 100);

/** Whether a week lies outside what is usual, as it reads in whole per cent: 70 is not below "70 to 85". */
export function besideUsual(week: Week | undefined, usual: Usual): 'below' | 'above' | 'usual' | 'unknown' {
  const share = week && shareOf(week);
  if (share === null || share === undefined || !usual) return 'unknown';
  if (percent(share) < percent(usual.low)) return 'below';
  return percent(share) > percent(usual.high) ? 'above' : 'usual';
}

/** "70 to 85 %", or "80 %" where both are the same. */
export function usualText({ low, high }: NonNullable<Usual>, share: (value: number) => string): string {
  return percent(low) === percent(high) ? share(high) : `${percent(low)} to ${share(high)}`;
}

/** "9 of 11 answered" */
export const answeredText = ({ asked, answered }: Pick<Week, 'asked' | 'answered'>): string =>
  asked === 0 ? 'Nobody was asked' : `${answered} of ${asked} answered`;

/** The newest mood there is; weeks without one are passed over. */
export const newestMood = (weeks: readonly Week[]): number | null =>
  weeks.findLast(({ mood }) => mood !== null)?.mood ?? null;

export type Point = { readonly week: string; readonly value: number };

/** A line's points without the weeks that have none, and where the line must break: never bridged as if nothing were missing. */
export function lineOf(
  weeks: readonly Week[],
  valueIn: (week: Week) => number | null,
): { points: Point[]; gaps: { startIndex: number; endIndex: number }[] } {
  const points: Point[] = [];
  const gaps: { startIndex: number; endIndex: number }[] = [];
  let missing = false;
  for (const week of weeks) {
    const value = valueIn(week);
    if (value === null) {
      missing = true;
      continue;
    }
    if (missing && points.length > 0) gaps.push({ startIndex: points.length - 1, endIndex: points.length });
    missing = false;
    points.push({ week: week.week, value });
  }
  return { points, gaps };
}

/** A line in words: "from 82 % to 75 %, lowest 61 %"; null where there is nothing to say. */
export function trendText(values: readonly (number | null)[], say: (value: number) => string): string | null {
  const known = values.filter((value) => value !== null);
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  if (known.length === 1) return say(first);
  return `from ${say(first)} to ${say(last)}, lowest ${say(Math.min(...known))}`;
}

/** Pieces of an SVG path for a trend in a box, one for each unbroken run; y grows downwards. */
export function trendPaths(
  values: readonly (number | null)[],
  { width, height, min, max }: { width: number; height: number; min: number; max: number },
): { paths: string[]; last: { x: number; y: number } | null } {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const place = (value: number, index: number) => ({
    x: round(index * step),
    y: round(height - ((value - min) / (max - min)) * height),
  });
  const paths: string[] = [];
  let run: string[] = [];
  let last: { x: number; y: number } | null = null;
  const finish = () => {
    if (run.length > 0) paths.push(`M${run.join('L')}`);
    run = [];
  };
  for (const [index, value] of values.entries()) {
    if (value === null) {
      finish();
      continue;
    }
    last = place(value, index);
    run.push(`${last.x} ${last.y}`);
  }
  finish();
  return { paths, last };
}

const round = (value: number): number => Math.round(value * 10) / 10;
