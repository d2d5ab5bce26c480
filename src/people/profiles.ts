import { announce } from '../changes.ts';
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
  // The browser knows only whom we know.
  if (!platform || place.platform === 'web') return total;
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

/** A workspace reads the clock, and dates, as most of its people do, until an administrator says otherwise. */
async function adoptZoneAndLocale(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Workspace" w SET zone = coalesce(p.zone, w.zone), locale = coalesce(p.locale, w.locale)
    FROM (SELECT mode() WITHIN GROUP (ORDER BY zone) AS zone, mode() WITHIN GROUP (ORDER BY locale) AS locale
          FROM "Person" WHERE "workspaceId" = ${workspaceId}::uuid AND active) p
    WHERE w.id = ${workspaceId}::uuid AND NOT w."ownPlace"`;
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
  let dropped = 0;
  let changes = 0;
  const newcomers: Profile[] = [];
  for (const profile of profiles) {
    const identity = byId.get(profile.externalId);
    if (!identity) {
      if (profile.active) newcomers.push(profile);
      continue;
    }
    const { person } = identity;
    // Who left the company's chat has left: a seat in the browser beside it keeps nobody.
    const elsewhere = person.identities.some(
      (other) => other.id !== identity.id && other.platform !== 'web' && other.reachable,
    );
    const active = profile.active || elsewhere;
    if (person.active && !active) dropped += 1;
    const wanted = { ...facts(profile, person), active };
    const changed = Object.entries(wanted).some(
      ([field, value]) => person[field as keyof typeof wanted] !== value,
    );
    if (changed) await tx.person.update({ where: { id: person.id }, data: wanted });
    if (identity.reachable !== profile.active) {
      await tx.identity.update({ where: { id: identity.id }, data: { reachable: profile.active } });
    }
    if (changed || identity.reachable !== profile.active) changes += 1;
  }
  const joined = await joinByEmail(tx, { workspaceId, platform }, newcomers);
  const fresh = newcomers.filter((profile) => !joined.has(profile));
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
  }
  if (changes + newcomers.length > 0) await announce(tx, { workspaceId, topic: 'people' });
  return { added: fresh.length, dropped };
}

/**
 * Somebody may be here before their chat account: imported, or added by hand. A newcomer whose e-mail is that of exactly
 * one active person without an account on this platform becomes an identity of theirs, rather than a second person.
 * Returns those who did; whoever is not told apart by it is a new person.
 */
async function joinByEmail(
  tx: Tx,
  { workspaceId, platform }: Place,
  newcomers: readonly Profile[],
): Promise<Set<Profile>> {
  const byEmail = Map.groupBy(
    newcomers.filter((profile) => profile.email),
    ({ email = '' }) => email.toLowerCase(),
  );
  if (byEmail.size === 0) return new Set();
  const people = await tx.$queryRaw<({ id: string; email: string } & Chosen)[]>`
    SELECT p.id, lower(p.email) AS email, p."ownZone", p."ownLocale" FROM "Person" p
    WHERE p."workspaceId" = ${workspaceId}::uuid AND p.active AND lower(p.email) = ANY(${[...byEmail.keys()]}::text[])
      AND NOT EXISTS (SELECT 1 FROM "Identity" i WHERE i."personId" = p.id AND i.platform = ${platform}::"PlatformName")`;
  const found = Map.groupBy(people, ({ email }) => email);
  const joined = new Set<Profile>();
  for (const [email, profiles] of byEmail) {
    const [profile, ...otherProfiles] = profiles;
    const [person, ...otherPeople] = found.get(email) ?? [];
    if (!profile || !person || otherProfiles.length + otherPeople.length > 0) continue;
    await tx.identity.create({
      data: { workspaceId, platform, externalId: profile.externalId, personId: person.id },
    });
    await tx.person.update({ where: { id: person.id }, data: facts(profile, person) });
    joined.add(profile);
  }
  return joined;
}

type Chosen = { readonly ownZone: boolean; readonly ownLocale: boolean };

/** What the platform knows better than we do; what it does not say, or the person chose themselves, is left as it is. */
function facts(profile: Profile, chosen: Chosen = { ownZone: false, ownLocale: false }) {
  return {
    name: profile.name,
    ...(profile.email ? { email: profile.email.toLowerCase() } : {}),
    ...(profile.zone && isZone(profile.zone) && !chosen.ownZone ? { zone: profile.zone } : {}),
    ...(profile.locale && !chosen.ownLocale ? { locale: profile.locale } : {}),
  };
}
