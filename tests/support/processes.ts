import type { Context } from '../../src/context.ts';
import type { Job, JobHandler } from '../../src/jobs/job.ts';
import { createQueue, type Queue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Store } from '../../src/store/index.ts';
import { createTestClock, type TestClock } from './clock.ts';

export const START = '2026-11-24T08:00:00Z';

type Options = {
  readonly work?: boolean;
  readonly alone?: boolean;
  /** Left out where several processes start at once, each of which would set the moved time up. */
  readonly bossClock?: undefined;
};

export type JobRow = {
  readonly state: string;
  readonly start_after: Date;
  readonly output: unknown;
};

/** Processes with made-up jobs, on one database and with time that the test moves. */
export type Processes = {
  readonly clock: TestClock;
  readonly context: Context;
  readonly logged: readonly string[];
  readonly metrics: ReturnType<typeof createMetrics>;
  start(handlers: readonly JobHandler[], options?: Options): Promise<Queue>;
  /** The jobs of a queue, oldest first. */
  rows(job: Pick<Job, 'name'>): Promise<JobRow[]>;
  /** Stops what still runs, and forgets every job. */
  close(): Promise<void>;
};

export function createProcesses(store: Store): Processes {
  const clock = createTestClock(START);
  const logged: string[] = [];
  const metrics = createMetrics();
  const started: Queue[] = [];
  // What the queue hands on to handlers, which touch nothing else here.
  const context = { db: store.db } as unknown as Context;
  return {
    clock,
    context,
    logged,
    metrics,
    async start(handlers, options = {}) {
      const queue = createQueue({
        connection: store.connection,
        handlers,
        now: clock.now,
        log: createLog('debug', (line) => logged.push(line)),
        metrics,
        bossClock: clock.boss,
        work: false,
        ...options,
      });
      started.push(queue);
      await queue.open();
      await queue.start(context);
      return queue;
    },
    rows: ({ name }) =>
      store.db.$queryRaw`
        SELECT state::text, start_after, output FROM pgboss.job WHERE name = ${name} ORDER BY created_on`,
    async close() {
      for (const queue of started) await queue.stop(1_000);
      await store.db.$executeRaw`DELETE FROM pgboss.job`;
    },
  };
}
