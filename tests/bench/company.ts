import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import type { Context } from '../../src/context.ts';
import { jobs } from '../../src/jobs/index.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { templates } from '../../src/standups/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { TEAM } from './bot.ts';

export type BenchCompany = {
  readonly context: Context;
  readonly store: Store;
  readonly dataDir: string;
  readonly standupId: string;
  readonly personIds: readonly string[];
  /** Closes the database; its folder stays until `remove`. */
  close(): Promise<void>;
  remove(): void;
};

/** An embedded, durable database with one stand-up of so many people, in a folder of its own. */
export async function makeCompany(
  people: number,
  platforms: Context['platforms'] = new Map(),
): Promise<BenchCompany> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tutti-bench-'));
  const log = createLog('error');
  const store = await openStore({ dataDir, log });
  const { db, connection } = store;
  const metrics = createMetrics();
  const queue = createQueue({ connection, handlers: jobs, now: systemClock.now, log, metrics, work: false });
  await queue.open();
  const context: Context = { db, clock: systemClock, log, metrics, queue, platforms, publicUrl: undefined };
  const { id: workspaceId } = await db.workspace.create({
    data: {
      name: 'Bench',
      installations: { create: { platform: 'slack', externalId: TEAM, name: 'Bench' } },
    },
  });
  const department = await db.department.create({ data: { workspaceId, name: 'Operations' } });
  const persons = await db.person.createManyAndReturn({
    data: Array.from({ length: people }, (_, index) => ({
      workspaceId,
      departmentId: department.id,
      name: `Person ${index}`,
      zone: 'Europe/Berlin',
    })),
    select: { id: true },
  });
  await db.identity.createMany({
    data: persons.map(({ id }, index) => ({
      workspaceId,
      personId: id,
      platform: 'slack',
      externalId: `U${index}`,
    })),
  });
  const [daily] = templates;
  const standup = await db.standup.create({
    data: {
      workspaceId,
      name: 'Daily stand-up',
      questions: (daily?.questions ?? []).map((question) => ({ ...question })),
      days: [1, 2, 3, 4, 5, 6, 7],
      startsOn: new Date('2026-01-01'),
      times: ['09:30'],
      platform: 'slack',
      members: { create: persons.map(({ id }) => ({ personId: id, part: 'member' })) },
    },
  });
  return {
    context,
    store,
    dataDir,
    standupId: standup.id,
    personIds: persons.map(({ id }) => id),
    async close() {
      await queue.stop(1000);
      await store.close();
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
