import { accessJobs } from '../access/index.ts';
import { chatJobs } from '../chat/jobs.ts';
import { issueJobs } from '../issues/index.ts';
import { peopleJobs } from '../people/index.ts';
import { standupJobs } from '../standups/index.ts';
import type { JobHandler } from './job.ts';

/** Every job there is. */
export const jobs: readonly JobHandler[] = [
  ...chatJobs,
  ...peopleJobs,
  ...accessJobs,
  ...issueJobs,
  ...standupJobs,
];
