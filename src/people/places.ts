import type { PlaceHost } from '../chat/installations.ts';
import type { Context } from '../context.ts';

/** How to reach people and channels on platforms that cannot be asked for it. */
export function createPlaces({ db }: Pick<Context, 'db'>): PlaceHost {
  return {
    async reference(platform, workspaceId, externalId) {
      const identity = await db.identity.findUnique({
        where: { workspaceId_platform_externalId: { workspaceId, platform, externalId } },
        select: { reference: true },
      });
      return identity ? identity.reference : undefined;
    },
    async keepReference(platform, workspaceId, externalId, reference) {
      await db.$executeRaw`
        UPDATE "Identity" SET reference = ${JSON.stringify(reference)}::jsonb, reachable = true
        WHERE "workspaceId" = ${workspaceId}::uuid AND platform = ${platform}::"PlatformName" AND "externalId" = ${externalId}`;
    },
    async unreachable(platform, workspaceId, externalId) {
      await db.$executeRaw`
        UPDATE "Identity" SET reference = NULL, reachable = false
        WHERE "workspaceId" = ${workspaceId}::uuid AND platform = ${platform}::"PlatformName" AND "externalId" = ${externalId}`;
    },
    async references(platform, workspaceId) {
      const identities = await db.$queryRaw<{ externalId: string; reference: unknown }[]>`
        SELECT "externalId", reference FROM "Identity"
        WHERE "workspaceId" = ${workspaceId}::uuid AND platform = ${platform}::"PlatformName" AND reference IS NOT NULL`;
      return new Map(identities.map(({ externalId, reference }) => [externalId, reference]));
    },
    async channels(platform, workspaceId) {
      const channels = await db.channel.findMany({
        where: { platform, workspaceId },
        orderBy: [{ name: 'asc' }, { externalId: 'asc' }],
      });
      return channels.map(({ externalId, name, reference }) => ({ id: externalId, name, reference }));
    },
    async keepChannels(platform, workspaceId, channels) {
      const rows = channels.map(({ id, name, reference }) => ({ id, name, reference }));
      await db.$executeRaw`
        INSERT INTO "Channel" ("workspaceId", platform, "externalId", name, reference)
        SELECT DISTINCT ON (r.id) ${workspaceId}::uuid, ${platform}::"PlatformName", r.id, r.name, r.reference
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, name text, reference jsonb)
        ON CONFLICT ("workspaceId", platform, "externalId") DO UPDATE
        SET name = excluded.name, reference = excluded.reference`;
    },
    async dropChannels(platform, workspaceId, ids) {
      await db.channel.deleteMany({ where: { platform, workspaceId, externalId: { in: [...ids] } } });
    },
  };
}
