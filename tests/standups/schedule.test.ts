import { describe, expect, it } from 'vitest';
import {
  isPromptingDay,
  nextPrompt,
  type PlannedPrompt,
  type Schedule,
  slotsBetween,
} from '../../src/standups/schedule.ts';
import { dateOfDay } from '../support/zones.ts';

const weekdays: Schedule = {
  days: [1, 2, 3, 4, 5],
  everyWeeks: 1,
  startsOn: '2010-01-01',
  times: ['09:00'],
  zone: null,
  windowMinutes: 240,
};
const everyDay: Schedule = { ...weekdays, days: [1, 2, 3, 4, 5, 6, 7] };

/** The prompts of whole local dates, named as "date time instant" so that a failure can be read. */
function promptsOf(schedule: Schedule, zone: string, first: string, last: string): string[] {
  const [from, to] = [new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`)];
  const around = slotsBetween(schedule, zone, new Date(from.getTime() - 2e8), new Date(to.getTime() + 2e8));
  return around.filter(({ localDate }) => first <= localDate && localDate <= last).map(named);
}

function named({ localDate, time, promptAt }: PlannedPrompt): string {
  return `${localDate} ${time} ${promptAt.toISOString().slice(0, 16)}Z`;
}

describe('slotsBetween', () => {
  it('includes its first instant and leaves out its last', () => {
    const nine = new Date('2026-08-03T07:00:00Z');
    const later = new Date('2026-08-03T08:00:00Z');
    expect(slotsBetween(weekdays, 'Europe/Berlin', nine, later).map(named)).toEqual([
      '2026-08-03 09:00 2026-08-03T07:00Z',
    ]);
    expect(slotsBetween(weekdays, 'Europe/Berlin', new Date('2026-08-03T00:00:00Z'), nine)).toEqual([]);
    expect(slotsBetween(weekdays, 'Europe/Berlin', later, nine)).toEqual([]);
  });
});

describe('the days on which clocks change', () => {
  it.each([
    [
      'America/New_York',
      '2026-03-08',
      ['02:30', '09:00'],
      ['2026-03-08 02:30 2026-03-08T07:00Z', '2026-03-08 09:00 2026-03-08T13:00Z'],
    ],
    [
      'America/New_York',
      '2026-11-01',
      ['01:30', '09:00'],
      ['2026-11-01 01:30 2026-11-01T05:30Z', '2026-11-01 09:00 2026-11-01T14:00Z'],
    ],
    [
      'Europe/Berlin',
      '2026-03-29',
      ['02:30', '09:00'],
      ['2026-03-29 02:30 2026-03-29T01:00Z', '2026-03-29 09:00 2026-03-29T07:00Z'],
    ],
    [
      'Europe/Berlin',
      '2026-10-25',
      ['02:30', '09:00'],
      ['2026-10-25 02:30 2026-10-25T00:30Z', '2026-10-25 09:00 2026-10-25T08:00Z'],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05',
      ['01:45', '09:00'],
      ['2026-04-05 01:45 2026-04-04T14:45Z', '2026-04-05 09:00 2026-04-04T22:30Z'],
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04',
      ['02:15', '09:00'],
      ['2026-10-04 02:15 2026-10-03T15:30Z', '2026-10-04 09:00 2026-10-03T22:00Z'],
    ],
    [
      'Africa/Cairo',
      '2026-04-24',
      ['00:00', '09:00'],
      ['2026-04-24 00:00 2026-04-23T22:00Z', '2026-04-24 09:00 2026-04-24T06:00Z'],
    ],
    [
      'Africa/Cairo',
      '2026-10-29',
      ['09:00', '23:30'],
      ['2026-10-29 09:00 2026-10-29T06:00Z', '2026-10-29 23:30 2026-10-29T20:30Z'],
    ],
    [
      'America/Santiago',
      '2026-04-04',
      ['09:00', '23:30'],
      ['2026-04-04 09:00 2026-04-04T12:00Z', '2026-04-04 23:30 2026-04-05T02:30Z'],
    ],
    [
      'America/Santiago',
      '2026-09-06',
      ['00:30', '09:00'],
      ['2026-09-06 00:30 2026-09-06T04:00Z', '2026-09-06 09:00 2026-09-06T12:00Z'],
    ],
    [
      'Africa/Casablanca',
      '2026-02-15',
      ['02:30', '09:00'],
      ['2026-02-15 02:30 2026-02-15T01:30Z', '2026-02-15 09:00 2026-02-15T09:00Z'],
    ],
    [
      'Africa/Casablanca',
      '2026-03-22',
      ['02:30', '09:00'],
      ['2026-03-22 02:30 2026-03-22T02:00Z', '2026-03-22 09:00 2026-03-22T08:00Z'],
    ],
    ['Pacific/Apia', '2011-12-30', ['00:00', '09:00'], []],
    [
      'Pacific/Apia',
      '2011-12-31',
      ['00:00', '09:00'],
      ['2011-12-31 00:00 2011-12-30T10:00Z', '2011-12-31 09:00 2011-12-30T19:00Z'],
    ],
    [
      'Asia/Kolkata',
      '2026-03-29',
      ['09:00', '17:30'],
      ['2026-03-29 09:00 2026-03-29T03:30Z', '2026-03-29 17:30 2026-03-29T12:00Z'],
    ],
  ])('%s on %s at %j', (zone, date, times, expected) => {
    expect(promptsOf({ ...everyDay, times }, zone, date, date)).toEqual(expected);
  });

  it('asks for two times at once when a gap swallows both', () => {
    expect(
      promptsOf({ ...everyDay, times: ['02:10', '02:50'] }, 'Europe/Berlin', '2026-03-29', '2026-03-29'),
    ).toEqual(['2026-03-29 02:10 2026-03-29T01:00Z', '2026-03-29 02:50 2026-03-29T01:00Z']);
  });

  it('keeps the date of a prompt that a gap moves past midnight', () => {
    expect(promptsOf({ ...everyDay, times: ['23:30'] }, 'America/Nuuk', '2026-03-28', '2026-03-29')).toEqual([
      '2026-03-28 23:30 2026-03-29T01:00Z',
      '2026-03-29 23:30 2026-03-30T00:30Z',
    ]);
  });

  it('finds such a prompt also when the interval begins at it, on the next date', () => {
    const [from, to] = [new Date('2026-03-29T01:00:00Z'), new Date('2026-03-29T02:00:00Z')];
    expect(slotsBetween({ ...everyDay, times: ['23:30'] }, 'America/Nuuk', from, to).map(named)).toEqual([
      '2026-03-28 23:30 2026-03-29T01:00Z',
    ]);
  });

  it('finds a prompt of the new date also when clocks have gone back to the old one since', () => {
    // At 00:01 on 7 November 2010 clocks in St John's went back to 23:01.
    const [from, to] = [new Date('2010-11-07T02:00:00Z'), new Date('2010-11-07T02:40:00Z')];
    expect(slotsBetween({ ...everyDay, times: ['00:00'] }, 'America/St_Johns', from, to).map(named)).toEqual([
      '2010-11-07 00:00 2010-11-07T02:30Z',
    ]);
    expect(
      slotsBetween(
        { ...everyDay, times: ['00:00'] },
        'America/St_Johns',
        to,
        new Date('2010-11-07T12:00:00Z'),
      ),
    ).toEqual([]);
  });

  it('closes after the window as time passes, not as clocks show it', () => {
    const [prompt] = slotsBetween(
      { ...everyDay, times: ['00:30'] },
      'Europe/Berlin',
      new Date('2026-10-24T22:00:00Z'),
      new Date('2026-10-24T23:00:00Z'),
    );
    expect(prompt?.closesAt).toEqual(new Date('2026-10-25T02:30:00Z'));
  });
});

describe('isPromptingDay', () => {
  it('asks on the chosen weekdays, from the first day on', () => {
    const schedule = { ...weekdays, startsOn: '2026-08-05' };
    const asked = ['2026-08-04', '2026-08-05', '2026-08-07', '2026-08-08', '2026-08-10'];
    expect(asked.map((date) => isPromptingDay(schedule, date))).toEqual([false, true, true, false, true]);
  });

  it('counts every other week from the week of the first day, also when that is a Friday', () => {
    const schedule = { ...weekdays, days: [1, 5], everyWeeks: 2, startsOn: '2026-08-07' };
    const asked = Array.from({ length: 35 }, (_, index) => dateOfDay(20_667 + index)).filter((date) =>
      isPromptingDay(schedule, date),
    );
    expect(asked).toEqual(['2026-08-07', '2026-08-17', '2026-08-21', '2026-08-31', '2026-09-04']);
  });

  it('goes on counting over a year with 53 weeks', () => {
    const schedule = { ...weekdays, days: [1], everyWeeks: 2, startsOn: '2026-12-14' };
    const mondays = ['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11'];
    expect(mondays.map((date) => isPromptingDay(schedule, date))).toEqual([false, true, false, true]);
  });
});

describe('nextPrompt', () => {
  it('is the first prompt after an instant, not at it', () => {
    const monday = new Date('2026-08-03T07:00:00Z');
    expect(nextPrompt(weekdays, 'Europe/Berlin', monday)?.promptAt).toEqual(new Date('2026-08-04T07:00:00Z'));
    const before = new Date(monday.getTime() - 1);
    expect(nextPrompt(weekdays, 'Europe/Berlin', before)?.promptAt).toEqual(monday);
  });

  it('goes from Friday to Monday, and from now to a first day far ahead', () => {
    const friday = new Date('2026-08-07T12:00:00Z');
    expect(nextPrompt(weekdays, 'UTC', friday)?.localDate).toBe('2026-08-10');
    expect(nextPrompt({ ...weekdays, startsOn: '2028-01-01' }, 'UTC', friday)?.localDate).toBe('2028-01-03');
  });

  it('takes the zone of the schedule before the zone of the person', () => {
    const prompt = nextPrompt(
      { ...weekdays, zone: 'Asia/Kolkata' },
      'America/New_York',
      new Date('2026-08-03T00:00:00Z'),
    );
    expect(prompt?.promptAt).toEqual(new Date('2026-08-03T03:30:00Z'));
  });

  it('takes the next round when the zone skipped the day', () => {
    const fridays = { ...weekdays, days: [5], everyWeeks: 3, startsOn: '2011-12-09' };
    expect(nextPrompt(fridays, 'Pacific/Apia', new Date('2011-12-20T00:00:00Z'))?.localDate).toBe(
      '2012-01-20',
    );
  });

  it('is nothing without days or without times', () => {
    const now = new Date('2026-08-03T00:00:00Z');
    expect(nextPrompt({ ...weekdays, days: [] }, 'UTC', now)).toBeUndefined();
    expect(nextPrompt({ ...weekdays, times: [] }, 'UTC', now)).toBeUndefined();
  });
});
