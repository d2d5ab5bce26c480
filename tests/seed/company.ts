import { createDemo } from '../../prisma/seed/index.ts';
import type { Demo } from '../../src/api/route.ts';
import type { Platform, PlatformName } from '../../src/chat/platform.ts';
import type { Context } from '../../src/context.ts';
import { jobs } from '../../src/jobs/index.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Store } from '../../src/store/index.ts';
import { createPlatform } from '../../src/web/platform.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';

/** The demo company in a test's database, on the real platform web, at an instant that the test sets. */
export type SeededCompany = {
  readonly context: Context;
  readonly demo: Demo;
  /** What was logged as a fault. */
  readonly logged: readonly string[];
  readonly clock: TestClock;
  settle(): Promise<void>;
  close(): Promise<void>;
};

export async function seedCompany(store: Store, at: string): Promise<SeededCompany> {
  await store.db.workspace.deleteMany();
  await store.db.$executeRaw`DELETE FROM pgboss.job`;
  const clock = createTestClock(at);
  const logged: string[] = [];
  const log = createLog('warn', (line) => logged.push(line));
  const metrics = createMetrics();
  const { connection, db } = store;
  const queue = createQueue({
    connection,
    handlers: jobs,
    now: clock.now,
    log,
    metrics,
    bossClock: clock.boss,
    work: false,
  });
  await queue.open();
  const platforms = new Map<PlatformName, Platform>();
  const context: Context = { db, clock, log, metrics, queue, platforms, publicUrl: undefined };
  platforms.set('web', createPlatform(context));
  return {
    context,
    clock,
    demo: await createDemo(context),
    logged,
    settle: async () => void (await queue.runDue(context)),
    close: () => queue.stop(1_000),
  };
}
