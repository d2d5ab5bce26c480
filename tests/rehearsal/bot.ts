// The bot of a rehearsal: the real application in a process of its own, with time that the rehearsal moves.
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { buildDigest, type Digest } from '../../src/digests/index.ts';
import { errorCode, TuttiError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { createRehearsalClock } from './clock.ts';

/** What the rehearsal may ask of the bot beyond Slack: moving time, and looking at what it kept. */
export type Requests = {
  /** Moves time and waits until nothing is due any more. */
  until: (instant: number) => Promise<void>;
  report: (window: { from: number; to: number }) => Promise<Report>;
  digest: (window: { from: number; to: number }) => Promise<Digest['departments']>;
  stop: () => Promise<void>;
};

export type Report = {
  readonly prompts: number;
  readonly entries: readonly {
    department: string;
    date: string;
    person: string;
    blocked: boolean;
    late: boolean;
  }[];
  readonly possibleDuplicates: number;
  /** Errors logged or counted, jobs failed, messages given up. */
  readonly errors: number;
  /** From the time a prompt was due to its arrival, in ms. */
  readonly promptLateness: readonly number[];
  /** Resident memory, in bytes. */
  readonly memory: number;
};

export type Call = { readonly id: number; readonly method: keyof Requests; readonly argument: unknown };
export type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** The step in which time moves while work is in hand: pg-boss's polling interval. */
const STEP_MS = 500;

let errors = 0;
const log = createLog('info', (line) => {
  if (JSON.parse(line).level >= 50) {
    errors += 1;
    process.stderr.write(line);
  }
});
const clock = createRehearsalClock(Number(process.env.REHEARSAL_START));
try {
  const app = await startApp(readConfig(), { clock, bossClock: clock.boss, log });
  serve(app);
  process.send?.({ ready: app.url });
} catch (error) {
  process.send?.({ failed: error instanceof TuttiError ? error.message : errorCode(error) });
  process.exit(1);
}

function serve({ context, stop }: Awaited<ReturnType<typeof startApp>>): void {
  const { db } = context;
  const workspace = () => db.workspace.findFirstOrThrow();

  const quiet = async () => {
    const now = clock.now();
    const [row] = await db.$queryRaw<{ busy: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'
                      AND (state = 'active' OR (state IN ('created', 'retry') AND start_after <= ${now})))
          OR EXISTS (SELECT 1 FROM "Delivery" WHERE state = 'sending' OR (state IN ('pending', 'ambiguous') AND "dueAt" <= ${now})) AS busy`;
    return row?.busy === false;
  };

  const requests: Requests = {
    async until(instant) {
      clock.moveTo(instant);
      for (let calm = 0; calm < 2; ) {
        await clock.pump();
        await clock.sleep(STEP_MS);
        calm = (await quiet()) ? calm + 1 : 0;
      }
    },
    async report({ from, to }) {
      const entries = await db.$queryRaw<Report['entries'][number][]>`
        SELECT d.name AS department, o."localDate"::text AS date, p.name AS person, e.blocked, e.late
        FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId" JOIN "Person" p ON p.id = e."personId"
        LEFT JOIN "Department" d ON d.id = p."departmentId"
        WHERE e.state = 'answered' AND e."promptAt" >= ${new Date(from)} AND e."promptAt" < ${new Date(to)}`;
      const lateness = await db.$queryRaw<{ ms: number }[]>`
        SELECT extract(epoch FROM d."postedAt" - e."promptAt")::float8 * 1000 AS ms
        FROM "Entry" e JOIN "Delivery" d ON d.key = 'prompt:' || e.id WHERE d."postedAt" IS NOT NULL`;
      const duplicates = await db.delivery.aggregate({ _sum: { possibleDuplicates: true } });
      const dead = await db.delivery.count({ where: { state: 'dead' } });
      const { values } = await context.metrics.errors.get();
      return {
        prompts: lateness.length,
        entries,
        possibleDuplicates: duplicates._sum.possibleDuplicates ?? 0,
        errors: errors + dead + values.reduce((sum, { value }) => sum + value, 0),
        promptLateness: lateness.map(({ ms }) => ms),
        memory: process.memoryUsage.rss(),
      };
    },
    async digest({ from, to }) {
      const { id: workspaceId } = await workspace();
      return (await buildDigest(context, { workspaceId, from: new Date(from), to: new Date(to) }))
        .departments;
    },
    async stop() {
      await stop();
      setTimeout(() => process.exit(0), 10);
    },
  };

  process.on('message', async ({ id, method, argument }: Call) => {
    const answer = (reply: Omit<Answer, 'id'>) => process.send?.({ id, ...reply });
    try {
      answer({ result: await (requests[method] as (argument: unknown) => Promise<unknown>)(argument) });
    } catch (error) {
      answer({
        error: error instanceof TuttiError ? error.message : `${errorCode(error)} ${(error as Error).stack}`,
      });
    }
  });
  // When the rehearsal is gone, so is its bot.
  process.on('disconnect', () => process.exit(0));
}
