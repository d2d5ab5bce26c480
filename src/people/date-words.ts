import { TuttiError } from '../errors.ts';
import { addDays, isLocalDate, type LocalDate, weekdayOf } from './local-time.ts';

/** A day of the year as a person writes it: "4 Dec", "Fri 4 December 2026", "the 4th"; what is left out is undefined. */
export type WrittenDate = {
  readonly kind: 'date';
  readonly day: number;
  readonly month?: number;
  readonly year?: number;
  /** Checked against the date, not used to find it. */
  readonly weekday?: number;
};

/** "Monday": the next one; "next Monday", "Monday next week": the one of next week. */
export type WrittenWeekday = {
  readonly kind: 'weekday';
  readonly weekday: number;
  readonly nextWeek: boolean;
};

/** What one side of a range, or a text without one, stands for. A single day is a span from and to itself. */
export type Written =
  | WrittenDate
  | WrittenWeekday
  | { readonly kind: 'span'; readonly from: LocalDate; readonly to: LocalDate };

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Years after which a day that has not come never will: 29 February is at most eight years away. */
const YEARS_AHEAD = 8;

/** Reads words in small letters, with ISO dates written 2026_12_01 so that "-" is left for ranges; undefined: no date. */
export function readWords(words: string, today: LocalDate): Written | undefined {
  return readRelative(words, today) ?? readWeekday(words, today) ?? readWrittenDate(words);
}

/** The last day of a time such as "3 days", "two weeks" or "a month" that begins on `from`; undefined: not a time. */
export function endOfDuration(words: string, from: LocalDate): LocalDate | undefined {
  const match = /^(an?|[a-z]+|[1-9]\d{0,3}) (day|week|fortnight|month)s?$/.exec(words);
  if (!match) return undefined;
  const [, amount = '', unit] = match;
  const count = /^an?$/.test(amount) ? 1 : Number(amount) || NUMBERS.indexOf(amount) + 1;
  if (count === 0) return undefined;
  if (unit === 'month') return addDays(addMonths(from, count), -1);
  return addDays(from, count * (unit === 'day' ? 1 : unit === 'week' ? 7 : 14) - 1);
}

/** The first such date on or after `earliest`, or the very date when its year is written. */
export function dateFrom(written: WrittenDate, earliest: LocalDate): LocalDate {
  if (written.month === undefined) return dayOfMonthFrom(written, earliest);
  return firstThatExists(written, earliest, 1, (date) => date >= earliest);
}

/** The last such date on or before `latest`, or the very date when its year is written. */
export function dateUpTo(written: WrittenDate, latest: LocalDate): LocalDate {
  return firstThatExists(written, latest, -1, (date) => date <= latest);
}

/** "4 Dec 2026", as the sentences to a person write it. */
export function wordsOf(date: LocalDate): string {
  return `${Number(date.slice(8))} ${monthName(Number(date.slice(5, 7)))} ${date.slice(0, 4)}`;
}

function readRelative(words: string, today: LocalDate): Written | undefined {
  const sunday = addDays(today, 7 - weekdayOf(today));
  const nextMonth = addMonths(`${today.slice(0, 8)}01`, 1);
  if (/^(today|now|sick|ill)$/.test(words)) return span(today);
  if (/^(tomorrow|tmrw?)$/.test(words)) return span(addDays(today, 1));
  if (/^(the )?day after tomorrow$/.test(words)) return span(addDays(today, 2));
  if (words === 'yesterday') return span(addDays(today, -1));
  if (/^((the )?rest of )?(the |this )?week$/.test(words)) return span(today, sunday);
  if (words === 'next week') return span(addDays(sunday, 1), addDays(sunday, 7));
  if (/^((the )?rest of )?(the |this )?month$/.test(words)) return span(today, addDays(nextMonth, -1));
  if (words === 'next month') return span(nextMonth, addDays(addMonths(nextMonth, 1), -1));
  const end = /^(?:the )?end of (.+)$/.exec(words)?.[1];
  const whole = end === undefined ? undefined : readRelative(end, today);
  return whole?.kind === 'span' ? span(whole.to) : undefined;
}

function readWeekday(words: string, today: LocalDate): Written | undefined {
  const [, week, name = '', later] = /^(?:(this|next) )?([a-z]+)( next week)?$/.exec(words) ?? [];
  const weekday = indexOfName(WEEKDAYS, name === 'weds' ? 'wed' : name);
  if (weekday === undefined) return undefined;
  if (week === 'this') return span(addDays(today, weekday - weekdayOf(today)));
  return { kind: 'weekday', weekday, nextWeek: week === 'next' || later !== undefined };
}

function readWrittenDate(words: string): WrittenDate | undefined {
  const [, name = '', rest = ''] = /^([a-z]+) (.+)$/.exec(words) ?? [];
  const weekday = indexOfName(WEEKDAYS, name);
  const text = (weekday === undefined ? words : rest).replace(/^the /, '');
  const patterns = [
    /^(?<day>\d\d?)(?:st|nd|rd|th|\.)?$/,
    /^(?<year>\d{4})_(?<month>\d\d?)_(?<day>\d\d?)$/,
    /^(?<day>\d\d?)\. ?(?<month>\d\d?)\.? ?(?<year>\d{4}|(?<=\.)\d\d)?$/,
    /^(?<day>\d\d?)(?:st|nd|rd|th|\.)? ?(?:of )?(?<month>[a-z]+) ?(?<year>\d{4})?$/,
    /^(?<month>[a-z]+) ?(?:the )?(?<day>\d\d?)(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/,
  ];
  const found = patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  if (!found) return undefined;
  const month =
    found.month === undefined ? undefined : Number(found.month) || indexOfName(MONTHS, found.month);
  if (found.month !== undefined && month === undefined) return undefined;
  const year = found.year === undefined ? undefined : Number(found.year.padStart(4, '20'));
  return { kind: 'date', day: Number(found.day), month, year, weekday };
}

function firstThatExists(
  written: WrittenDate,
  near: LocalDate,
  direction: 1 | -1,
  fits: (date: LocalDate) => boolean,
): LocalDate {
  const { day, month = 0, year } = written;
  const nearYear = year ?? Number(near.slice(0, 4));
  for (let away = 0; away <= (year === undefined ? YEARS_AHEAD : 0); away++) {
    const date = isoOf(nearYear + direction * away, month, day);
    if (isLocalDate(date) && (year !== undefined || fits(date))) return checkWeekday(date, written.weekday);
  }
  const name = [day, monthName(month), year].filter(Boolean).join(' ');
  throw new TuttiError(
    'no_such_day',
    `There is no ${name} in the calendar. Check the day and send it again.`,
  );
}

function dayOfMonthFrom({ day, weekday }: WrittenDate, earliest: LocalDate): LocalDate {
  for (let ahead = 0; ahead <= 62; ahead++) {
    const date = addDays(earliest, ahead);
    if (Number(date.slice(8)) === day) return checkWeekday(date, weekday);
  }
  throw new TuttiError('no_such_day', `No month has a day ${day}. Check the day and send it again.`);
}

function checkWeekday(date: LocalDate, weekday: number | undefined): LocalDate {
  const actual = weekdayOf(date);
  if (weekday === undefined || weekday === actual) return date;
  const sentence = `${wordsOf(date)} is a ${titleOf(WEEKDAYS[actual - 1])}, not a ${titleOf(WEEKDAYS[weekday - 1])}.`;
  throw new TuttiError('other_weekday', `${sentence} Which of the two do you mean?`);
}

/** The same day that many months later, or the month's last day where it is shorter. */
function addMonths(date: LocalDate, months: number): LocalDate {
  const month = Number(date.slice(5, 7)) - 1 + months;
  const [year, ofYear] = [Number(date.slice(0, 4)) + Math.floor(month / 12), (month % 12) + 1];
  const days = [Number(date.slice(8)), 30, 29, 28];
  return days.map((day) => isoOf(year, ofYear, day)).find(isLocalDate) ?? date;
}

function span(from: LocalDate, to = from): Written {
  return { kind: 'span', from, to };
}

function isoOf(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  );
}

/** The place, from 1, of the name that begins with at least three given letters. */
function indexOfName(names: readonly string[], letters: string): number | undefined {
  const index = letters.length < 3 ? -1 : names.findIndex((name) => name.startsWith(letters));
  return index === -1 ? undefined : index + 1;
}

function monthName(month: number): string {
  return titleOf(MONTHS[month - 1]?.slice(0, 3)) || `month ${month}`;
}

function titleOf(word = ''): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
