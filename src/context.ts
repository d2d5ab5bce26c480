import type { Clock } from './clock.ts';
import type { Queue } from './jobs/queue.ts';
import type { Log } from './log.ts';
import type { Db } from './store/index.ts';

/** What a feature function is handed: wired in app.ts and nowhere else. */
export type Context = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: Queue;
};
