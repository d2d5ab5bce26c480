import { addDays, daysBetween, type LocalDate, weekdayOf } from '../people/index.ts';

/** How long somebody has waited, in one word; always shown with its days. */
export const ages = ['Fresh', 'Ageing', 'Stale', 'Critical'] as const;
export type Age = (typeof ages)[number];

/** The number of an age: 0 Fresh to 3 Critical. `waitAges` are the working days after which the later three begin. */
export const ageStep = (days: number, waitAges: readonly number[]): number =>
  waitAges.filter((after) => days >= after).length;

export const ageOf = (days: number, waitAges: readonly number[]): Age =>
  ages[Math.min(ageStep(days, waitAges), ages.length - 1)] ?? 'Fresh';

/** "day 3 · Ageing"; "new" on the first day. */
export const ageText = (days: number, waitAges: readonly number[]): string =>
  days === 0 ? 'new' : `day ${days} · ${ageOf(days, waitAges)}`;

/** Days off, both ends included. */
export type Span = { readonly from: LocalDate; readonly to: LocalDate };

/** The working days of one place between two dates, counted once so that any number of waits can be measured with it. */
export type Calendar = {
  readonly first: LocalDate;
  /** Working days from `first` up to and including the date at each index. */
  readonly upTo: readonly number[];
};

/** Monday to Friday less the days that `isHoliday` names, from `first` to `last`. */
export function createCalendar(
  first: LocalDate,
  last: LocalDate,
  isHoliday: (date: LocalDate) => boolean,
): Calendar {
  const upTo: number[] = [];
  let count = 0;
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (weekdayOf(date) <= 5 && !isHoliday(date)) count += 1;
    upTo.push(count);
  }
  return { first, upTo };
}

const countUpTo = ({ first, upTo }: Calendar, date: LocalDate): number =>
  upTo[Math.min(daysBetween(first, date), upTo.length - 1)] ?? 0;

/**
 * The working days after the day `from` up to and including `until`, less those within a span off: 0 on the day it began.
 * Spans may overlap and reach beyond both ends.
 */
export function waitedDays(
  calendar: Calendar,
  { from, until, off }: { from: LocalDate; until: LocalDate; off: readonly Span[] },
): number {
  if (until <= from) return 0;
  const total = countUpTo(calendar, until) - countUpTo(calendar, from);
  return total - daysOff(calendar, off, addDays(from, 1), until);
}

/** Working days that the spans cover between two dates, each counted once. */
function daysOff(calendar: Calendar, spans: readonly Span[], first: LocalDate, last: LocalDate): number {
  let counted = addDays(first, -1);
  let days = 0;
  for (const span of [...spans].sort((a, b) => a.from.localeCompare(b.from))) {
    const before = [addDays(span.from, -1), counted].reduce(later);
    const end = span.to < last ? span.to : last;
    if (end <= before) continue;
    days += countUpTo(calendar, end) - countUpTo(calendar, before);
    counted = end;
  }
  return days;
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
