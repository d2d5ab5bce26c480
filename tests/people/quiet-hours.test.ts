import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTimeOf, quietUntil } from '../../src/people/index.ts';
import { someZone } from '../support/zones.ts';

const untilText = (now: string, zone: string, from: string, to: string) =>
  quietUntil(new Date(now), zone, { from, to })?.toISOString();

describe('quiet hours', () => {
  it.each([
    ['within them', '2026-11-24T09:30:00Z', '09:00', '11:00', '2026-11-24T10:00:00.000Z'],
    ['as they begin', '2026-11-24T08:00:00Z', '09:00', '11:00', '2026-11-24T10:00:00.000Z'],
    ['as they end', '2026-11-24T10:00:00Z', '09:00', '11:00', undefined],
    ['a second before', '2026-11-24T09:59:59Z', '09:00', '11:00', '2026-11-24T10:00:00.000Z'],
    ['before midnight', '2026-11-24T22:00:00Z', '20:00', '07:30', '2026-11-25T06:30:00.000Z'],
    ['after midnight', '2026-11-24T23:30:00Z', '20:00', '07:30', '2026-11-25T06:30:00.000Z'],
    ['by day, when they are at night', '2026-11-24T12:00:00Z', '20:00', '07:30', undefined],
    [
      'over the night that lacks an hour',
      '2026-03-28T22:00:00Z',
      '20:00',
      '07:30',
      '2026-03-29T05:30:00.000Z',
    ],
    [
      'ending in the hour that is missing',
      '2026-03-29T00:30:00Z',
      '20:00',
      '02:30',
      '2026-03-29T01:00:00.000Z',
    ],
    ['in the hour that comes again', '2026-10-25T01:10:00Z', '20:00', '02:30', '2026-10-25T01:30:00.000Z'],
    ['of no length', '2026-11-24T09:30:00Z', '09:00', '09:00', undefined],
  ])('%s', (_, now, from, to, end) => {
    expect(untilText(now, 'Europe/Berlin', from, to)).toBe(end);
  });

  it('are nobody’s who has none', () => {
    expect(quietUntil(new Date('2026-11-24T09:30:00Z'), 'Europe/Berlin', undefined)).toBeUndefined();
  });

  it('end at the next moment that is not quiet, in every zone and whatever the clocks do', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const instant = fc.date({
      min: new Date('2010-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(someZone, instant, clock, clock, (zone, now, from, to) => {
        fc.pre(from !== to);
        const quietAt = (at: Date) => {
          const time = localTimeOf(at, zone);
          return from < to ? from <= time && time < to : from <= time || time < to;
        };
        const end = quietUntil(now, zone, { from, to });
        expect(end !== undefined).toBe(quietAt(now));
        if (!end) return;
        expect(quietAt(end)).toBe(false);
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        // Until then it is quiet, but for the moments that a clock which is put back lets pass twice.
        for (let at = now.getTime(); at < end.getTime(); at += 5 * 60_000) {
          const later = new Date(at);
          if (!quietAt(later)) expect(end.getTime() - at).toBeLessThanOrEqual(2 * 3_600_000);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
