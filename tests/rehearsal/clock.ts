import { setImmediate } from 'node:timers/promises';
import { TestClock as BossClock } from 'pg-boss';
import type { Clock } from '../../src/clock.ts';

/**
 * Time that runs on like real time, and can be moved forward: what the bot does takes as long as it takes, and only
 * waiting is skipped. Whoever sleeps moves it.
 */
export type RehearsalClock = Clock & {
  readonly boss: BossClock;
  moveTo(instant: number): void;
  /** Brings pg-boss's clock up to now and lets its timers fire. */
  pump(): Promise<void>;
};

export function createRehearsalClock(start: number): RehearsalClock {
  let offset = start - Date.now();
  const boss = new BossClock(start);
  const now = () => Date.now() + offset;
  const moveTo = (instant: number) => {
    offset = Math.max(offset, instant - Date.now());
  };
  return {
    boss,
    now: () => new Date(now()),
    moveTo,
    async sleep(ms, signal) {
      if (!signal?.aborted && ms > 0) moveTo(now() + ms);
      await setImmediate();
    },
    async pump() {
      await boss.setTime(now());
      await boss.tick(0);
    },
  };
}
