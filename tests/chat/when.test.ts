import { describe, expect, it } from 'vitest';
import { dayText, momentText, timeText, weekdaysText } from '../../src/chat/when.ts';

const instant = new Date('2026-11-24T08:05:00Z');

describe('dates and times in words', () => {
  it('follow the person’s locale and zone', () => {
    expect(timeText(instant, 'en-US', 'America/New_York')).toBe('3:05 AM');
    expect(timeText(instant, 'en-GB', 'Europe/London')).toBe('08:05');
    expect(timeText(instant, 'de-DE', 'Europe/Berlin')).toBe('09:05');
    expect(dayText('2026-11-24', 'en-GB')).toBe('Tue 24 Nov');
    expect(dayText('2026-11-24', 'de-DE')).toEqual(expect.stringMatching(/^Di\.?,? 24\. Nov\.?$/));
    expect(momentText(instant, 'en-GB', 'Asia/Kolkata')).toBe('Tue 24 Nov, 13:35');
    expect(weekdaysText([1, 5, 7], 'en')).toBe('Mon, Fri, Sun');
  });

  it('are English where the platform names a locale that nobody knows', () => {
    expect(dayText('2026-11-24', 'not a locale')).toBe('Tue, Nov 24');
    expect(dayText('2026-11-24', '')).toBe('Tue, Nov 24');
    expect(dayText('2026-11-24', 'en_GB')).toBe('Tue 24 Nov');
  });
});
