import { z } from 'zod';
import { defineJob } from '../jobs/job.ts';

const ofOccurrence = z.object({ occurrenceId: z.uuid() });

/** Every minute: makes the occurrences that are about to begin, and gives a push to whatever stayed behind. */
export const planJob = defineJob({ name: 'standups.plan', data: z.object({}), cron: '* * * * *' });

/** Asks everybody of an occurrence whose time has come. */
export const promptJob = defineJob({ name: 'standups.prompt', data: ofOccurrence });

/** Reminds those who have not answered. */
export const remindJob = defineJob({
  name: 'standups.remind',
  data: ofOccurrence.extend({ reminder: z.enum(['after', 'before']) }),
});

/** Which of a stand-up's two reminders: some time after the prompt, or some time before the close. */
export type Reminder = z.infer<typeof remindJob.data>['reminder'];

/** Closes an occurrence whose window is over. */
export const closeJob = defineJob({ name: 'standups.close', data: ofOccurrence });

/** Draws the channel message anew; exclusive, so that a rush of answers makes one edit. */
export const redrawJob = defineJob({ name: 'standups.redraw', data: ofOccurrence, exclusive: true });

/** Once a night: what is older than a company keeps it is deleted. */
export const forgetJob = defineJob({ name: 'standups.forget', data: z.object({}), cron: '53 2 * * *' });
