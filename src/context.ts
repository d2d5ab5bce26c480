import type { Platform, PlatformName } from './chat/platform.ts';
import type { Clock } from './clock.ts';
import type { Queue } from './jobs/queue.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Db } from './store/index.ts';

/** What a feature function is handed: wired in app.ts and nowhere else. */
export type Context = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly queue: Queue;
  /** The platforms that are connected. */
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  /** Address of Tutti's own page, without a slash at the end, when it has one. */
  readonly publicUrl: string | undefined;
};
