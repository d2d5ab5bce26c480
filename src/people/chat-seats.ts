import type { Tx } from '../store/index.ts';

/**
 * The people with an account on a chat platform that we are connected to, and that platform in words. It says how they are
 * called, where they live, and whether they are still there.
 */
export async function chatSeats(
  tx: Tx,
  workspaceId: string,
  personId?: string,
): Promise<ReadonlyMap<string, string>> {
  const live = await tx.installation.findMany({
    where: { workspaceId, platform: { not: 'web' }, revokedAt: null },
    select: { platform: true },
  });
  const identities = await tx.identity.findMany({
    where: { workspaceId, platform: { in: live.map(({ platform }) => platform) }, personId },
    select: { personId: true, platform: true },
  });
  return new Map(
    identities.map(({ personId: id, platform }) => [id, platform === 'slack' ? 'Slack' : 'Teams']),
  );
}
