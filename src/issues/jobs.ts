import { z } from 'zod';
import { defineJob, handle } from '../jobs/job.ts';
import { ageWaits } from './ageing.ts';
import { healWaits } from './heal.ts';
import { remindOfWaits } from './remind.ts';

/** Every hour, for somewhere a day has begun: how old waits are, who has them, and what is brought up again. */
export const ageJob = defineJob({ name: 'issues.age', data: z.object({}), cron: '3 * * * *' });

export const issueJobs = [
  handle(ageJob, async (context) => {
    await ageWaits(context);
    await healWaits(context);
    await remindOfWaits(context);
  }),
];
