import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAbsence } from '../../src/people/absence-text.ts';
import { addDays, daysBetween } from '../../src/people/local-time.ts';
import { someDate } from '../support/zones.ts';

const wednesday = '2026-08-05';

function daysOf(text: string, today = wednesday): string {
  const read = parseAbsence(text, today);
  return 'from' in read ? `${read.from} ${read.to}` : JSON.stringify(read);
}

function errorOf(text: string, today = wednesday): string | undefined {
  const read = parseAbsence(text, today);
  return 'error' in read ? read.error : undefined;
}

describe('one day', () => {
  it.each([
    ['', '2026-08-05'],
    ['  ', '2026-08-05'],
    ['today', '2026-08-05'],
    ['Sick today.', '2026-08-05'],
    ['tomorrow', '2026-08-06'],
    ['TOMORROW!', '2026-08-06'],
    ['the day after tomorrow', '2026-08-07'],
    ['Wednesday', '2026-08-05'],
    ['Monday', '2026-08-10'],
    ['next Monday', '2026-08-10'],
    ['next Friday', '2026-08-14'],
    ['Friday next week', '2026-08-14'],
    ['this Friday', '2026-08-07'],
    ['on Thu.', '2026-08-06'],
    ['3 Dec', '2026-12-03'],
    ['3rd of December', '2026-12-03'],
    ['Dec. 3rd', '2026-12-03'],
    ['December 3, 2026', '2026-12-03'],
    ['Thu, 3 Dec', '2026-12-03'],
    ['3.12.', '2026-12-03'],
    ['3.12.26', '2026-12-03'],
    ['2026-12-03', '2026-12-03'],
    ['2026/12/3', '2026-12-03'],
    ['4 August', '2027-08-04'],
    ['5 August', '2026-08-05'],
    ['the 3rd', '2026-09-03'],
    ['29 Feb', '2028-02-29'],
  ])('“%s” is %s', (text, day) => {
    expect(daysOf(text)).toBe(`${day} ${day}`);
  });
});

describe('several days', () => {
  it.each([
    ['until Friday', '2026-08-05 2026-08-07'],
    ['until Wednesday', '2026-08-05 2026-08-05'],
    ['till 3 Dec', '2026-08-05 2026-12-03'],
    ["I'm away until the 14th, please", '2026-08-05 2026-08-14'],
    ['today until Friday', '2026-08-05 2026-08-07'],
    ['tomorrow to Friday', '2026-08-06 2026-08-07'],
    ['to Friday', '2026-08-05 2026-08-07'],
    ["I'm on vacation until the 14th", '2026-08-05 2026-08-14'],
    ['until the end of next week', '2026-08-05 2026-08-16'],
    ['from 1 Dec to 5 Dec', '2026-12-01 2026-12-05'],
    ['1 Dec – 5 Dec', '2026-12-01 2026-12-05'],
    ['1-5 December', '2026-12-01 2026-12-05'],
    ['Dec 1-5', '2026-12-01 2026-12-05'],
    ['1st to 5th of December 2027', '2027-12-01 2027-12-05'],
    ['between 1 Dec and 5 Dec', '2026-12-01 2026-12-05'],
    ['1.-5.12.', '2026-12-01 2026-12-05'],
    ['2026-12-01 2026-12-05', '2026-12-01 2026-12-05'],
    ['2026-12-01..2026-12-05', '2026-12-01 2026-12-05'],
    ['2026-12-01 - 2026-12-05', '2026-12-01 2026-12-05'],
    ['this week', '2026-08-05 2026-08-09'],
    ['rest of the week', '2026-08-05 2026-08-09'],
    ['next week', '2026-08-10 2026-08-16'],
    ['next month', '2026-09-01 2026-09-30'],
    ['Mon-Wed', '2026-08-10 2026-08-12'],
    ['Friday to Monday', '2026-08-07 2026-08-10'],
    ['Monday to Monday', '2026-08-10 2026-08-17'],
    ['Mon–Wed next week', '2026-08-10 2026-08-12'],
    ['Wed-Fri next week', '2026-08-12 2026-08-14'],
    ['today and tomorrow', '2026-08-05 2026-08-06'],
    ['today - 14 Aug', '2026-08-05 2026-08-14'],
    ['3 days', '2026-08-05 2026-08-07'],
    ['for two weeks', '2026-08-05 2026-08-18'],
    ['a month', '2026-08-05 2026-09-04'],
    ['from Monday for 2 weeks', '2026-08-10 2026-08-23'],
    ['two weeks from Monday', '2026-08-10 2026-08-23'],
    ['366 days', '2026-08-05 2027-08-05'],
  ])('“%s” is %s', (text, days) => {
    expect(daysOf(text)).toBe(days);
  });

  it('goes over a year end', () => {
    expect(daysOf('24.12.-2.1.')).toBe('2026-12-24 2027-01-02');
    expect(daysOf('28 Dec to 2 January')).toBe('2026-12-28 2027-01-02');
    expect(daysOf('28 Dec - 2 Jan 2028')).toBe('2027-12-28 2028-01-02');
    expect(daysOf('28 Dec 2027 - 2 Jan')).toBe('2027-12-28 2028-01-02');
  });

  it('may have begun already', () => {
    expect(daysOf('1 Aug to 7 Aug')).toBe('2026-08-01 2026-08-07');
    expect(daysOf('24.12.-2.1.', '2026-12-28')).toBe('2026-12-24 2027-01-02');
    expect(daysOf('24.12.-2.1.', '2027-01-01')).toBe('2026-12-24 2027-01-02');
    expect(daysOf('24.12.-2.1.', '2027-01-03')).toBe('2027-12-24 2028-01-02');
  });
});

describe('the end of an absence', () => {
  it.each(['back', 'Back!', "I'm back", 'I’m back again', 'cancel', 'Cancel it please'])('“%s”', (text) => {
    expect(parseAbsence(text, wednesday)).toEqual({ cancel: true });
  });
});

describe('what cannot be noted', () => {
  it.each([
    ['soonish', 'I could not read “soonish” as dates. Try “tomorrow”, “until Friday” or “1 Dec to 5 Dec”.'],
    ['12/24', "“12/24” may be day and month or month and day. Write the month's name, such as “24 Dec”."],
    ['31 Feb', 'There is no 31 Feb in the calendar. Check the day and send it again.'],
    ['2027-02-29', 'There is no 29 Feb 2027 in the calendar. Check the day and send it again.'],
    ['the 45th', 'No month has a day 45. Check the day and send it again.'],
    ['Monday 4 Dec', '4 Dec 2026 is a Friday, not a Monday. Which of the two do you mean?'],
    [
      '2026-12-05 to 2026-12-01',
      'The last day, 1 Dec 2026, is before the first, 5 Dec 2026. Swap them and send it again.',
    ],
    [
      '5 Dec to 1 Dec',
      'The last day seems to be over, or before the first. If you mean next year, write the year too.',
    ],
    [
      'until 3 Aug',
      'The last day seems to be over, or before the first. If you mean next year, write the year too.',
    ],
    ['yesterday', '4 Aug 2026 is already over. Send days from today on.'],
    ['this Monday', '3 Aug 2026 is already over. Send days from today on.'],
    ['1 Jan 2026 - 4 Aug 2026', '4 Aug 2026 is already over. Send days from today on.'],
    ['367 days', 'That is 367 days, and I can note at most 366 at a time.'],
    ['from Monday', 'Until when? Name the last day too, such as “from Monday to Friday”.'],
    ['until next week', 'Which day is the last? Name it, such as “until Friday” or “until 5 Dec”.'],
    ['Monday and Wednesday', 'I take one span of days at a time. Send /away once for each.'],
  ])('“%s”: %s', (text, sentence) => {
    expect(errorOf(text)).toBe(sentence);
  });

  it.each([
    '5',
    '1-5',
    '0 days',
    'until',
    'from',
    '-',
    '..',
    'to to',
    'Mon, Wed',
    'Mon-Tue-Wed',
    'in 3 days',
    'back tomorrow',
    '🌴',
  ])('“%s” is not guessed at', (text) => {
    expect(errorOf(text)).toMatch(/^I could not read “.*” as dates\. Try /);
  });

  it('shows only the beginning of a long text', () => {
    expect(errorOf('🌴'.repeat(300))).toBe(
      `I could not read “${'🌴'.repeat(40)}…” as dates. Try “tomorrow”, “until Friday” or “1 Dec to 5 Dec”.`,
    );
  });
});

describe('any text', () => {
  const words =
    'until to from for and next this week Mon Friday 1 5 31 Dec Feb 24.12. 2026-12-01 - .. / days two the end of'.split(
      ' ',
    );
  const phrase = fc.array(fc.constantFrom(...words), { maxLength: 7 }).map((parts) => parts.join(' '));

  it('gives days that can be noted, a cancellation, or one sentence', () => {
    fc.assert(
      fc.property(fc.oneof(phrase, fc.string(), fc.string({ unit: 'binary' })), someDate, (text, today) => {
        const read = parseAbsence(text, today);
        if ('error' in read) expect(read.error).toMatch(/^.{10,200}[.?]$/su);
        else if ('from' in read) {
          expect(daysBetween(read.from, read.to)).toBeGreaterThanOrEqual(0);
          expect(daysBetween(read.from, read.to)).toBeLessThan(366);
          expect(read.to >= today).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same days in every way of writing them', () => {
    fc.assert(
      fc.property(someDate, fc.nat({ max: 250 }), fc.nat({ max: 30 }), (today, ahead, more) => {
        const [from, to] = [addDays(today, ahead), addDays(today, ahead + more)];
        const written = [
          (date: string) => date,
          (date: string) => `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.${date.slice(0, 4)}`,
          (date: string) => inEnglish(date, { day: 'numeric', month: 'short' }),
          (date: string) => inEnglish(date, { day: 'numeric', month: 'long', year: 'numeric' }),
          (date: string) => inEnglish(date, { weekday: 'short', day: 'numeric', month: 'short' }),
        ];
        for (const write of written) {
          for (const range of [`${write(from)} to ${write(to)}`, `${write(from)}–${write(to)}`]) {
            expect(daysOf(range, today), range).toBe(`${from} ${to}`);
          }
        }
      }),
    );
  });
});

function inEnglish(date: string, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...format, timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
