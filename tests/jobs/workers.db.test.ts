import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, handle } from '../../src/jobs/job.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { openTestStore } from '../support/database.ts';
import { createProcesses, type Processes, START } from '../support/processes.ts';

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
    const queue = await processes.start([handle(plain, async () => ran.happen())], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await processes.clock.boss.tick(1_000);
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
    const queue = await processes.start([handler], { work: true });
    await queue.send(store.db, wide, ...['a', 'b', 'c'].map((text) => ({ data: { text } })));
    await processes.clock.boss.tick(1_000);
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
    const queue = await processes.start([handler], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await processes.clock.boss.tick(1_000);
    await started.happened;
    await queue.stop(5_000);
    expect(done).toEqual(['finished']);
    expect(await processes.rows(plain)).toMatchObject([{ state: 'completed' }]);
    expect(await queue.healthy()).toBe(false);
  });

  it('that is killed loses no job: another one runs it when no sign of life has come for a while', async () => {
    const ran = event();
    const queue = await processes.start([handle(plain, async () => ran.happen())], { work: true });
    await queue.send(store.db, plain, { data: { text: 'a' } });
    await killed();
    await processes.clock.boss.tick(10_000);
    expect(await processes.rows(plain)).toMatchObject([{ state: 'active' }]);
    for (let seconds = 0; seconds < 120; seconds += 10) await processes.clock.boss.tick(10_000);
    await ran.happened;
  });

  it('that is alone on its database takes up at once what a killed one was running', async () => {
    const ran = event();
    await processes
      .start([handle(plain, async () => {})])
      .then((queue) => queue.send(store.db, plain, { data: { text: 'a' } }));
    await killed();
    await processes.start([handle(plain, async () => ran.happen())], { work: true, alone: true });
    expect(await processes.rows(plain)).toMatchObject([{ state: 'retry' }]);
    await processes.clock.boss.tick(5_000);
    await ran.happened;
  });

  /** What a process leaves behind that was killed while it ran everything that is queued. */
  const killed = () => store.db.$executeRaw`
    UPDATE pgboss.job SET state = 'active', started_on = ${processes.clock.now()}, heartbeat_on = ${processes.clock.now()}`;
});

describe('schedules', () => {
  const hourly = defineJob({ name: 'test.hourly', data: z.object({}), cron: '0 * * * *' });
  const scheduled = () => store.db.$queryRaw`SELECT name, cron, timezone FROM pgboss.schedule ORDER BY name`;

  it('are those of the code, in UTC; what an older version had is forgotten', async () => {
    const old = defineJob({ name: 'test.old', data: z.object({}), cron: '5 * * * *' });
    const queue = await processes.start([handle(old, async () => {}), handle(hourly, async () => {})], {
      work: true,
    });
    expect(await scheduled()).toEqual([
      { name: 'test.hourly', cron: '0 * * * *', timezone: 'UTC' },
      { name: 'test.old', cron: '5 * * * *', timezone: 'UTC' },
    ]);
    await queue.stop(1_000);
    await processes.start([handle(hourly, async () => {})], { work: true });
    expect(await scheduled()).toEqual([{ name: 'test.hourly', cron: '0 * * * *', timezone: 'UTC' }]);
  });

  it('run their jobs when the time comes', async () => {
    const ran = event();
    await processes.clock.moveTo(new Date(Date.parse(START) + minutes(58)));
    await processes.start([handle(hourly, async () => ran.happen())], { work: true });
    for (let passed = 0; passed < 4; passed++) await processes.clock.boss.tick(minutes(1));
    await ran.happened;
  });
});

describe('the queues', () => {
  it('take over what a newer version changed about a job', async () => {
    const retries = () =>
      store.db.$queryRaw`SELECT retry_limit FROM pgboss.queue WHERE name = 'test.changing'`;
    const job = (retries: number) => defineJob({ name: 'test.changing', data: note, retries });
    await processes.start([handle(job(1), async () => {})]);
    expect(await retries()).toEqual([{ retry_limit: 1 }]);
    await processes.start([handle(job(7), async () => {})]);
    expect(await retries()).toEqual([{ retry_limit: 7 }]);
  });

  it('are made once when several processes start together', async () => {
    const handlers = ['a', 'b', 'c', 'd'].map((name) =>
      handle(defineJob({ name: `test.together.${name}`, data: note }), async () => {}),
    );
    const real = { bossClock: undefined };
    await Promise.all([
      processes.start(handlers, real),
      processes.start(handlers, real),
      processes.start(handlers, real),
    ]);
    const made = await store.db.$queryRaw`SELECT name FROM pgboss.queue WHERE name LIKE 'test.together.%'`;
    expect(made).toHaveLength(4);
  });

  it('say whether they answer', async () => {
    const queue = await processes.start([handle(plain, async () => {})]);
    expect(await queue.healthy()).toBe(true);
    await queue.stop(1_000);
    expect(await queue.healthy()).toBe(false);
  });
});
