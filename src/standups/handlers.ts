import { handle } from '../jobs/job.ts';
import { closeJob, forgetJob, planJob, promptJob, redrawJob, remindJob } from './jobs.ts';
import { planOccurrences } from './plan.ts';
import { promptDue } from './prompts.ts';
import { closeOccurrence, remind } from './reminders.ts';
import { forgetOld } from './retention.ts';
import { redrawChannel } from './rounds.ts';

export const standupJobs = [
  handle(planJob, (context) => planOccurrences(context)),
  handle(promptJob, promptDue),
  handle(remindJob, remind),
  handle(closeJob, closeOccurrence),
  handle(redrawJob, redrawChannel),
  handle(forgetJob, (context) => forgetOld(context)),
];
