import { addDays, instantOf, type LocalTime, localDateOf, localTimeOf } from './local-time.ts';

/** Wall-clock times of a person's own zone between which nothing is asked; at `to` they are over. May span midnight. */
export type QuietHours = { readonly from: LocalTime; readonly to: LocalTime };

/** The quiet hours of a person's row: both times are there or neither is. */
export const quietHoursOf = (person: {
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
}): QuietHours | undefined =>
  person.quietFrom && person.quietTo ? { from: person.quietFrom, to: person.quietTo } : undefined;

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * When the quiet hours that hold at `now` end; undefined when none hold. They go by the clock on the wall: in the night
 * on which it strikes two twice, half past two is over once and comes again.
 */
export function quietUntil(now: Date, zone: string, quiet: QuietHours | undefined): Date | undefined {
  if (!quiet || !isQuiet(now, zone, quiet)) return undefined;
  const today = localDateOf(now, zone);
  const wait = (minutesOf(quiet.to) - minutesOf(localTimeOf(now, zone)) + DAY_MINUTES) % DAY_MINUTES;
  const thisMinute = Math.floor(now.getTime() / MINUTE) * MINUTE;
  const ends = [0, 1, 2].flatMap((days) => instantOf(addDays(today, days), quiet.to, zone) ?? []);
  // Where the clock strikes an hour twice, instantOf knows the first time only.
  return [new Date(thisMinute + wait * MINUTE), ...ends]
    .filter((end) => end > now && !isQuiet(end, zone, quiet))
    .sort((a, b) => a.getTime() - b.getTime())[0];
}

function isQuiet(at: Date, zone: string, { from, to }: QuietHours): boolean {
  const time = localTimeOf(at, zone);
  if (from < to) return from <= time && time < to;
  return from > to && (from <= time || time < to);
}

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
