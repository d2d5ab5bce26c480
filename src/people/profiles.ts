import type { PlatformName, Profile } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { countryOfZone } from './days-off.ts';
import { isZone } from './local-time.ts';

type Place = { readonly workspaceId: string; readonly platform: PlatformName };

/** Brings one person up to what the platform says of them. Deactivated people are kept, for their answers, but dropped. */
export async function applyProfile(
  { db }: Pick<Context, 'db'>,
  { profile, ...place }: Place & { profile: Profile },
): Promise<void> {
  await db.$transaction((tx) => applyProfiles(tx, place, [profile]));
}

export type SyncResult = { readonly seen: number; readonly added: number; readonly dropped: number };

const PAGE = 200;

/**
 * Brings everyone of a workspace up to what the platform says, a page at a time. While the workspace has no
 * administrator, those who administer it on the platform become the first.
 */
export async function syncPeople(context: Context, place: Place): Promise<SyncResult> {
  const platform = context.platforms.get(place.platform);
  const total = { seen: 0, added: 0, dropped: 0 };
  if (!platform) return total;
  const admins: string[] = [];
  const flush = async (page: readonly Profile[]) => {
    const result = await context.db.$transaction((tx) => applyProfiles(tx, place, page));
    total.seen += page.length;
    total.added += result.added;
    total.dropped += result.dropped;
  };
  let page: Profile[] = [];
  for await (const profile of platform.profiles(place.workspaceId)) {
    if (profile.administrator && profile.active) admins.push(profile.externalId);
    page.push(profile);
    if (page.length >= PAGE) {
      await flush(page);
      page = [];
    }
  }
  await flush(page);
  await appointFirstAdministrators(context.db, place, admins);
  await adoptZoneAndLocale(context.db, place.workspaceId);
  return total;
}

/** A workspace reads the clock, and dates, as most of its people do: what is posted for all is written so. */
async function adoptZoneAndLocale(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Workspace" w SET zone = coalesce(p.zone, w.zone), locale = coalesce(p.locale, w.locale)
    FROM (SELECT mode() WITHIN GROUP (ORDER BY zone) AS zone, mode() WITHIN GROUP (ORDER BY locale) AS locale
          FROM "Person" WHERE "workspaceId" = ${workspaceId}::uuid AND active) p
    WHERE w.id = ${workspaceId}::uuid`;
}

/** Makes these people administrators when the workspace has none yet. */
export async function appointFirstAdministrators(
  tx: Tx,
  place: Place,
  externalIds: readonly string[],
): Promise<void> {
  const { workspaceId, platform } = place;
  const existing = await tx.person.findFirst({ where: { workspaceId, role: 'administrator', active: true } });
  if (existing) return;
  await tx.person.updateMany({
    where: { workspaceId, identities: { some: { platform, externalId: { in: [...externalIds] } } } },
    data: { role: 'administrator' },
  });
}

/** Whoever installed by OAuth is the first administrator. */
export async function appointInstaller(context: Context, place: Place, installer: string): Promise<void> {
  const profile = await context.platforms.get(place.platform)?.profile(place.workspaceId, installer);
  if (!profile) return;
  await applyProfile(context, { ...place, profile });
  await appointFirstAdministrators(context.db, place, [installer]);
}

async function applyProfiles(tx: Tx, { workspaceId, platform }: Place, listed: readonly Profile[]) {
  // One at a time for each workspace: a newcomer may act while everyone is being read.
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  // A list that changes while it is read page by page may name somebody twice.
  const profiles = [...new Map(listed.map((profile) => [profile.externalId, profile])).values()];
  const known = await tx.identity.findMany({
    where: { workspaceId, platform, externalId: { in: profiles.map((profile) => profile.externalId) } },
    include: { person: { include: { identities: true } } },
  });
  const byId = new Map(known.map((identity) => [identity.externalId, identity]));
  let added = 0;
  let dropped = 0;
  const fresh: Profile[] = [];
  for (const profile of profiles) {
    const identity = byId.get(profile.externalId);
    if (!identity) {
      if (profile.active) fresh.push(profile);
      continue;
    }
    const { person } = identity;
    const elsewhere = person.identities.some((other) => other.id !== identity.id && other.reachable);
    const active = profile.active || elsewhere;
    if (person.active && !active) dropped += 1;
    const wanted = { ...facts(profile), active };
    const changed = Object.entries(wanted).some(
      ([field, value]) => person[field as keyof typeof wanted] !== value,
    );
    if (changed) await tx.person.update({ where: { id: person.id }, data: wanted });
    if (identity.reachable !== profile.active) {
      await tx.identity.update({ where: { id: identity.id }, data: { reachable: profile.active } });
    }
  }
  if (fresh.length > 0) {
    const persons = await tx.person.createManyAndReturn({
      // Holidays count from the first day; whoever the guess is wrong for changes it in their settings.
      data: fresh.map((profile) => ({
        workspaceId,
        ...facts(profile),
        country: profile.zone ? (countryOfZone(profile.zone) ?? null) : null,
      })),
      select: { id: true },
    });
    await tx.identity.createMany({
      data: fresh.map((profile, index) => ({
        workspaceId,
        platform,
        externalId: profile.externalId,
        personId: persons[index]?.id ?? '',
      })),
    });
    added = fresh.length;
  }
  return { added, dropped };
}

/** What the platform knows better than we do; what it does not say is left as it is. */
function facts(profile: Profile) {
  return {
    name: profile.name,
    ...(profile.email ? { email: profile.email.toLowerCase() } : {}),
    ...(profile.zone && isZone(profile.zone) ? { zone: profile.zone } : {}),
    ...(profile.locale ? { locale: profile.locale } : {}),
  };
}
