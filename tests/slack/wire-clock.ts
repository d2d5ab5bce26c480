import type { Clock } from '../../src/clock.ts';

/** Slack's time in the hands of a test: a sleep ends when the test moves past it. */
export type WireClock = Clock & {
  advance(ms: number): void /** How many are asleep. */;
  readonly asleep: number;
};

export function createWireClock(start = '2026-11-24T08:00:00Z'): WireClock {
  let now = new Date(start).getTime();
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => new Date(now),
    get asleep() {
      return sleepers.size;
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          until: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (signal?.aborted) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
    },
  };
}
