import type { RateLimit } from './platform.ts';

/**
 * Keeps the times at which one lane or place may send: at most `burst` at once and one every `intervalMs` on average (a
 * token bucket), told as instants so that it needs no timers of its own.
 */
export type Pace = {
  /** Milliseconds from `now` until the next message is allowed; 0 when it is allowed at once. */
  wait(now: number): number;
  /** Takes the next turn; call when a message is sent. */
  take(now: number): void;
  /** Nothing before this instant: the platform said so. */
  holdUntil(instant: number): void;
};

export function createPace({ burst, intervalMs }: RateLimit): Pace {
  // The instant at which the bucket is (or was) full again; each message moves it on by one interval.
  let full = 0;
  let held = 0;
  return {
    wait: (now) => Math.max(0, held - now, full - (burst - 1) * intervalMs - now),
    take(now) {
      full = Math.max(full, now) + intervalMs;
    },
    holdUntil(instant) {
      held = Math.max(held, instant);
    },
  };
}
