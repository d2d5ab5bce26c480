import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, ageText, createCalendar, type Span, waitedDays } from '../../src/issues/age.ts';
import { addDays, weekdayOf } from '../../src/people/index.ts';

const start = '2026-11-01';
const last = 120;
const day = fc.integer({ min: 0, max: last }).map((days) => addDays(start, days));
const span = fc
  .tuple(fc.integer({ min: -20, max: last + 20 }), fc.integer({ min: 0, max: 30 }))
  .map(([from, length]): Span => ({ from: addDays(start, from), to: addDays(start, from + length) }));

describe('working days waited', () => {
  it('are those after the first day that nobody had off, however absences overlap', () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.array(span, { maxLength: 6 }),
        fc.uniqueArray(day, { maxLength: 5 }),
        (from, until, off, holidays) => {
          const calendar = createCalendar(start, addDays(start, last), (date) => holidays.includes(date));
          let expected = 0;
          for (let date = addDays(from, 1); date <= until; date = addDays(date, 1)) {
            const free =
              weekdayOf(date) > 5 ||
              holidays.includes(date) ||
              off.some((one) => one.from <= date && date <= one.to);
            if (!free) expected += 1;
          }
          expect(waitedDays(calendar, { from, until, off })).toBe(expected);
        },
      ),
    );
  });

  it('never go down from one day to the next', () => {
    fc.assert(
      fc.property(day, day, fc.array(span, { maxLength: 6 }), (from, until, off) => {
        const calendar = createCalendar(start, addDays(start, last + 1), () => false);
        const days = waitedDays(calendar, { from, until, off });
        const next = waitedDays(calendar, { from, until: addDays(until, 1), off });
        expect(next - days).toBeGreaterThanOrEqual(0);
        expect(next - days).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leave out the weekend: what was raised on Friday is one day old on Monday', () => {
    const calendar = createCalendar('2026-11-20', '2026-12-31', () => false);
    const on = (until: string) => waitedDays(calendar, { from: '2026-11-20', until, off: [] });
    expect([on('2026-11-20'), on('2026-11-22'), on('2026-11-23'), on('2026-11-27')]).toEqual([0, 0, 1, 5]);
  });
});

describe('the age of a wait', () => {
  it('changes on the day the company set, and is always said with its days', () => {
    expect([0, 1, 2, 4, 5, 9, 10, 99].map((days) => ageOf(days, [2, 5, 10]))).toEqual([
      'Fresh',
      'Fresh',
      'Ageing',
      'Ageing',
      'Stale',
      'Stale',
      'Critical',
      'Critical',
    ]);
    expect([0, 1, 3].map((days) => ageText(days, [2, 5, 10]))).toEqual([
      'new',
      'day 1 · Fresh',
      'day 3 · Ageing',
    ]);
    expect(ageOf(3, [3, 4, 5])).toBe('Ageing');
  });
});
