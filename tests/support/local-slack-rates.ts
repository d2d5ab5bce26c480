import { SlackError, type State } from './local-slack-state.ts';

type Bucket = { allowed: number; since: number };

/** Slack's limits on messages, when a test asks for them: throws what becomes a 429 with Retry-After. */
export function createRates({ clock, limits }: State): (workspace: string, channel: string) => void {
  const buckets = new Map<string, Bucket>();

  function take(key: string, { burst, intervalMs }: { burst: number; intervalMs: number }): void {
    const now = clock.now().getTime();
    const bucket = buckets.get(key) ?? { allowed: burst, since: now };
    bucket.allowed = Math.min(burst, bucket.allowed + (now - bucket.since) / intervalMs);
    bucket.since = now;
    buckets.set(key, bucket);
    if (bucket.allowed < 1) {
      throw new SlackError('ratelimited', {
        retryAfter: Math.ceil(((1 - bucket.allowed) * intervalMs) / 1000),
      });
    }
    bucket.allowed -= 1;
  }

  return (workspace, channel) => {
    if (limits?.perChannel) take(`${workspace}/${channel}`, limits.perChannel);
    if (limits?.perWorkspace) take(workspace, limits.perWorkspace);
  };
}
