import { z } from 'zod';
import type { Context } from '../context.ts';
import { defineJob, handle } from '../jobs/job.ts';
import { deliverJob, wake } from './delivery.ts';
import { drainLane } from './drain.ts';

/** Every minute: wakes what waits for a retry, and whatever a killed process left behind. */
const sweepJob = defineJob({ name: 'chat.sweep', data: z.object({}), cron: '* * * * *' });

/** Wakes every lane in which something is due, and counts what waits. */
export async function sweep(context: Context): Promise<void> {
  const { db, clock, metrics } = context;
  const waiting = await db.delivery.groupBy({
    by: ['workspaceId', 'platform', 'state'],
    where: { state: { in: ['pending', 'sending', 'ambiguous'] } },
    _count: true,
    _min: { dueAt: true },
  });
  metrics.pending.reset();
  for (const { state, _count } of waiting) metrics.pending.inc({ state }, _count);
  const now = clock.now();
  await wake(
    context,
    db,
    waiting.filter(({ _min }) => _min.dueAt && _min.dueAt <= now),
  );
}

export const chatJobs = [handle(deliverJob, drainLane), handle(sweepJob, sweep)];
