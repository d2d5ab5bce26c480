import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  firstWeekdayOf,
  monthOf,
  shiftMonth,
  weekdayNames,
  weeksOf,
} from '../../web/src/pages/today/calendar-days.ts';
import { spanFault } from '../../web/src/pages/today/span.ts';

describe('the calendar', () => {
  it('lays out a month from Monday and from Sunday', () => {
    expect(weeksOf('2026-11', 1)[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(weeksOf('2026-11', 7)[0]?.[0]).toBe('2026-11-01');
    expect(weeksOf('2026-11', 1).at(-1)?.[0]).toBe('2026-11-30');
  });

  it('shows every day of a month once, in weeks of seven, under its weekday', () => {
    const months = fc
      .tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 7 }), (month, first) => {
        const weeks = weeksOf(month, first);
        const days = weeks.flat().filter((day) => day !== null);
        const [year = 0, number = 0] = month.split('-').map(Number);
        expect(days.length).toBe(new Date(Date.UTC(year, number, 0)).getUTCDate());
        expect(new Set(days).size).toBe(days.length);
        expect(days.every((day) => monthOf(day) === month)).toBe(true);
        for (const week of weeks) {
          expect(week.length).toBe(7);
          week.forEach((day, index) => {
            if (day) expect(new Date(day).getUTCDay() || 7).toBe(((first - 1 + index) % 7) + 1);
          });
        }
      }),
    );
  });

  it('moves across years and clock changes', () => {
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
    expect(addDays('2026-03-29', -1)).toBe('2026-03-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('begins the week where the reader’s language does', () => {
    expect(firstWeekdayOf('de-DE')).toBe(1);
    expect(firstWeekdayOf('en-US')).toBe(7);
    expect(weekdayNames('en-GB', 1)[0]?.long).toBe('Monday');
    expect(weekdayNames('en-US', 7).map(({ long }) => long)).toEqual([
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
    ]);
  });
});

describe('a span of days to export', () => {
  it('takes one day and as many as the server gives', () => {
    expect(spanFault('2026-11-24', '2026-11-24')).toBeUndefined();
    expect(spanFault('2025-10-21', addDays('2025-10-21', 399))).toBeUndefined();
  });

  it('says what is wrong with any other', () => {
    expect(spanFault('2026-11-24', '2026-11-23')).toBe('The last day is before the first one.');
    expect(spanFault('2025-10-21', addDays('2025-10-21', 400))).toBe(
      'These are 401 days; please choose at most 400.',
    );
    expect(spanFault('', '2026-11-23')).toBe('Please choose both days.');
  });
});
