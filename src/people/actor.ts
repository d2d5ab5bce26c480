import type { Actor, Directory } from '../chat/actor.ts';
import type { PlatformName } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { personsOf } from './addresses.ts';
import { applyProfile } from './profiles.ts';

type Who = { readonly platform: PlatformName; readonly workspace: string; readonly user: string };

/** Who is who. Somebody who joined since the last sync is looked up on their platform once, then known. */
export function createDirectory(context: Context): Directory {
  /** Adds the person if their platform knows them; the browser knows only whom we know. */
  const meet = async (place: { workspaceId: string; platform: PlatformName }, user: string) => {
    if (place.platform === 'web') return false;
    const profile = await context.platforms.get(place.platform)?.profile(place.workspaceId, user);
    if (!profile?.active) return false;
    await applyProfile(context, { ...place, profile });
    return true;
  };
  return {
    async identify(who) {
      const known = await findActor(context, who);
      if (known) return known;
      const { platform, workspace: externalId } = who;
      const installation = await context.db.installation.findUnique({
        where: { platform_externalId: { platform, externalId } },
        select: { workspaceId: true },
      });
      if (!installation) return undefined;
      const met = await meet({ workspaceId: installation.workspaceId, platform }, who.user);
      return met ? findActor(context, who) : undefined;
    },
    async persons(place, userIds) {
      const known = await personsOf(context.db, place, userIds);
      const unknown = [...new Set(userIds)].filter((id) => !known.has(id));
      if (unknown.length === 0) return known;
      for (const user of unknown) await meet(place, user);
      return personsOf(context.db, place, userIds);
    },
  };
}

/** One statement, for it stands before every answer to a person. */
async function findActor({ db }: Context, { platform, workspace, user }: Who): Promise<Actor | undefined> {
  const rows = await db.$queryRaw<Actor[]>`
    SELECT p.id AS "personId", p."workspaceId", p.name, p.role::text AS role, p."departmentId",
           coalesce(p.zone, w.zone) AS zone, coalesce(p.locale, w.locale) AS locale
    FROM "Installation" n
    JOIN "Identity" i ON i."workspaceId" = n."workspaceId" AND i.platform = n.platform AND i."externalId" = ${user}
    JOIN "Person" p ON p.id = i."personId" AND p.active
    JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE n.platform = ${platform}::"PlatformName" AND n."externalId" = ${workspace}`;
  return rows[0];
}
