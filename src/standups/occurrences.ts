import { announce } from '../changes.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import {
  fromDateColumn,
  instantOf,
  type LocalDate,
  type LocalTime,
  personsOf,
  toDateColumn,
} from '../people/index.ts';
import type { Prisma, Tx } from '../store/index.ts';
import { closeJob, promptJob, remindJob } from './jobs.ts';
import { tellWhoCanMend } from './menders.ts';
import type { Schedule } from './schedule.ts';

/** Slots of occurrences that no schedule made: the day's ad-hoc updates, then those started by hand, downwards. */
export const AD_HOC_SLOT = -1;

export type StandupRow = Prisma.StandupGetPayload<object>;

/** A stand-up's schedule, as src/standups/schedule.ts wants it. */
export const scheduleOf = (standup: StandupRow): Schedule => ({
  days: standup.days,
  everyWeeks: standup.everyWeeks,
  startsOn: fromDateColumn(standup.startsOn),
  times: standup.times,
  zone: standup.zone,
  windowMinutes: standup.windowMinutes,
});

/** The slot of a scheduled time: minutes after midnight, so that adding or removing another time moves none. */
export const slotOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const timeOf = (slot: number): LocalTime =>
  `${String(Math.floor(slot / 60)).padStart(2, '0')}:${String(slot % 60).padStart(2, '0')}`;

/** Holds a stand-up as it is for the rest of the transaction: settings are not changed while people are being asked. */
export async function lockStandup(
  tx: Tx,
  id: string,
  how: 'to read' | 'to change',
): Promise<StandupRow | null> {
  if (how === 'to read') await tx.$queryRaw`SELECT 1 FROM "Standup" WHERE id = ${id}::uuid FOR SHARE`;
  else await tx.$queryRaw`SELECT 1 FROM "Standup" WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.standup.findUnique({ where: { id } });
}

type Member = { readonly id: string; readonly zone: string };

/**
 * Makes the occurrence of a date and slot with an entry for each member, and the jobs that prompt, remind and close.
 * The unique key makes a second call do nothing, whichever replica it comes from. Returns the id when it was made.
 *
 * @param startNow asks everybody at this instant instead of at the scheduled time of their zone.
 */
export async function openOccurrence(
  context: Context,
  standup: StandupRow,
  { localDate, slot, startNow }: { localDate: LocalDate; slot: number; startNow?: Date },
): Promise<string | undefined> {
  const members = await membersOf(context, standup);
  const windowMs = standup.windowMinutes * 60_000;
  const entries = members.flatMap((member) => {
    const promptAt = startNow ?? instantOf(localDate, timeOf(slot), standup.zone ?? member.zone);
    return promptAt
      ? [{ personId: member.id, promptAt, closesAt: new Date(promptAt.getTime() + windowMs) }]
      : [];
  });
  if (entries.length === 0) return undefined;
  const prompts = entries.map(({ promptAt }) => promptAt.getTime());
  const opensAt = new Date(Math.min(...prompts));
  const closesAt = new Date(Math.max(...prompts) + windowMs);
  return context.db.$transaction(async (tx) => {
    const now = await lockStandup(tx, standup.id, 'to read');
    // Changed, paused or archived since it was read: the plan of the next minute goes by what it is now.
    if (now?.updatedAt.getTime() !== standup.updatedAt.getTime()) return undefined;
    const [made] = await tx.occurrence.createManyAndReturn({
      data: [
        {
          standupId: standup.id,
          localDate: toDateColumn(localDate),
          slot,
          questions: standup.questions ?? [],
          opensAt,
          closesAt,
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!made) return undefined;
    await tx.entry.createMany({ data: entries.map((entry) => ({ ...entry, occurrenceId: made.id })) });
    await enqueueCourse(context, tx, standup, made.id, [...new Set(prompts)]);
    await announce(tx, { workspaceId: standup.workspaceId, topic: 'rounds' });
    return made.id;
  });
}

/**
 * The active people a stand-up asks: those listed, and those in its channel as the platform says now. When the channel
 * cannot be read the listed ones are asked all the same, and whoever can mend it is told.
 */
async function membersOf(context: Context, standup: StandupRow): Promise<Member[]> {
  const { db } = context;
  const { id, workspaceId, platform } = standup;
  const inChannel = await channelMembers(context, standup);
  const fromChannel = [...(await personsOf(db, { workspaceId, platform }, inChannel)).values()];
  return db.$queryRaw<Member[]>`
    SELECT p.id, coalesce(p.zone, w.zone) AS zone
    FROM "Person" p JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE p.active AND p."workspaceId" = ${workspaceId}::uuid
      AND (p.id = ANY(${fromChannel}::uuid[]) OR EXISTS (
        SELECT 1 FROM "StandupMember" m WHERE m."standupId" = ${id}::uuid AND m."personId" = p.id AND m.part = 'member'))`;
}

async function channelMembers(context: Context, standup: StandupRow): Promise<readonly string[]> {
  const { platform, workspaceId, membersChannelId } = standup;
  if (!membersChannelId) return [];
  try {
    return (await context.platforms.get(platform)?.members(workspaceId, membersChannelId)) ?? [];
  } catch (error) {
    if (!(error instanceof PlatformError) || error.fault !== 'no_such_place') throw error;
    await tellWhoCanMend(context, standup, error);
    return [];
  }
}

/** The jobs of an occurrence's course: one for each instant at which somebody is prompted, reminded or closed. */
async function enqueueCourse(
  { queue }: Context,
  tx: Tx,
  standup: StandupRow,
  occurrenceId: string,
  prompts: readonly number[],
): Promise<void> {
  const windowMs = standup.windowMinutes * 60_000;
  const { remindAfterMinutes: after, remindBeforeMinutes: before } = standup;
  const later = (ms: number) => prompts.map((prompt) => new Date(prompt + ms));
  const reminders = [
    ...(after ? later(after * 60_000).map((at) => ({ at, reminder: 'after' as const })) : []),
    ...(before ? later(windowMs - before * 60_000).map((at) => ({ at, reminder: 'before' as const })) : []),
  ];
  await queue.send(tx, promptJob, ...later(0).map((at) => ({ data: { occurrenceId }, at })));
  await queue.send(
    tx,
    remindJob,
    ...reminders.map(({ at, reminder }) => ({ data: { occurrenceId, reminder }, at })),
  );
  await queue.send(tx, closeJob, { data: { occurrenceId }, at: new Date(Math.max(...prompts) + windowMs) });
}
