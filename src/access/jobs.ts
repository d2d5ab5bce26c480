import { subDays } from 'date-fns/subDays';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { defineJob, handle } from '../jobs/job.ts';

/** Every night: what can let nobody in any more is forgotten. */
const cleanJob = defineJob({ name: 'access.clean', data: z.object({}), cron: '41 2 * * *' });

/** A browser that sends something again does so within minutes; what was kept for it holds people's words. */
const SUBMISSION_DAYS = 1;

/** Deletes expired sessions, links and tokens, and the kept replies of submissions. */
export async function clean({ db, clock }: Context): Promise<void> {
  const now = clock.now();
  const expired = { expiresAt: { lte: now } };
  await db.session.deleteMany({ where: expired });
  await db.accessToken.deleteMany({ where: expired });
  await db.signInLink.deleteMany({ where: { OR: [expired, { kind: 'once', usedAt: { not: null } }] } });
  await db.submission.deleteMany({ where: { createdAt: { lt: subDays(now, SUBMISSION_DAYS) } } });
}

export const accessJobs = [handle(cleanJob, clean)];
