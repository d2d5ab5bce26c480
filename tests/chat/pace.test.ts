import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/chat/pace.ts';

/** Sends as soon as the pace allows, and returns the instants. */
function rush(pace: ReturnType<typeof createPace>, count: number, start = 0): number[] {
  const times: number[] = [];
  let now = start;
  for (let index = 0; index < count; index++) {
    now += pace.wait(now);
    pace.take(now);
    times.push(now);
  }
  return times;
}

describe('a pace', () => {
  it('lets a burst pass at once, and then one message each interval', () => {
    const pace = createPace({ burst: 3, intervalMs: 100 });
    expect(rush(pace, 6)).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('lets a burst pass again after a pause', () => {
    const pace = createPace({ burst: 2, intervalMs: 100 });
    rush(pace, 5);
    expect(rush(pace, 3, 10_000)).toEqual([10_000, 10_000, 10_100]);
  });

  it('lets nothing pass before the instant that the platform named', () => {
    const pace = createPace({ burst: 1, intervalMs: 100 });
    pace.holdUntil(5_000);
    pace.holdUntil(3_000);
    expect(pace.wait(1_000)).toBe(4_000);
    expect(rush(pace, 2)).toEqual([5_000, 5_100]);
  });

  it('never lets more pass than its rate, whatever the times at which it is asked', () => {
    fc.assert(
      fc.property(
        fc.record({ burst: fc.integer({ min: 1, max: 8 }), intervalMs: fc.integer({ min: 1, max: 1000 }) }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 40 }),
        (limit, pauses) => {
          const pace = createPace(limit);
          const times: number[] = [];
          let now = 1_000_000;
          for (const pause of pauses) {
            now += pause;
            now += pace.wait(now);
            expect(pace.wait(now)).toBe(0);
            pace.take(now);
            times.push(now);
          }
          for (let first = 0; first < times.length; first++) {
            for (let last = first; last < times.length; last++) {
              const span = Number(times[last]) - Number(times[first]);
              expect(last - first + 1).toBeLessThanOrEqual(limit.burst + Math.floor(span / limit.intervalMs));
            }
          }
        },
      ),
    );
  });
});
