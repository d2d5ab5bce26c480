import { type Clock as BossClock, type Db as BossDb, fromPrisma, PgBoss } from 'pg-boss';
import type { Context } from '../context.ts';
import { errorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Store, Tx } from '../store/index.ts';
import { giveBack, setUpQueues } from './boss-queues.ts';
import type { Job, JobHandler } from './job.ts';

export type Enqueued<Data> = {
  readonly data: Data;
  /** Not before this instant; at once when left out. */
  readonly at?: Date;
  /** With an exclusive job: what it is exclusive for. */
  readonly key?: string;
};

/** Jobs over pg-boss, in the same database as the data, so that a job exists exactly when its cause does. */
export type Queue = {
  /** Enqueues in the caller's transaction. */
  send<Data>(tx: Tx, job: Job<Data>, ...items: readonly Enqueued<Data>[]): Promise<void>;
  /** Makes the queues; after this jobs can be enqueued. */
  open(): Promise<void>;
  /** Starts workers and schedules. */
  start(context: Context): Promise<void>;
  /** Lets jobs in hand finish, for at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** Runs everything that is due, without workers, until nothing is: for tests and scripts that move time. */
  runDue(context: Context): Promise<number>;
  /** Whether the queue's tables answer. */
  healthy(): Promise<boolean>;
};

export type QueueOptions = {
  readonly connection: Store['connection'];
  readonly handlers: readonly JobHandler[];
  readonly now: () => Date;
  readonly log: Log;
  readonly metrics: Metrics;
  /** pg-boss's own clock, when a test moves time. */
  readonly bossClock?: BossClock;
  /** Whether workers and schedules run; off for tests and scripts that call runDue. */
  readonly work: boolean;
  /** True when no other process works on this database: what was running at the start is then left from a killed one. */
  readonly alone?: boolean;
};

/** How often jobs are looked for whose process gave no sign of life. */
const SUPERVISE_SECONDS = 30;
/** pg-boss's least polling interval; what comes with a schedule need not be looked for so often. */
const POLL_SECONDS = 0.5;
const CRON_POLL_SECONDS = 5;

export function createQueue({
  connection,
  handlers,
  now,
  log,
  metrics,
  bossClock,
  work,
  alone = false,
}: QueueOptions): Queue {
  const boss = new PgBoss({
    ...connection,
    max: 4,
    schema: 'pgboss',
    schedule: work,
    supervise: work,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    openTelemetry: { enabled: false },
    ...(bossClock ? { clock: bossClock } : {}),
  } as ConstructorParameters<typeof PgBoss>[0] & object);
  boss.on('error', (error) => log.error('queue.error', error));
  boss.on('warning', (warning) => log.warn('queue.warning', { about: aboutOf(warning) }));
  const jobs = handlers.map(({ job }) => job);
  const stopping = new AbortController();
  let open = false;

  /** Runs a job; the code of its failure when it fails. */
  const run = async (
    context: Context,
    handler: JobHandler,
    data: unknown,
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    const { job } = handler;
    try {
      await handler.run(context, data, signal);
      metrics.jobs.inc({ job: job.name, outcome: 'done' });
      return undefined;
    } catch (error) {
      metrics.jobs.inc({ job: job.name, outcome: 'failed' });
      log.error('job.failed', error, { job: job.name });
      return errorCode(error);
    }
  };

  const openOnce = async () => {
    if (open) return;
    await boss.start();
    await setUpQueues(boss, jobs);
    open = true;
  };

  return {
    async send(tx, job, ...items) {
      // Always an instant of our own clock: the transaction's session knows only the server's.
      let missing = items.map(({ data, at = now(), key = '' }) => ({ data, at, key }));
      while (missing.length > 0) {
        await boss.insert(
          job.name,
          missing.map(({ data, at, key }) => ({
            data: data as object,
            startAfter: at,
            ...(key === '' ? {} : { singletonKey: key }),
          })),
          { db: fromPrisma(tx) as BossDb },
        );
        if (!job.exclusive) return;
        const held = await holdQueued(tx, job.name, missing);
        missing = missing.filter(({ key }) => !held.has(key));
      }
    },
    open: openOnce,
    async start(context) {
      await openOnce();
      if (!work) return;
      if (alone) await giveBack(boss, jobs);
      for (const handler of handlers) {
        const { job } = handler;
        await boss.work<object>(
          job.name,
          {
            pollingIntervalSeconds: job.cron ? CRON_POLL_SECONDS : POLL_SECONDS,
            localConcurrency: job.concurrency ?? 1,
          },
          async (batch) => {
            for (const one of batch) {
              const failure = await run(
                context,
                handler,
                one.data,
                AbortSignal.any([one.signal, stopping.signal]),
              );
              // pg-boss keeps what a handler throws in its tables: the code, never a message with people's words.
              if (failure) throw new Error(failure);
            }
          },
        );
        if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' });
      }
    },
    async stop(graceMs) {
      stopping.abort();
      if (open) await boss.stop({ graceful: true, timeout: graceMs });
      open = false;
    },
    async runDue(context) {
      await openOnce();
      let count = 0;
      for (let found = true; found; ) {
        found = false;
        for (const handler of handlers) {
          const { job } = handler;
          const batch = await boss.fetch<object>(job.name, { batchSize: 100 });
          for (const one of batch) {
            found = true;
            count += 1;
            const failure = await run(context, handler, one.data, stopping.signal);
            if (failure) await boss.fail(job.name, one.id, { code: failure });
            else await boss.complete(job.name, one.id);
          }
        }
      }
      return count;
    },
    async healthy() {
      if (!open) return false;
      await boss.schemaVersion();
      return true;
    },
  };
}

/** What a warning of pg-boss is about: the words with which it begins, which are its own, and none of its data. */
const aboutOf = ({ message }: { message: string }): string =>
  /^(?:Warning: )?([\w' ]{1,60})/.exec(message)?.[1] ?? 'unknown';

/**
 * An insert that meets an exclusive job that is queued already is dropped. So that nothing is lost by that, the queued one
 * begins no later than was asked for, and no earlier than this transaction commits: it would not see what this one has
 * written. Returns the keys that are queued: one that is not has started since, and must be enqueued again.
 */
async function holdQueued(
  tx: Tx,
  name: string,
  wanted: readonly { readonly key: string; readonly at: Date }[],
): Promise<Set<string>> {
  const keys = wanted.map(({ key }) => key);
  const times = wanted.map(({ at }) => at.toISOString());
  await tx.$executeRaw`
    UPDATE pgboss.job j SET start_after = w.at
    FROM unnest(${keys}::text[], ${times}::timestamptz[]) AS w(key, at)
    WHERE j.name = ${name} AND j.state = 'created' AND coalesce(j.singleton_key, '') = w.key AND j.start_after > w.at`;
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT coalesce(singleton_key, '') AS key FROM pgboss.job
    WHERE name = ${name} AND state = 'created' AND coalesce(singleton_key, '') = ANY(${keys}::text[])
    FOR SHARE`;
  return new Set(rows.map(({ key }) => key));
}
