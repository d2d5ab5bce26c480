import type { Address } from '../chat/platform.ts';
import type { Tx } from '../store/index.ts';

/**
 * Where each person is reached: their first reachable identity on a platform that has not removed the bot, chat before
 * web. People who can be reached nowhere are left out.
 */
export async function addressesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Address>> {
  const rows = await tx.$queryRaw<(Address & { personId: string })[]>`
    SELECT DISTINCT ON (i."personId") i."personId", i."workspaceId", i.platform::text AS platform, 'person' AS kind,
           i."externalId" AS id
    FROM "Identity" i JOIN "Person" p ON p.id = i."personId" AND p.active
    WHERE i."personId" = ANY(${personIds}::uuid[]) AND i.reachable AND EXISTS (
      SELECT 1 FROM "Installation" n
      WHERE n."workspaceId" = i."workspaceId" AND n.platform = i.platform AND n."revokedAt" IS NULL)
    ORDER BY i."personId", i.platform`;
  return new Map(rows.map(({ personId, ...address }) => [personId, address]));
}

/** The active persons behind a platform's user ids, by those ids. In the browser these are the persons' own. */
export async function personsOf(
  tx: Tx,
  place: { workspaceId: string; platform: Address['platform'] },
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (place.platform === 'web') {
    const people = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM "Person"
      WHERE "workspaceId" = ${place.workspaceId}::uuid AND active AND id::text = ANY(${externalIds}::text[])`;
    return new Map(people.map(({ id }) => [id, id]));
  }
  const identities = await tx.identity.findMany({
    where: { ...place, externalId: { in: [...externalIds] }, person: { active: true } },
    select: { externalId: true, personId: true },
  });
  return new Map(identities.map(({ externalId, personId }) => [externalId, personId]));
}

/** The platform's user ids of persons, for its pickers; people without an account there are left out. The browser's picker
 * knows everybody. */
export async function userIdsOf(
  tx: Tx,
  platform: Address['platform'],
  personIds: readonly string[],
): Promise<Map<string, string>> {
  if (platform === 'web') return new Map(personIds.map((id) => [id, id]));
  const identities = await tx.identity.findMany({
    where: { platform, personId: { in: [...personIds] }, reachable: true },
    select: { externalId: true, personId: true },
  });
  return new Map(identities.map(({ externalId, personId }) => [personId, externalId]));
}
