import type { PgBoss } from 'pg-boss';
import type { Job } from './job.ts';

/** Jobs that a killed process left running are given back after this many seconds without a sign of life. */
const HEARTBEAT_SECONDS = 30;
const DEFAULT_RETRIES = 5;

/** Makes pg-boss's queues and schedules what the code says, also those that an older version left in the database. */
export async function setUpQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const job of jobs) {
    const queue = known.get(job.name);
    const wanted = optionsOf(job);
    if (!queue)
      await boss.createQueue(job.name, { ...wanted, policy: job.exclusive ? 'stately' : 'standard' });
    else if (Object.entries(wanted).some(([name, value]) => queue[name as keyof typeof wanted] !== value))
      await boss.updateQueue(job.name, wanted);
  }
  const scheduled = new Set(jobs.filter((job) => job.cron).map((job) => job.name));
  for (const { name, key } of await boss.getSchedules())
    if (!scheduled.has(name)) await boss.unschedule(name, key);
}

const optionsOf = (job: Job) => ({
  retryLimit: job.retries ?? DEFAULT_RETRIES,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 60 * 60,
  deleteAfterSeconds: 24 * 60 * 60,
});

/** Gives back what a killed process was running, when no other process can be running it now. */
export async function giveBack(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const { rows } = await boss
    .getDb()
    .executeSql("SELECT name, id FROM pgboss.job WHERE state = 'active' AND name = ANY($1::text[])", [
      jobs.map((job) => job.name),
    ]);
  for (const { name, id } of rows) await boss.fail(name, id, { code: 'process_ended' });
}
