import { describe, expect, it } from 'vitest';
import { countryOfZone, holidayOn, isCountry } from '../../src/people/days-off.ts';

describe('holidayOn', () => {
  it.each([
    ['DE', '2026-10-03', 'Tag der Deutschen Einheit'],
    ['de', '2026-04-06', 'Ostermontag'],
    ['US', '2026-11-26', 'Thanksgiving Day'],
    ['GB', '2026-12-28', 'Boxing Day (substitute day)'],
    ['US', '2027-12-31', "New Year's Day (substitute day)"],
  ])('%s, %s: %s', (country, date, name) => {
    expect(holidayOn(country, date)).toBe(name);
  });

  it('knows the holidays of a state, and of a region in it', () => {
    const days = ['2026-06-04', '2026-08-08'];
    expect(days.map((date) => holidayOn('DE', date))).toEqual([undefined, undefined]);
    expect(days.map((date) => holidayOn('DE-BY', date))).toEqual(['Fronleichnam', undefined]);
    expect(days.map((date) => holidayOn('DE-BY-A', date))).toEqual([
      'Fronleichnam',
      'Augsburger Friedensfest',
    ]);
  });

  it('is off on every whole day of a longer holiday, and only on those', () => {
    const days = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'];
    expect(days.filter((date) => holidayOn('TR', date))).toEqual(['2026-03-20', '2026-03-21', '2026-03-22']);
  });

  it('takes a holiday that begins at sunset for the day that follows', () => {
    const days = ['2026-09-20', '2026-09-21', '2026-09-22'];
    expect(days.filter((date) => holidayOn('IL', date))).toEqual(['2026-09-21']);
  });

  it('follows a holiday over the year end', () => {
    const days = ['2025-12-27', '2025-12-28', '2026-01-02', '2026-01-03'];
    expect(days.filter((date) => holidayOn('SZ', date))).toEqual(['2025-12-28', '2026-01-02']);
  });

  it('counts a day without its hour, because clocks went forward, as a day', () => {
    // Easter Sunday, a holiday in Brandenburg, was the day of the clock change in 2024.
    expect(holidayOn('DE-BB', '2024-03-31')).toBe('Ostersonntag');
  });

  it('is working time on half holidays, on days that are observed but not free, and on all others', () => {
    expect(holidayOn('IS', '2026-12-24')).toBeUndefined();
    expect(holidayOn('DE', '2026-12-24')).toBeUndefined();
    expect(holidayOn('DE', '2026-08-05')).toBeUndefined();
  });

  it('is nothing where the country is not known', () => {
    for (const country of [null, '', 'XX', 'DE-ZZ', 'Germany'])
      expect(holidayOn(country, '2026-12-25')).toBeUndefined();
  });
});

describe('isCountry', () => {
  it.each(['DE', 'de', 'DE-BY', 'de-by-a', 'US-CA', 'NZ-CAN-TIMARU'])('%s is one', (text) => {
    expect(isCountry(text)).toBe(true);
  });

  it.each(['', '-', 'XX', 'Germany', 'DE-', 'DE-ZZ', 'DE-BY-ZZ', 'DE-BY-A-X', '__proto__', 'CONSTRUCTOR'])(
    '“%s” is none',
    (text) => {
      expect(isCountry(text)).toBe(false);
    },
  );
});

describe('countryOfZone', () => {
  it.each([
    ['Europe/Berlin', 'DE'],
    ['America/New_York', 'US'],
    ['America/Argentina/Buenos_Aires', 'AR'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['Europe/Kyiv', 'UA'],
    ['US/Eastern', 'US'],
  ])('%s is in %s', (zone, country) => {
    expect(countryOfZone(zone)).toBe(country);
  });

  it.each(['UTC', 'Etc/GMT+5', 'Asia/Baghdad', 'Mars/Base'])(
    '%s is in no country with known holidays',
    (zone) => {
      expect(countryOfZone(zone)).toBeUndefined();
    },
  );
});
