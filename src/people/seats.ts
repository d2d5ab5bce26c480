import type { Tx } from '../store/index.ts';

/**
 * Gives people a seat in the browser: an identity there, whose id is the person's own, in a workspace that the browser
 * then reaches. Who has one already keeps it. People with a chat seat are still written to in chat, which comes first.
 */
export async function seatIn(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const { name } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true },
  });
  await tx.installation.createMany({
    data: [{ workspaceId, platform: 'web', externalId: workspaceId, name }],
    skipDuplicates: true,
  });
  // Not createMany: an import seats ten thousand at once, for which that takes many seconds.
  await tx.$executeRaw`
    INSERT INTO "Identity" (id, "workspaceId", "personId", platform, "externalId")
    SELECT gen_random_uuid(), ${workspaceId}::uuid, p, 'web', p::text FROM unnest(${personIds}::uuid[]) AS p
    ON CONFLICT DO NOTHING`;
}
