import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPromptingDay,
  nextPrompt,
  type PlannedPrompt,
  type Schedule,
  slotsBetween,
} from '../../src/standups/schedule.ts';
import {
  clockIn,
  dateOfDay,
  instantsShowing,
  someDate,
  someDay,
  someTime,
  someZone,
  ZONES,
} from '../support/zones.ts';

const DAY = 86_400_000;

const everyDay: Schedule = {
  days: [1, 2, 3, 4, 5, 6, 7],
  everyWeeks: 1,
  startsOn: '2010-01-01',
  times: ['09:00'],
  zone: null,
  windowMinutes: 240,
};
const someSchedule: fc.Arbitrary<Schedule> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  everyWeeks: fc.integer({ min: 1, max: 5 }),
  startsOn: someDate,
  times: fc.uniqueArray(someTime, { minLength: 1, maxLength: 4 }),
  zone: fc.option(someZone),
  windowMinutes: fc.integer({ min: 15, max: 2880 }),
});

describe('slotsBetween, over ten years', () => {
  const schedule = { ...everyDay, startsOn: '2017-12-01', times: ['00:00', '02:15', '23:30'] };
  const dates = Array.from({ length: 3652 }, (_, index) => dateOfDay(17_532 + index));

  it.each(ZONES)(
    '%s: each date that exists has each time once, at its time or just after the gap',
    (zone) => {
      const expected = dates.flatMap((date) => schedule.times.map((time) => `${date} ${time}`));
      const prompts = slotsBetween(
        schedule,
        zone,
        new Date('2017-12-28T00:00:00Z'),
        new Date('2028-01-03T00:00:00Z'),
      );
      const inside = prompts.filter(
        ({ localDate }) => localDate >= '2018-01-01' && localDate <= (dates.at(-1) ?? ''),
      );
      expect(inside.map(({ localDate, time }) => `${localDate} ${time}`)).toEqual(expected);
      expect(prompts.map((prompt) => misplaced(prompt, zone)).filter(Boolean)).toEqual([]);
    },
  );
});

/** The rule of the schedule, told another way: Mondays are counted from that of the first week. */
function asksOn({ startsOn, days, everyWeeks }: Schedule, date: string): boolean {
  const [first, at] = [new Date(`${startsOn}T00:00:00Z`), new Date(`${date}T00:00:00Z`)];
  const isoDays = [7, 1, 2, 3, 4, 5, 6];
  if (at < first || !days.includes(isoDays[at.getUTCDay()] ?? 0)) return false;
  const monday = first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY;
  for (let week = monday; week <= at.getTime(); week += everyWeeks * 7 * DAY) {
    if (at.getTime() < week + 7 * DAY) return true;
  }
  return false;
}

/** What is wrong with a prompt's instant: it must be the first that shows its time, or follow on the gap that swallowed it. */
function misplaced(prompt: PlannedPrompt, zone: string): string | undefined {
  const { localDate, time, promptAt } = prompt;
  const scheduled = `${localDate} ${time}`;
  const clock = clockIn(zone, promptAt);
  if (clock === scheduled) {
    const shift = Date.parse(`${scheduled.replace(' ', 'T')}Z`) - promptAt.getTime();
    const before = new Date(promptAt.getTime() - 180 * 60_000);
    const unchanged = Date.parse(`${clockIn(zone, before).replace(' ', 'T')}Z`) - before.getTime() === shift;
    if (unchanged) return undefined;
    const [first] = instantsShowing(localDate, time, zone);
    return first?.getTime() === promptAt.getTime() ? undefined : `${named(prompt)} is not the first`;
  }
  if (clock < scheduled) return `${named(prompt)} is early: the clock shows ${clock}`;
  const justBefore = clockIn(zone, new Date(promptAt.getTime() - 1));
  return justBefore < scheduled
    ? undefined
    : `${named(prompt)} is late: the clock went on from ${justBefore}`;
}

describe('slotsBetween, for any schedule', () => {
  it('asks at each time of every prompting day that exists, and on no other day', () => {
    fc.assert(
      fc.property(someSchedule, someZone, someDay, (schedule, ownZone, day) => {
        const zone = schedule.zone ?? ownZone;
        const dates = Array.from({ length: 60 }, (_, index) => dateOfDay(day + index));
        const expected = dates
          .filter((date) => asksOn(schedule, date) && instantsShowing(date, '12:00', zone).length > 0)
          .flatMap((date) => schedule.times.map((time) => `${date} ${time}`))
          .sort();
        const [from, to] = [new Date((day - 2) * DAY), new Date((day + 62) * DAY)];
        const prompts = slotsBetween(schedule, ownZone, from, to).filter(({ localDate }) =>
          dates.includes(localDate),
        );
        expect(prompts.map(({ localDate, time }) => `${localDate} ${time}`).sort()).toEqual(expected);
        for (const prompt of prompts) {
          expect(prompt.closesAt.getTime() - prompt.promptAt.getTime()).toBe(schedule.windowMinutes * 60_000);
          expect(misplaced(prompt, zone)).toBeUndefined();
        }
        expect(dates.filter((date) => isPromptingDay(schedule, date))).toEqual(
          dates.filter((date) => asksOn(schedule, date)),
        );
      }),
    );
  });

  it('keeps order: a later date, or a later time on the same date, is never asked earlier', () => {
    fc.assert(
      fc.property(someSchedule, someZone, someDate, (schedule, zone, first) => {
        const from = new Date(`${first}T00:00:00Z`);
        const prompts = slotsBetween(schedule, zone, from, new Date(from.getTime() + 200 * DAY));
        const asked = prompts.map((prompt) => `${prompt.localDate} ${prompt.time}`);
        for (const [index, prompt] of prompts.entries()) {
          const [later, scheduled] = [prompts[index + 1], asked[index] ?? ''];
          if (!later) continue;
          const together = later.promptAt.getTime() === prompt.promptAt.getTime();
          expect(later.promptAt.getTime()).toBeGreaterThanOrEqual(prompt.promptAt.getTime());
          if (!together) expect((asked[index + 1] ?? '') > scheduled).toBe(true);
          // Only a gap brings two slots to one instant: the earlier of their times is not shown by any clock.
          else expect(clockIn(schedule.zone ?? zone, prompt.promptAt) > scheduled.slice(0, 16)).toBe(true);
        }
      }),
    );
  });

  it('splits: adjacent intervals share no prompt and miss none, wherever the border lies', () => {
    fc.assert(
      fc.property(
        someSchedule,
        someZone,
        someDate,
        fc.array(fc.integer({ min: 0, max: 60 * 24 * 30 }), { maxLength: 12 }),
        (schedule, zone, first, minutes) => {
          const start = Date.parse(`${first}T00:00:00Z`);
          const end = start + 30 * DAY;
          const whole = slotsBetween(schedule, zone, new Date(start), new Date(end));
          // Borders on prompts themselves are the ones most easily doubled or dropped.
          const onPrompts = whole
            .filter((_, index) => index % 3 === 0)
            .map(({ promptAt }) => promptAt.getTime());
          const borders = [
            start,
            ...minutes.map((minute) => start + minute * 60_000),
            ...onPrompts,
            end,
          ].sort((a, b) => a - b);
          const parts = borders.slice(1).flatMap((border, index) => {
            return slotsBetween(schedule, zone, new Date(borders[index] ?? start), new Date(border));
          });
          expect(parts).toEqual(whole);
        },
      ),
    );
  });

  it('agrees with nextPrompt', () => {
    fc.assert(
      fc.property(someSchedule, someZone, someDate, someTime, (schedule, zone, date, time) => {
        const after = new Date(`${date}T${time}:00Z`);
        const next = nextPrompt(schedule, zone, after);
        expect(next).toBeDefined();
        const until = new Date((next?.promptAt.getTime() ?? 0) + 1);
        expect(slotsBetween(schedule, zone, new Date(after.getTime() + 1), until)[0]).toEqual(next);
      }),
    );
  });
});

function named({ localDate, time, promptAt }: PlannedPrompt): string {
  return `${localDate} ${time} ${promptAt.toISOString().slice(0, 16)}Z`;
}
