import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Context } from '../../src/context.ts';
import { TuttiError } from '../../src/errors.ts';
import { defineJob, handle, type Job, type JobHandler } from '../../src/jobs/job.ts';
import { createQueue, type Queue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Store } from '../../src/store/index.ts';
import { createTestClock, minutes, type TestClock } from '../support/clock.ts';
import { openTestStore, testServer } from '../support/database.ts';

const START = '2026-11-24T08:00:00Z';
/** A word that stands for people's own words. */
const CANARY = 'canary-5d1b';

let store: Store;
let clock: TestClock;
let logged: string[];
let metrics: ReturnType<typeof createMetrics>;
let context: Context;
let opened: Queue[];
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => {
  clock = createTestClock(START);
  logged = [];
  metrics = createMetrics();
  opened = [];
  // What the queue hands on to handlers, which touch nothing else here.
  context = { db: store.db } as unknown as Context;
});
afterEach(async () => {
  for (const queue of opened) await queue.stop(1_000);
  await store.db.$executeRaw`DELETE FROM pgboss.job`;
});

type Options = {
  readonly work?: boolean;
  readonly alone?: boolean;
  /** Left out where several processes start at once, each of which would set the moved time up. */
  readonly bossClock?: undefined;
};

/** A process with these jobs. */
async function open(handlers: readonly JobHandler[], options: Options = {}): Promise<Queue> {
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
  opened.push(queue);
  await queue.open();
  await queue.start(context);
  return queue;
}

const note = z.object({ text: z.string() });
const plain = defineJob({ name: 'test.plain', data: note });
const exclusive = defineJob({ name: 'test.exclusive', data: note, exclusive: true });
/** A handler that keeps what it was given. */
const keeping = (done: string[], job: Job<{ text: string }> = plain) =>
  handle(job, async (_context, { text }) => {
    done.push(text);
  });
const at = (ms: number) => new Date(Date.parse(START) + ms);
const jobsOf = (name: string) =>
  store.db.$queryRaw<{ state: string; retry_count: number; start_after: Date; output: unknown }[]>`
    SELECT state::text, retry_count, start_after, output FROM pgboss.job WHERE name = ${name} ORDER BY created_on`;

describe('a job', () => {
  it('exists once the transaction that makes it true is committed', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done)]);
    await store.db.$transaction((tx) => queue.send(tx, plain, { data: { text: 'a' } }));
    expect(await queue.runDue(context)).toBe(1);
    expect(done).toEqual(['a']);
    expect(await queue.runDue(context)).toBe(0);
  });

  it('does not exist when that transaction is rolled back', async () => {
    const queue = await open([keeping([])]);
    const cause = store.db.$transaction(async (tx) => {
      await queue.send(tx, plain, { data: { text: 'a' } });
      throw new Error('rolled back');
    });
    await expect(cause).rejects.toThrow('rolled back');
    expect(await jobsOf(plain.name)).toEqual([]);
  });

  it('may be enqueued by the thousand, in one statement', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done)]);
    const items = Array.from({ length: 1000 }, (_, index) => ({ data: { text: String(index) } }));
    await store.db.$transaction((tx) => queue.send(tx, plain, ...items));
    await queue.runDue(context);
    expect(new Set(done).size).toBe(1000);
  });

  it('waits for its time', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done)]);
    await queue.send(store.db, plain, { data: { text: 'later' }, at: at(minutes(10)) });
    await clock.advance(minutes(10) - 1);
    expect(await queue.runDue(context)).toBe(0);
    await clock.advance(1);
    expect(await queue.runDue(context)).toBe(1);
  });

  it('whose data are not what it expects fails before its handler runs', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done)]);
    await queue.send(store.db, plain as Job<unknown> as Job<{ wrong: string }>, { data: { wrong: CANARY } });
    await queue.runDue(context);
    expect(done).toEqual([]);
    expect(logged.join()).toContain('ZodError');
    expect(logged.join()).not.toContain(CANARY);
  });
});

describe('an exclusive job', () => {
  it('is queued once for each key', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done, exclusive)]);
    const send = (key: string, text: string) => queue.send(store.db, exclusive, { key, data: { text } });
    await send('a', 'first');
    await send('a', 'second');
    await send('b', 'third');
    await queue.runDue(context);
    expect(done.sort()).toEqual(['first', 'third']);
  });

  it('without a key is queued once', async () => {
    const done: string[] = [];
    const queue = await open([keeping(done, exclusive)]);
    await queue.send(store.db, exclusive, { data: { text: 'first' } }, { data: { text: 'second' } });
    await queue.runDue(context);
    expect(done).toEqual(['first']);
  });

  it('is queued again while it runs, so that nothing that came meanwhile is missed', async () => {
    const done: string[] = [];
    const running = handle(exclusive, async (_context, { text }) => {
      done.push(text);
      if (text === 'first') await queue.send(store.db, exclusive, { key: 'a', data: { text: 'second' } });
    });
    const queue = await open([running]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'first' } });
    await queue.runDue(context);
    expect(done).toEqual(['first', 'second']);
  });

  // The embedded database lets transactions take turns, so there this cannot happen.
  it.runIf(testServer)('never starts before a transaction that counts on it has committed', async () => {
    const seen: number[] = [];
    const counting = handle(exclusive, async () => {
      seen.push(await store.db.workspace.count());
    });
    await store.db.workspace.deleteMany();
    const queue = await open([counting]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'earlier' } });
    await store.db.$transaction(async (tx) => {
      await tx.workspace.create({ data: { name: 'written in this transaction' } });
      // Dropped, for one is queued already: that one has to see what this transaction wrote.
      await queue.send(tx, exclusive, { key: 'a', data: { text: 'later' } });
      expect(await queue.runDue(context)).toBe(0);
    });
    expect(await queue.runDue(context)).toBe(1);
    expect(seen).toEqual([1]);
  });

  it.runIf(testServer)('lets transactions that count on the same one run side by side', async () => {
    const queue = await open([keeping([], exclusive)]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'earlier' } });
    await store.db.$transaction(async (one) => {
      await queue.send(one, exclusive, { key: 'a', data: { text: 'one' } });
      await store.db.$transaction((two) => queue.send(two, exclusive, { key: 'a', data: { text: 'two' } }));
    });
    expect(await jobsOf(exclusive.name)).toHaveLength(1);
  });
});

describe('a job that fails', () => {
  const failing = defineJob({ name: 'test.failing', data: note, retries: 3 });

  it('is tried again after growing pauses, and then given up', async () => {
    let tries = 0;
    const queue = await open([
      handle(failing, async () => {
        tries += 1;
        throw new Error('no');
      }),
    ]);
    await queue.send(store.db, failing, { data: { text: 'a' } });
    const pauses: number[] = [];
    for (;;) {
      await queue.runDue(context);
      const [job] = await jobsOf(failing.name);
      if (job?.state !== 'retry') break;
      pauses.push(job.start_after.getTime() - clock.now().getTime());
      // The database counts in microseconds.
      await clock.moveTo(new Date(job.start_after.getTime() + 1));
    }
    expect(tries).toBe(4);
    expect(pauses).toHaveLength(3);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(2_000 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(4_000 * 2 ** index);
    }
    expect(await jobsOf(failing.name)).toMatchObject([{ state: 'failed' }]);
    const counted = (await metrics.jobs.get()).values.map(({ labels, value }) => [labels.outcome, value]);
    expect(counted).toEqual([['failed', 4]]);
  });

  it.each(['worked', 'run by hand'])(
    'leaves no word of a person in the database or the log (%s)',
    async (way) => {
      const error = new TuttiError('some_code', `I do not know “${CANARY}”.`, { cause: new Error(CANARY) });
      let failed = () => {};
      const ran = new Promise<void>((resolve) => {
        failed = resolve;
      });
      const handler = handle(failing, async () => {
        failed();
        throw Object.assign(error, { detail: CANARY });
      });
      const queue = await open([handler], { work: way === 'worked' });
      await queue.send(store.db, failing, { data: { text: 'an id' } });
      if (way === 'worked') {
        await clock.boss.tick(1_000);
        await ran;
        await queue.stop(1_000);
      } else {
        await queue.runDue(context);
      }
      const [job] = await jobsOf(failing.name);
      expect(JSON.stringify(job?.output)).toContain('some_code');
      const tables = await store.db.$queryRaw<{ name: string }[]>`
        SELECT tablename AS name FROM pg_tables WHERE schemaname = 'pgboss'`;
      expect(tables.length).toBeGreaterThan(5);
      for (const { name } of tables) {
        const rows = await store.db.$queryRawUnsafe(`SELECT t::text AS row FROM pgboss."${name}" t`);
        expect(JSON.stringify(rows)).not.toContain(CANARY);
      }
      expect(logged.join()).toContain('some_code');
      expect(logged.join()).not.toContain(CANARY);
    },
  );

  it('does not hold up the others', async () => {
    const done: string[] = [];
    const queue = await open([
      handle(plain, async (_context, { text }) => {
        if (text === 'bad') throw new Error('no');
        done.push(text);
      }),
    ]);
    await queue.send(store.db, plain, { data: { text: 'bad' } }, { data: { text: 'good' } });
    await queue.runDue(context);
    expect(done).toEqual(['good']);
  });
});

/** Something that a test waits for and another part of it brings about. */
function event(): { happened: Promise<void>; happen: () => void } {
  let happen = () => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happened, happen };
}

describe('a working process', () => {
  it('picks up what is due by itself', async () => {
    const ran = event();
    const queue = await open([handle(plain, async () => ran.happen())], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await clock.boss.tick(1_000);
    await ran.happened;
  });

  it('runs as many at once as the job allows', async () => {
    const wide = defineJob({ name: 'test.wide', data: note, concurrency: 3 });
    const all = event();
    let running = 0;
    const handler = handle(wide, async () => {
      running += 1;
      if (running === 3) all.happen();
      await all.happened;
    });
    const queue = await open([handler], { work: true });
    await queue.send(store.db, wide, ...['a', 'b', 'c'].map((text) => ({ data: { text } })));
    await clock.boss.tick(1_000);
    await all.happened;
  });

  it('that stops aborts the signal of its jobs, and lets them finish', async () => {
    const started = event();
    const done: string[] = [];
    const handler = handle(plain, async (_context, _data, signal) => {
      started.happen();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      // What it still has to do takes a moment, in the database too.
      await store.db.workspace.count();
      done.push('finished');
    });
    const queue = await open([handler], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await clock.boss.tick(1_000);
    await started.happened;
    await queue.stop(5_000);
    expect(done).toEqual(['finished']);
    expect(await jobsOf(plain.name)).toMatchObject([{ state: 'completed' }]);
    expect(await queue.healthy()).toBe(false);
  });

  it('that is killed loses no job: another one runs it when no sign of life has come for a while', async () => {
    const ran = event();
    const queue = await open([handle(plain, async () => ran.happen())], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await killed();
    await clock.boss.tick(10_000);
    expect(await jobsOf(plain.name)).toMatchObject([{ state: 'active' }]);
    for (let seconds = 0; seconds < 120; seconds += 10) await clock.boss.tick(10_000);
    await ran.happened;
  });

  it('that is alone on its database takes up at once what a killed one was running', async () => {
    const ran = event();
    await open([keeping([])]).then((queue) => queue.send(store.db, plain, { data: { text: 'a' } }));
    await killed();
    await open([handle(plain, async () => ran.happen())], { work: true, alone: true });
    expect(await jobsOf(plain.name)).toMatchObject([{ state: 'retry' }]);
    await clock.boss.tick(5_000);
    await ran.happened;
  });

  /** What a process leaves behind that was killed while it ran everything that is queued. */
  const killed = () => store.db.$executeRaw`
    UPDATE pgboss.job SET state = 'active', started_on = ${clock.now()}, heartbeat_on = ${clock.now()}`;
});

describe('schedules', () => {
  const hourly = defineJob({ name: 'test.hourly', data: z.object({}), cron: '0 * * * *' });
  const scheduled = () => store.db.$queryRaw`SELECT name, cron, timezone FROM pgboss.schedule ORDER BY name`;

  it('are those of the code, in UTC; what an older version had is forgotten', async () => {
    const old = defineJob({ name: 'test.old', data: z.object({}), cron: '5 * * * *' });
    const queue = await open([handle(old, async () => {}), handle(hourly, async () => {})], { work: true });
    expect(await scheduled()).toEqual([
      { name: 'test.hourly', cron: '0 * * * *', timezone: 'UTC' },
      { name: 'test.old', cron: '5 * * * *', timezone: 'UTC' },
    ]);
    await queue.stop(1_000);
    await open([handle(hourly, async () => {})], { work: true });
    expect(await scheduled()).toEqual([{ name: 'test.hourly', cron: '0 * * * *', timezone: 'UTC' }]);
  });

  it('run their jobs when the time comes', async () => {
    const ran = event();
    await clock.moveTo(at(minutes(58)));
    await open([handle(hourly, async () => ran.happen())], { work: true });
    for (let passed = 0; passed < 4; passed++) await clock.boss.tick(minutes(1));
    await ran.happened;
  });
});

describe('the queues', () => {
  it('take over what a newer version changed about a job', async () => {
    const retries = () =>
      store.db.$queryRaw`SELECT retry_limit FROM pgboss.queue WHERE name = 'test.changing'`;
    const job = (retries: number) => defineJob({ name: 'test.changing', data: note, retries });
    await open([handle(job(1), async () => {})]);
    expect(await retries()).toEqual([{ retry_limit: 1 }]);
    await open([handle(job(7), async () => {})]);
    expect(await retries()).toEqual([{ retry_limit: 7 }]);
  });

  it('are made once when several processes start together', async () => {
    const handlers = ['a', 'b', 'c', 'd'].map((name) =>
      handle(defineJob({ name: `test.together.${name}`, data: note }), async () => {}),
    );
    const real = { bossClock: undefined };
    await Promise.all([open(handlers, real), open(handlers, real), open(handlers, real)]);
    const made = await store.db.$queryRaw`SELECT name FROM pgboss.queue WHERE name LIKE 'test.together.%'`;
    expect(made).toHaveLength(4);
  });

  it('say whether they answer', async () => {
    const queue = await open([keeping([])]);
    expect(await queue.healthy()).toBe(true);
    await queue.stop(1_000);
    expect(await queue.healthy()).toBe(false);
  });
});
