import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  fromDateColumn,
  instantOf,
  isLocalDate,
  isLocalTime,
  isZone,
  localDateOf,
  localTimeOf,
  toDateColumn,
  weekdayOf,
} from '../../src/people/local-time.ts';
import { instantsShowing, someDate, someTime, someZone } from '../support/zones.ts';

describe('instantOf', () => {
  it.each([
    ['New York, before its gap', 'America/New_York', '2026-03-08', '01:59', '2026-03-08T06:59:00Z'],
    ['New York, in its gap', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
    ['New York, after its gap', 'America/New_York', '2026-03-08', '09:00', '2026-03-08T13:00:00Z'],
    ['New York, in its overlap', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['New York, after its overlap', 'America/New_York', '2026-11-01', '09:00', '2026-11-01T14:00:00Z'],
    ['Berlin, in its gap', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['Berlin, after its gap', 'Europe/Berlin', '2026-03-29', '09:00', '2026-03-29T07:00:00Z'],
    ['Berlin, in its overlap', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['Berlin, after its overlap', 'Europe/Berlin', '2026-10-25', '09:00', '2026-10-25T08:00:00Z'],
    [
      'Lord Howe, in its overlap of half an hour',
      'Australia/Lord_Howe',
      '2026-04-05',
      '01:45',
      '2026-04-04T14:45:00Z',
    ],
    ['Lord Howe, after its overlap', 'Australia/Lord_Howe', '2026-04-05', '09:00', '2026-04-04T22:30:00Z'],
    [
      'Lord Howe, in its gap of half an hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      '02:15',
      '2026-10-03T15:30:00Z',
    ],
    ['Lord Howe, just after its gap', 'Australia/Lord_Howe', '2026-10-04', '02:45', '2026-10-03T15:45:00Z'],
    ['Cairo, on a day without midnight', 'Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00:00Z'],
    ['Cairo, later that day', 'Africa/Cairo', '2026-04-24', '09:00', '2026-04-24T06:00:00Z'],
    [
      'Cairo, in the hour before midnight that comes twice',
      'Africa/Cairo',
      '2026-10-29',
      '23:30',
      '2026-10-29T20:30:00Z',
    ],
    ['Cairo, at the midnight after it', 'Africa/Cairo', '2026-10-30', '00:00', '2026-10-29T22:00:00Z'],
    [
      'Santiago, in the hour before midnight that comes twice',
      'America/Santiago',
      '2026-04-04',
      '23:30',
      '2026-04-05T02:30:00Z',
    ],
    ['Santiago, the morning after it', 'America/Santiago', '2026-04-05', '09:00', '2026-04-05T13:00:00Z'],
    [
      'Santiago, on a day without midnight',
      'America/Santiago',
      '2026-09-06',
      '00:30',
      '2026-09-06T04:00:00Z',
    ],
    ['Santiago, later that day', 'America/Santiago', '2026-09-06', '09:00', '2026-09-06T12:00:00Z'],
    [
      'Casablanca, in the overlap before Ramadan',
      'Africa/Casablanca',
      '2026-02-15',
      '02:30',
      '2026-02-15T01:30:00Z',
    ],
    ['Casablanca, in Ramadan', 'Africa/Casablanca', '2026-02-15', '09:00', '2026-02-15T09:00:00Z'],
    [
      'Casablanca, in the gap after Ramadan',
      'Africa/Casablanca',
      '2026-03-22',
      '02:30',
      '2026-03-22T02:00:00Z',
    ],
    ['Casablanca, after Ramadan', 'Africa/Casablanca', '2026-03-22', '09:00', '2026-03-22T08:00:00Z'],
    [
      'Apia, the last minute before the skipped day',
      'Pacific/Apia',
      '2011-12-29',
      '23:59',
      '2011-12-30T09:59:00Z',
    ],
    [
      'Apia, the first minute after the skipped day',
      'Pacific/Apia',
      '2011-12-31',
      '00:00',
      '2011-12-30T10:00:00Z',
    ],
    [
      'Kolkata, which never changes its clocks',
      'Asia/Kolkata',
      '2026-03-29',
      '09:00',
      '2026-03-29T03:30:00Z',
    ],
    ['Nuuk, whose gap ends on the next date', 'America/Nuuk', '2026-03-28', '23:30', '2026-03-29T01:00:00Z'],
    [
      'Noronha, whose summer time of 2000 lasted a week',
      'America/Noronha',
      '2000-10-10',
      '09:00',
      '2000-10-10T10:00:00Z',
    ],
    ['Troll, in its gap of two hours', 'Antarctica/Troll', '2026-03-29', '01:15', '2026-03-29T01:00:00Z'],
  ])('%s', (_, zone, date, time, instant) => {
    expect(instantOf(date, time, zone)).toEqual(new Date(instant));
  });

  it.each(['00:00', '09:00', '23:59'])('has no instant at %s on a day that the zone skipped', (time) => {
    expect(instantOf('2011-12-30', time, 'Pacific/Apia')).toBeUndefined();
    expect(instantOf('2011-12-30', time, 'Pacific/Fakaofo')).toBeUndefined();
    expect(instantOf('2011-12-30', time, 'Pacific/Auckland')).toBeInstanceOf(Date);
  });

  it('is the first of all instants at which the clocks show the time', () => {
    fc.assert(
      fc.property(someZone, someDate, someTime, (zone, date, time) => {
        const [first] = instantsShowing(date, time, zone);
        fc.pre(first !== undefined);
        expect(instantOf(date, time, zone)).toEqual(first);
      }),
    );
  });

  it('does what TZDate does not: TZDate adds the gap to the time, so 02:30 becomes 03:30', () => {
    const ofLibrary = new TZDate(2026, 2, 29, 2, 30, 'Europe/Berlin').getTime();
    expect(new Date(ofLibrary)).toEqual(new Date('2026-03-29T01:30:00Z'));
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toEqual(new Date('2026-03-29T01:00:00Z'));
  });

  it('refuses what is no day, no time or no zone, each with its code', () => {
    expect(() => instantOf('2026-02-30', '09:00', 'UTC')).toThrow(
      expect.objectContaining({ code: 'bad_date' }),
    );
    expect(() => instantOf('2026-02-28', '24:00', 'UTC')).toThrow(
      expect.objectContaining({ code: 'bad_time' }),
    );
    expect(() => instantOf('2026-02-28', '09:00', 'Mars/Base')).toThrow(
      expect.objectContaining({ code: 'bad_zone' }),
    );
  });
});

describe('localDateOf and localTimeOf', () => {
  it.each([
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29', '03:00'],
    ['2026-10-29T20:59:00Z', 'Africa/Cairo', '2026-10-29', '23:59'],
    ['2026-10-29T21:00:00Z', 'Africa/Cairo', '2026-10-29', '23:00'],
    ['2011-12-30T09:59:00Z', 'Pacific/Apia', '2011-12-29', '23:59'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31', '00:00'],
    ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01', '00:00'],
    ['2026-01-01T09:59:00Z', 'Pacific/Honolulu', '2025-12-31', '23:59'],
  ])('at %s clocks in %s show %s %s', (instant, zone, date, time) => {
    expect(localDateOf(new Date(instant), zone)).toBe(date);
    expect(localTimeOf(new Date(instant), zone)).toBe(time);
  });
});

describe('days of the calendar', () => {
  it('counts over month, year and leap day', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-12-24', '2027-01-02')).toBe(9);
  });

  it('counts back what it counted forward', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(Math.abs(weekdayOf(addDays(date, days)) - weekdayOf(date) - days) % 7).toBe(0);
      }),
    );
  });

  it('numbers weekdays as ISO does', () => {
    expect(weekdayOf('2026-08-03')).toBe(1);
    expect(weekdayOf('2026-08-09')).toBe(7);
  });

  it('goes into a DATE column as midnight in UTC, and comes back', () => {
    expect(toDateColumn('2026-08-03')).toEqual(new Date('2026-08-03T00:00:00.000Z'));
    expect(fromDateColumn(new Date('2026-08-03T00:00:00.000Z'))).toBe('2026-08-03');
  });
});

describe('what a person may type', () => {
  it.each(['Europe/Berlin', 'Asia/Kolkata', 'Asia/Calcutta', 'UTC', 'Etc/GMT+5', 'US/Eastern'])(
    '%s is a zone',
    (text) => {
      expect(isZone(text)).toBe(true);
    },
  );

  it.each(['', 'Berlin', 'Mars/Base', 'Nowhere+05', '+02:00', 'Europe/Berlin '])(
    '“%s” is no zone',
    (text) => {
      expect(isZone(text)).toBe(false);
    },
  );

  it('knows the days that the calendar has', () => {
    expect(['2026-12-01', '2028-02-29'].every(isLocalDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '1.12.2026', ''].some(isLocalDate)).toBe(
      false,
    );
  });

  it('knows the times that a clock shows', () => {
    expect(['00:00', '09:30', '23:59'].every(isLocalTime)).toBe(true);
    expect(['24:00', '9:30', '09:60', '0930', ''].some(isLocalTime)).toBe(false);
  });
});
