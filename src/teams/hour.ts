import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { PER_HOUR } from './limits.ts';

const HOUR_MS = 3_600_000;

/**
 * Counts what a conversation takes in an hour: beyond that a message waits by itself. Teams would refuse it, and that
 * refusal would hold up everything else of the tenant.
 */
export function createHour(clock: Clock) {
  let begun = clock.now().getTime();
  let counts = new Map<string, number>();
  return {
    take(conversation: string): void {
      const now = clock.now().getTime();
      if (now - begun >= HOUR_MS) {
        begun = now;
        counts = new Map();
      }
      const count = (counts.get(conversation) ?? 0) + 1;
      if (count > PER_HOUR) {
        throw new PlatformError(
          'unavailable',
          'This conversation has had as many messages in an hour as Teams allows. I will go on by myself.',
        );
      }
      counts.set(conversation, count);
    },
  };
}
