import { z } from 'zod';
import type { PlatformName } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { defineJob, handle } from '../jobs/job.ts';
import { appointInstaller, syncPeople } from './profiles.ts';

/** Reads everyone of one workspace from its platform. */
export const syncPeopleJob = defineJob({
  name: 'people.sync',
  data: z.object({
    workspaceId: z.uuid(),
    platform: z.enum(['slack', 'teams', 'web'] satisfies PlatformName[]),
    /** The platform's id of whoever installed Tutti, when that is how the workspace came. */
    installer: z.string().nullable(),
  }),
  exclusive: true,
});

/** Once a night, everyone of every workspace: what a missed event left out comes right by morning. */
const syncEveryoneJob = defineJob({ name: 'people.sync-everyone', data: z.object({}), cron: '17 2 * * *' });

/** Enqueues a sync of one workspace, or of every one that is connected. */
export async function enqueueSync({ db, queue }: Context, workspaceId?: string): Promise<void> {
  const installations = await db.installation.findMany({
    // In the browser there is nobody to be read of.
    where: { revokedAt: null, platform: { not: 'web' }, ...(workspaceId ? { workspaceId } : {}) },
  });
  const items = installations.map(({ id, workspaceId, platform }) => ({
    data: { workspaceId, platform, installer: null },
    key: id,
  }));
  await queue.send(db, syncPeopleJob, ...items);
}

export const peopleJobs = [
  handle(syncPeopleJob, async (context, { installer, ...place }) => {
    if (installer) await appointInstaller(context, place, installer);
    const result = await syncPeople(context, place);
    context.log.info('people.synced', { platform: place.platform, ...result });
  }),
  handle(syncEveryoneJob, (context) => enqueueSync(context)),
];
