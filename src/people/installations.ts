import { wake } from '../chat/delivery.ts';
import type { Installation, PlatformHost } from '../chat/installations.ts';
import type { Context } from '../context.ts';
import type { Sealer } from '../seal.ts';
import { syncPeopleJob } from './jobs.ts';
import { applyProfile } from './profiles.ts';

type Row = {
  workspaceId: string;
  platform: Installation['platform'];
  externalId: string;
  name: string;
  sealed: Uint8Array | null;
};

/** Where platforms keep their installations (sealed), and whom they tell of people who come, change and go. */
export function createHost(context: Context, sealer: Sealer): PlatformHost {
  const { db, queue } = context;
  const opened = (row: Row): Installation | undefined =>
    row.sealed
      ? {
          workspaceId: row.workspaceId,
          platform: row.platform,
          externalId: row.externalId,
          name: row.name,
          credentials: sealer.open(row.sealed),
        }
      : undefined;
  const live = { revokedAt: null };
  return {
    async find(platform, externalId) {
      const row = await db.installation.findFirst({ where: { platform, externalId, ...live } });
      return row ? opened(row) : undefined;
    },
    async ofWorkspace(platform, workspaceId) {
      const row = await db.installation.findFirst({ where: { platform, workspaceId, ...live } });
      return row ? opened(row) : undefined;
    },
    async save({ platform, externalId, name, credentials, installer }) {
      const sealed = sealer.seal(credentials);
      const row = await db.$transaction(async (tx) => {
        const unique = { platform_externalId: { platform, externalId } };
        const before = await tx.installation.findUnique({ where: unique });
        const saved = await tx.installation.upsert({
          where: unique,
          update: { name, sealed, revokedAt: null },
          create: { platform, externalId, name, sealed, workspace: { create: { name } } },
        });
        // A refreshed token is no reason to read everyone again.
        if (!before || before.revokedAt) {
          const place = { workspaceId: saved.workspaceId, platform };
          await queue.send(tx, syncPeopleJob, {
            data: { ...place, installer: installer ?? null },
            key: saved.id,
          });
          // What waited while the bot was removed goes out now.
          await wake({ queue }, tx, [place]);
        }
        return saved;
      });
      return { workspaceId: row.workspaceId, platform, externalId, name, credentials };
    },
    async revoked(platform, externalId) {
      await db.installation.updateMany({
        where: { platform, externalId, ...live },
        data: { revokedAt: context.clock.now(), sealed: null },
      });
      context.log.warn('installation.revoked', { platform });
    },
    async profileChanged(platform, externalId, profile) {
      const row = await db.installation.findUnique({
        where: { platform_externalId: { platform, externalId } },
      });
      if (row) await applyProfile(context, { workspaceId: row.workspaceId, platform, profile });
    },
  };
}
