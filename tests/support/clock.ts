import { TestClock as BossClock } from 'pg-boss';
import type { Clock } from '../../src/clock.ts';

/** Time that a test moves. Whoever sleeps moves it too, so that nothing ever waits for real. */
export type TestClock = Clock & {
  readonly boss: BossClock;
  /** Moves forward to an instant; never back. */
  moveTo(instant: Date | string): Promise<void>;
  advance(ms: number): Promise<void>;
};

export function createTestClock(start: string): TestClock {
  const boss = new BossClock(start);
  // pg-boss's clock refuses two moves at once, so they queue up here.
  let moving: Promise<void> = Promise.resolve();
  const move = (instant: number): Promise<void> => {
    moving = moving.then(() => (instant > boss.now() ? boss.setTime(instant) : undefined));
    return moving;
  };
  return {
    boss,
    now: () => new Date(boss.now()),
    sleep: async (ms, signal) => {
      if (ms > 0 && !signal?.aborted) await move(boss.now() + ms);
    },
    moveTo: (instant) => move(new Date(instant).getTime()),
    advance: (ms) => move(boss.now() + ms),
  };
}

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
