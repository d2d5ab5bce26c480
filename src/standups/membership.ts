import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import type { Prisma } from '../store/index.ts';
import { type StandupRow, scheduleOf } from './occurrences.ts';
import { nextPrompt } from './schedule.ts';

/** The stand-ups that ask a person: those that list them, and those that have asked them as a member of a channel. */
export const asks = (who: { readonly personId: string; readonly workspaceId: string }) =>
  ({
    workspaceId: who.workspaceId,
    archivedAt: null,
    OR: [
      { members: { some: { personId: who.personId, part: 'member' } } },
      {
        membersChannelId: { not: null },
        occurrences: { some: { entries: { some: { personId: who.personId } } } },
      },
    ],
  }) satisfies Prisma.StandupWhereInput;

export async function standupsOf({ db }: Context, actor: Actor): Promise<StandupRow[]> {
  return db.standup.findMany({ where: asks(actor), orderBy: { name: 'asc' } });
}

/** When a person is asked next, and by which stand-up. */
export function nextPromptOf(
  standups: readonly StandupRow[],
  zone: string,
  now: Date,
): { standup: StandupRow; promptAt: Date } | undefined {
  const coming = standups.flatMap((standup) => {
    const next = standup.paused ? undefined : nextPrompt(scheduleOf(standup), zone, now);
    return next ? [{ standup, promptAt: next.promptAt }] : [];
  });
  return coming.sort((a, b) => a.promptAt.getTime() - b.promptAt.getTime())[0];
}
