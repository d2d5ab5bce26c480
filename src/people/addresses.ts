import type { Address } from '../chat/platform.ts';
import type { Tx } from '../store/index.ts';

/**
 * Where each person is reached: their first reachable identity on a connected platform, chat before web. People who can
 * be reached nowhere are left out.
 */
export async function addressesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Address>> {
  const identities = await tx.identity.findMany({
    where: { personId: { in: [...personIds] }, reachable: true, person: { active: true } },
    orderBy: { platform: 'asc' },
  });
  const addresses = new Map<string, Address>();
  for (const { personId, workspaceId, platform, externalId } of identities) {
    if (!addresses.has(personId))
      addresses.set(personId, { workspaceId, platform, kind: 'person', id: externalId });
  }
  return addresses;
}

/** The active persons behind a platform's user ids, by those ids. */
export async function personsOf(
  tx: Tx,
  place: { workspaceId: string; platform: Address['platform'] },
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const identities = await tx.identity.findMany({
    where: { ...place, externalId: { in: [...externalIds] }, person: { active: true } },
    select: { externalId: true, personId: true },
  });
  return new Map(identities.map(({ externalId, personId }) => [externalId, personId]));
}

/** The platform's user ids of persons, for its pickers; people without an account there are left out. */
export async function userIdsOf(
  tx: Tx,
  platform: Address['platform'],
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const identities = await tx.identity.findMany({
    where: { platform, personId: { in: [...personIds] }, reachable: true },
    select: { externalId: true, personId: true },
  });
  return new Map(identities.map(({ externalId, personId }) => [personId, externalId]));
}
