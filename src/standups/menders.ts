import { deliver } from '../chat/delivery.ts';
import type { PlatformError, PlatformName } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { addressesOf } from '../people/index.ts';
import type { Tx } from '../store/index.ts';

type OfStandup = { readonly id: string; readonly workspaceId: string; readonly platform: PlatformName };

/** The platform's id of the stand-up's first manager on that platform, else of an administrator. */
export async function whoCanMend(tx: Tx, standup: OfStandup): Promise<string | undefined> {
  const managers = await tx.standupMember.findMany({ where: { standupId: standup.id, part: 'manager' } });
  const administrators = await tx.person.findMany({
    where: { workspaceId: standup.workspaceId, role: 'administrator', active: true },
    select: { id: true },
    take: 10,
  });
  const candidates = [...managers.map(({ personId }) => personId), ...administrators.map(({ id }) => id)];
  const addresses = await addressesOf(tx, candidates);
  return candidates.map((id) => addresses.get(id)).find((address) => address?.platform === standup.platform)
    ?.id;
}

/** Tells that person what is wrong with a stand-up, once a day. */
export async function tellWhoCanMend(
  context: Context,
  standup: OfStandup,
  error: PlatformError,
): Promise<void> {
  const { id, workspaceId, platform } = standup;
  const key = `standup-fault:${id}:${error.fault}:${context.clock.now().toISOString().slice(0, 10)}`;
  await context.db.$transaction(async (tx) => {
    if (await tx.delivery.findUnique({ where: { workspaceId_key: { workspaceId, key } } })) return;
    const userId = await whoCanMend(tx, standup);
    if (!userId) return;
    await deliver(context, tx, {
      key,
      to: { workspaceId, platform, kind: 'person', id: userId },
      view: { summary: error.message, elements: [{ kind: 'text', text: error.message }] },
    });
  });
}
