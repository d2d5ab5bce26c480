import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TuttiError } from '../../src/errors.ts';
import { defineJob, handle, type Job } from '../../src/jobs/job.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { openTestStore, testServer } from '../support/database.ts';
import { createProcesses, type Processes, START } from '../support/processes.ts';

/** A word that stands for people's own words. */
const CANARY = 'canary-5d1b';

let store: Store;
let processes: Processes;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => {
  processes = createProcesses(store);
});
afterEach(() => processes.close());

const note = z.object({ text: z.string() });
const plain = defineJob({ name: 'test.plain', data: note });
const exclusive = defineJob({ name: 'test.exclusive', data: note, exclusive: true });
/** A handler that keeps what it was given. */
const keeping = (done: string[], job: Job<{ text: string }> = plain) =>
  handle(job, async (_context, { text }) => {
    done.push(text);
  });
const at = (ms: number) => new Date(Date.parse(START) + ms);

describe('a job', () => {
  it('exists once the transaction that makes it true is committed', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done)]);
    await store.db.$transaction((tx) => queue.send(tx, plain, { data: { text: 'a' } }));
    expect(await queue.runDue(processes.context)).toBe(1);
    expect(done).toEqual(['a']);
    expect(await queue.runDue(processes.context)).toBe(0);
  });

  it('does not exist when that transaction is rolled back', async () => {
    const queue = await processes.start([keeping([])]);
    const cause = store.db.$transaction(async (tx) => {
      await queue.send(tx, plain, { data: { text: 'a' } });
      throw new Error('rolled back');
    });
    await expect(cause).rejects.toThrow('rolled back');
    expect(await processes.rows(plain)).toEqual([]);
  });

  it('may be enqueued by the thousand, in one statement', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done)]);
    const items = Array.from({ length: 1000 }, (_, index) => ({ data: { text: String(index) } }));
    await store.db.$transaction((tx) => queue.send(tx, plain, ...items));
    await queue.runDue(processes.context);
    expect(new Set(done).size).toBe(1000);
  });

  it('waits for its time', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done)]);
    await queue.send(store.db, plain, { data: { text: 'later' }, at: at(minutes(10)) });
    await processes.clock.advance(minutes(10) - 1);
    expect(await queue.runDue(processes.context)).toBe(0);
    await processes.clock.advance(1);
    expect(await queue.runDue(processes.context)).toBe(1);
  });

  it('whose data are not what it expects fails before its handler runs', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done)]);
    await queue.send(store.db, plain as Job<unknown> as Job<{ wrong: string }>, { data: { wrong: CANARY } });
    await queue.runDue(processes.context);
    expect(done).toEqual([]);
    expect(processes.logged.join()).toContain('ZodError');
    expect(processes.logged.join()).not.toContain(CANARY);
  });
});

describe('an exclusive job', () => {
  it('is queued once for each key', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done, exclusive)]);
    const send = (key: string, text: string) => queue.send(store.db, exclusive, { key, data: { text } });
    await send('a', 'first');
    await send('a', 'second');
    await send('b', 'third');
    await queue.runDue(processes.context);
    expect(done.sort()).toEqual(['first', 'third']);
  });

  it('without a key is queued once', async () => {
    const done: string[] = [];
    const queue = await processes.start([keeping(done, exclusive)]);
    await queue.send(store.db, exclusive, { data: { text: 'first' } }, { data: { text: 'second' } });
    await queue.runDue(processes.context);
    expect(done).toEqual(['first']);
  });

  it('is queued again while it runs, so that nothing that came meanwhile is missed', async () => {
    const done: string[] = [];
    const running = handle(exclusive, async (_context, { text }) => {
      done.push(text);
      if (text === 'first') await queue.send(store.db, exclusive, { key: 'a', data: { text: 'second' } });
    });
    const queue = await processes.start([running]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'first' } });
    await queue.runDue(processes.context);
    expect(done).toEqual(['first', 'second']);
  });

  // The embedded database lets transactions take turns, so there this cannot happen.
  it.runIf(testServer)('never starts before a transaction that counts on it has committed', async () => {
    const seen: number[] = [];
    const counting = handle(exclusive, async () => {
      seen.push(await store.db.workspace.count());
    });
    await store.db.workspace.deleteMany();
    const queue = await processes.start([counting]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'earlier' } });
    await store.db.$transaction(async (tx) => {
      await tx.workspace.create({ data: { name: 'written in this transaction' } });
      // Dropped, for one is queued already: that one has to see what this transaction wrote.
      await queue.send(tx, exclusive, { key: 'a', data: { text: 'later' } });
      expect(await queue.runDue(processes.context)).toBe(0);
    });
    expect(await queue.runDue(processes.context)).toBe(1);
    expect(seen).toEqual([1]);
  });

  it.runIf(testServer)('lets transactions that count on the same one run side by side', async () => {
    const queue = await processes.start([keeping([], exclusive)]);
    await queue.send(store.db, exclusive, { key: 'a', data: { text: 'earlier' } });
    await store.db.$transaction(async (one) => {
      await queue.send(one, exclusive, { key: 'a', data: { text: 'one' } });
      await store.db.$transaction((two) => queue.send(two, exclusive, { key: 'a', data: { text: 'two' } }));
    });
    expect(await processes.rows(exclusive)).toHaveLength(1);
  });
});

describe('a job that fails', () => {
  const failing = defineJob({ name: 'test.failing', data: note, retries: 3 });

  it('is tried again after growing pauses, and then given up', async () => {
    let tries = 0;
    const queue = await processes.start([
      handle(failing, async () => {
        tries += 1;
        throw new Error('no');
      }),
    ]);
    await queue.send(store.db, failing, { data: { text: 'a' } });
    const pauses: number[] = [];
    for (;;) {
      await queue.runDue(processes.context);
      const [job] = await processes.rows(failing);
      if (job?.state !== 'retry') break;
      pauses.push(job.start_after.getTime() - processes.clock.now().getTime());
      // The database counts in microseconds.
      await processes.clock.moveTo(new Date(job.start_after.getTime() + 1));
    }
    expect(tries).toBe(4);
    expect(pauses).toHaveLength(3);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(2_000 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(4_000 * 2 ** index);
    }
    expect(await processes.rows(failing)).toMatchObject([{ state: 'failed' }]);
    const counted = (await processes.metrics.jobs.get()).values.map(({ labels, value }) => [
      labels.outcome,
      value,
    ]);
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
      const queue = await processes.start([handler], { work: way === 'worked' });
      await queue.send(store.db, failing, { data: { text: 'an id' } });
      if (way === 'worked') {
        await processes.clock.boss.tick(1_000);
        await ran;
        await queue.stop(1_000);
      } else {
        await queue.runDue(processes.context);
      }
      const [job] = await processes.rows(failing);
      expect(JSON.stringify(job?.output)).toContain('some_code');
      const tables = await store.db.$queryRaw<{ name: string }[]>`
        SELECT tablename AS name FROM pg_tables WHERE schemaname = 'pgboss'`;
      expect(tables.length).toBeGreaterThan(5);
      for (const { name } of tables) {
        const rows = await store.db.$queryRawUnsafe(`SELECT t::text AS row FROM pgboss."${name}" t`);
        expect(JSON.stringify(rows)).not.toContain(CANARY);
      }
      expect(processes.logged.join()).toContain('some_code');
      expect(processes.logged.join()).not.toContain(CANARY);
    },
  );

  it('does not hold up the others', async () => {
    const done: string[] = [];
    const queue = await processes.start([
      handle(plain, async (_context, { text }) => {
        if (text === 'bad') throw new Error('no');
        done.push(text);
      }),
    ]);
    await queue.send(store.db, plain, { data: { text: 'bad' } }, { data: { text: 'good' } });
    await queue.runDue(processes.context);
    expect(done).toEqual(['good']);
  });
});
