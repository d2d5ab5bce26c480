import { tzOffset } from '@date-fns/tz';
import { shorten } from '../chat/text.ts';
import { TuttiError } from '../errors.ts';

/** A day of the calendar, "YYYY-MM-DD", years 1900 to 2999. It has no zone: it is the same word everywhere. */
export type LocalDate = string;

/** A wall-clock time, "HH:MM", "00:00" to "23:59". */
export type LocalTime = string;

/** From this instant on, and until the next span, the zone's clocks are `offset` ms ahead of UTC. */
type Span = { readonly from: number; readonly offset: number };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Clock changes are looked for at this distance: since 1970 no two in one zone were closer than seven days. */
const STEP = 3 * DAY;

/** A year's spans reach this far into its neighbours, so that a local date of the year is always inside. */
const MARGIN = 2 * DAY;

const spansByZoneAndYear = new Map<string, readonly Span[]>();

/**
 * The instant at which clocks in `zone` show `time` on `date`.
 * In a gap (clocks go forward over `time`) it is the first valid instant after the gap, which for a gap that ends at
 * midnight, as in Nuuk, falls on the next date. In an overlap (clocks show `time` twice) it is the first of the two.
 * Undefined when the zone skipped the whole day, as Apia did with 2011-12-30.
 *
 * Resolved here rather than by TZDate of @date-fns/tz, which answers with 03:30 for 02:30 in a gap, and in an overlap
 * with the first or the second depending on the time zone of the server.
 */
export function instantOf(date: LocalDate, time: LocalTime, zone: string): Date | undefined {
  const midnight = midnightOf(date);
  const wall = midnight + minutesOf(time) * MINUTE;
  const spans = spansOf(zone, Number(date.slice(0, 4)));
  for (const [index, { from, offset }] of spans.entries()) {
    const next = spans[index + 1];
    const instant = wall - offset;
    if (instant < from) {
      const previous = spans[index - 1];
      const skipsTheDay = previous && from + previous.offset <= midnight && from + offset >= midnight + DAY;
      return skipsTheDay ? undefined : new Date(from);
    }
    if (!next || instant < next.from) return new Date(instant);
  }
  return undefined;
}

/** The date on the calendars of `zone` at `instant`. */
export function localDateOf(instant: Date, zone: string): LocalDate {
  return wallClockOf(instant, zone).slice(0, 10);
}

/** The time on the clocks of `zone` at `instant`, seconds cut off. */
export function localTimeOf(instant: Date, zone: string): LocalTime {
  return wallClockOf(instant, zone).slice(11, 16);
}

/** The date that many days later, or earlier when `days` is negative; counted on the calendar, so no zone is needed. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDateColumn(new Date(midnightOf(date) + days * DAY));
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (midnightOf(to) - midnightOf(from)) / DAY;
}

/** The ISO weekday: 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(midnightOf(date)).getUTCDay() || 7;
}

/** The Date that Prisma writes to a DATE column for this day: its midnight in UTC. */
export function toDateColumn(date: LocalDate): Date {
  return new Date(midnightOf(date));
}

/** The day that Prisma read from a DATE column. */
export function fromDateColumn(column: Date): LocalDate {
  return column.toISOString().slice(0, 10);
}

/**
 * Whether `text` is a named time zone that this Node knows, such as "Europe/Berlin"; offsets ("+02:00") are not.
 * Intl is asked itself: tzOffset takes "Nowhere+05" for five hours.
 */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

/** A zone as it is commonly written: "europe/berlin" is "Europe/Berlin". Throws one sentence for what is no zone. */
export function readZone(text: string): string {
  if (!isZone(text)) throw unknownZone(shorten(text, 60));
  // Only the capitals: Intl calls Asia/Kolkata by its old name.
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
  return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
}

const unknownZone = (zone: string) =>
  new TuttiError('bad_zone', `I do not know the time zone “${zone}”. Choose one such as “Europe/Berlin”.`);

/** Whether `text` is a day that the calendar has: "2026-02-30" is not. */
export function isLocalDate(text: string): boolean {
  return utcMidnightOf(text) !== undefined;
}

export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function midnightOf(date: LocalDate): number {
  const midnight = utcMidnightOf(date);
  if (midnight === undefined) {
    throw new TuttiError('bad_date', `There is no day “${date}”. Write it like 2026-12-01.`);
  }
  return midnight;
}

function utcMidnightOf(text: string): number | undefined {
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  const midnight = new Date(Date.UTC(Number(text.slice(0, 4)), month - 1, day));
  return midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day
    ? midnight.getTime()
    : undefined;
}

function minutesOf(time: LocalTime): number {
  if (!isLocalTime(time))
    throw new TuttiError('bad_time', `There is no time “${time}”. Write it like 09:30.`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function wallClockOf(instant: Date, zone: string): string {
  const at = instant.getTime();
  const span = spansOf(zone, instant.getUTCFullYear()).findLast(({ from }) => from <= at);
  return new Date(at + (span?.offset ?? 0)).toISOString();
}

/** The spans of one year in order, kept because asking Intl for an offset takes microseconds and a planning asks often. */
function spansOf(zone: string, year: number): readonly Span[] {
  const key = `${zone} ${year}`;
  const known = spansByZoneAndYear.get(key);
  if (known) return known;
  if (!isZone(zone)) throw unknownZone(zone);
  const spans = readSpans(zone, Date.UTC(year, 0, 1) - MARGIN, Date.UTC(year + 1, 0, 1) + MARGIN);
  spansByZoneAndYear.set(key, spans);
  return spans;
}

function readSpans(zone: string, start: number, end: number): readonly Span[] {
  let offset = offsetAt(start, zone);
  const spans: Span[] = [{ from: Number.NEGATIVE_INFINITY, offset }];
  for (let at = start; at < end; at += STEP) {
    const later = offsetAt(at + STEP, zone);
    if (later === offset) continue;
    spans.push({ from: firstInstantOf(later, at, at + STEP, zone), offset: later });
    offset = later;
  }
  return spans;
}

/** The first whole second after `before` at which the zone has `offset`, as it does at `after`. */
function firstInstantOf(offset: number, before: number, after: number, zone: string): number {
  let [low, high] = [before / 1000, after / 1000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000, zone) === offset) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function offsetAt(instant: number, zone: string): number {
  return Math.round(tzOffset(zone, new Date(instant)) * 60) * 1000;
}
