import { TuttiError } from '../errors.ts';
import {
  dateFrom,
  dateUpTo,
  endOfDuration,
  readWords,
  type Written,
  type WrittenDate,
  type WrittenWeekday,
  wordsOf,
} from './date-words.ts';
import { addDays, daysBetween, type LocalDate, weekdayOf } from './local-time.ts';

/** What a person meant by `/away …`: days off with both ends included, the end of an absence, or a sentence to answer. */
export type ParsedAbsence =
  | { readonly from: LocalDate; readonly to: LocalDate }
  | { readonly cancel: true }
  | { readonly error: string };

type Days = { readonly from: LocalDate; readonly to: LocalDate };

const LONGEST_TEXT = 200;
const LONGEST_DAYS = 366;

/** A span without years that goes over a year end and is longer than this has its two ends swapped, or is over. */
const LONGEST_GUESS = 300;

const CANCEL =
  /^((i'?m|i am) )?(back|here|cancel|return|returned|stop|clear|remove|delete|undo)( (it|that|now|today|again|please))*$/;
const OPENING =
  /^(i|i'?m|am|i'?ll|will|be|away|off|out|of|office|ooo|on|for|holidays?|vacation|leave|sick|ill|please) (?=.)/;
const RANGE = /\s*(?:\.{2,}|-)\s*|\s+(?:to|until|till|'?til|through|thru|up to)\s+/;
const UNTIL = /^(?:(?:until|till|'?til|through|thru|up to|to)\s+|-\s*|\.{2,}\s*)(?=.)/;

/**
 * Reads the DATES of `/away DATES`, in English. A date without a year is the next such date, a weekday the next one with
 * today included, "next Monday" the one of next week; "until" includes its day; weeks run from Monday to Sunday.
 * A span may have begun before today, as long as it is not over. Never throws: what cannot be read comes back as `error`.
 */
export function parseAbsence(text: string, today: LocalDate): ParsedAbsence {
  try {
    const words = tidy(text);
    return CANCEL.test(words) ? { cancel: true } : check(readDays(words, text, today), today);
  } catch (error) {
    if (error instanceof TuttiError) return { error: error.message };
    throw error;
  }
}

/** Small letters, one kind of dash, ISO dates as 2026_12_01, and no punctuation but what dates and ranges need. */
function tidy(text: string): string {
  if (text.trim().length > LONGEST_TEXT) throw unreadable(text);
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\p{L}\p{N}.'/&-]/gu, ' ')
    .replace(/(?<![a-z])'(?!til)|'(?![a-z])/g, ' ')
    .replace(/\b(\d{4})([-/.])(\d\d?)\2(\d\d?)\b/g, '$1_$3_$4')
    .replace(/(?<=\p{L}|\d{4})\.(?!\.)/gu, ' ')
    .replace(/ (and )?(inclusive|including)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .replace(/ (please|thanks)$/, '');
  return CANCEL.test(plain) ? plain : withoutOpening(plain);
}

function withoutOpening(words: string): string {
  const shorter = words.replace(OPENING, '');
  return shorter === words ? words : withoutOpening(shorter);
}

function readDays(words: string, text: string, today: LocalDate): Days {
  if (text.trim() === '') return { from: today, to: today };
  const slashed = /\d+\/\d+(\/\d+)?/.exec(words)?.[0];
  if (slashed) {
    const sentence = `“${slashed}” may be day and month or month and day.`;
    throw new TuttiError('slashed_date', `${sentence} Write the month's name, such as “24 Dec”.`);
  }
  const open = words.startsWith('from ');
  const body = words
    .replace(/^from /, '')
    .replace(/^between (.+) and /, '$1 to ')
    .replace(/(\d{4}_\d+_\d+) (?=\d{4}_)/, '$1 to ');
  const several = readDuration(body, today) ?? readRange(body, today);
  const one = several ? undefined : readOne(body, today);
  if (open && one) {
    throw new TuttiError(
      'no_last_day',
      'Until when? Name the last day too, such as “from Monday to Friday”.',
    );
  }
  const days = several ?? one;
  if (!days) throw unreadable(text);
  return days;
}

/** "3 days", "Monday for two weeks", "two weeks from Monday". */
function readDuration(words: string, today: LocalDate): Days | undefined {
  const [, start, lasting] = /^(.+) for (.+)$/.exec(words) ?? [];
  const [, length, begin] = /^(.+?) (?:from|starting(?: on)?) (.+)$/.exec(words) ?? [];
  const first = start ?? begin;
  const from = first === undefined ? today : readOne(first, today)?.from;
  const to = from && endOfDuration(lasting ?? length ?? words, from);
  return from && to ? { from, to } : undefined;
}

function readRange(words: string, today: LocalDate): Days | undefined {
  const [, one, other] = /^(.+) (?:and|&) (.+)$/.exec(words) ?? [];
  if (one !== undefined && other !== undefined) return readPair(one, other, today);
  const sides = UNTIL.test(words) ? ['today', ...words.replace(UNTIL, '').split(RANGE)] : words.split(RANGE);
  const [left = '', right = ''] = sides;
  if (sides.length !== 2 || sides.every((side) => /^\d+$/.test(side))) return undefined;
  return between(left, right, today);
}

/** "today and tomorrow" is a span; "Monday and Wednesday" is two, and an absence has one. */
function readPair(one: string, other: string, today: LocalDate): Days | undefined {
  const days = between(one, other, today);
  if (days && daysBetween(days.from, days.to) > 1) {
    throw new TuttiError('two_absences', 'I take one span of days at a time. Send /away once for each.');
  }
  return days;
}

/** A bare number is nothing: it may be a day of the month or a number of days. */
function readOne(words: string, today: LocalDate): Days | undefined {
  const written = /^\d+$/.test(words) ? undefined : readWords(words, today);
  return written && daysOf(written, today, today);
}

function between(left: string, right: string, today: LocalDate): Days | undefined {
  // "Mon-Wed next week" means next week's Monday.
  const first =
    (right.endsWith(' next week') && readWords(`${left} next week`, today)) || readWords(left, today);
  const last = readWords(right, today);
  if (!first || !last) return undefined;
  if (last.kind === 'span' && last.from !== last.to) {
    throw new TuttiError(
      'no_last_day',
      'Which day is the last? Name it, such as “until Friday” or “until 5 Dec”.',
    );
  }
  const days =
    first.kind === 'date' && last.kind === 'date' ? ofDates(first, last, today) : ofMixed(first, last, today);
  const guessed = [first, last].some((side) => side.kind === 'date' && side.year === undefined);
  const overYearEnd = days.from.slice(0, 4) < days.to.slice(0, 4);
  if (guessed && overYearEnd && daysBetween(days.from, days.to) > LONGEST_GUESS) {
    const sentence = 'The last day seems to be over, or before the first.';
    throw new TuttiError('end_first', `${sentence} If you mean next year, write the year too.`);
  }
  return days;
}

/** Two written dates: each lends the other the month it lacks, and the last one decides the year of the first. */
function ofDates(first: WrittenDate, last: WrittenDate, today: LocalDate): Days {
  const start = first.month === undefined ? { ...first, month: last.month, year: last.year } : first;
  const end = last.month === undefined ? { ...last, month: first.month, year: first.year } : last;
  if (start.month === undefined) return ofMixed(start, end, today);
  const to = dateFrom(end, start.year === undefined ? today : dateFrom(start, today));
  return { from: dateUpTo(start, to), to };
}

function ofMixed(first: Written, last: Written, today: LocalDate): Days {
  const { from } = daysOf(first, today, today);
  const { to } = daysOf(last, today, from);
  const aWeekLater = first.kind === 'weekday' && last.kind === 'weekday' && to === from;
  return { from, to: aWeekLater ? addDays(to, 7) : to };
}

function daysOf(written: Written, today: LocalDate, earliest: LocalDate): Days {
  if (written.kind === 'span') return written;
  const date = written.kind === 'date' ? dateFrom(written, earliest) : weekdayFrom(written, today, earliest);
  return { from: date, to: date };
}

function weekdayFrom(
  { weekday, nextWeek }: WrittenWeekday,
  today: LocalDate,
  earliest: LocalDate,
): LocalDate {
  if (nextWeek) return addDays(today, 7 - weekdayOf(today) + weekday);
  return addDays(earliest, (weekday - weekdayOf(earliest) + 7) % 7);
}

function check({ from, to }: Days, today: LocalDate): Days {
  const length = daysBetween(from, to) + 1;
  if (length < 1) {
    const sentence = `The last day, ${wordsOf(to)}, is before the first, ${wordsOf(from)}.`;
    throw new TuttiError('end_first', `${sentence} Swap them and send it again.`);
  }
  if (to < today) throw new TuttiError('over', `${wordsOf(to)} is already over. Send days from today on.`);
  if (length > LONGEST_DAYS) {
    throw new TuttiError(
      'too_long',
      `That is ${length} days, and I can note at most ${LONGEST_DAYS} at a time.`,
    );
  }
  return { from, to };
}

function unreadable(text: string): TuttiError {
  const words = text.replace(/\s+/g, ' ').trim();
  const shown = [...words].length > 40 ? `${[...words].slice(0, 40).join('')}…` : words;
  const sentence = `I could not read “${shown}” as dates.`;
  return new TuttiError(
    'unreadable_dates',
    `${sentence} Try “tomorrow”, “until Friday” or “1 Dec to 5 Dec”.`,
  );
}
