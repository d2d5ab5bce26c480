import type { Context } from '../context.ts';
import { closeJob, promptJob } from './jobs.ts';
import { openOccurrence, type StandupRow, scheduleOf, slotOf } from './occurrences.ts';
import { slotsBetween } from './schedule.ts';

/** Occurrences are made this long before their first prompt, so that a busy minute delays nobody. */
const AHEAD_MS = 10 * 60_000;

/**
 * Makes every occurrence that is about to begin, or has begun while Tutti was down and is still within its window.
 * One whose window passed meanwhile is not made up for: nobody wants Monday's questions on Tuesday.
 */
export async function planOccurrences(context: Context): Promise<void> {
  const { db, log } = context;
  const standups = await db.standup.findMany({ where: { paused: false, archivedAt: null } });
  const zones = await zonesByStandup(context);
  for (const standup of standups) {
    try {
      await planStandup(context, standup, zones.get(standup.id) ?? []);
    } catch (error) {
      // One stand-up's fault must not hold up the others.
      log.error('standups.plan_failed', error);
    }
  }
  await pushOverdue(context);
}

async function planStandup(context: Context, standup: StandupRow, zones: readonly string[]): Promise<void> {
  const now = context.clock.now().getTime();
  const schedule = scheduleOf(standup);
  const from = new Date(now - standup.windowMinutes * 60_000);
  const to = new Date(now + AHEAD_MS);
  const wanted = new Map<string, { localDate: string; slot: number }>();
  for (const zone of standup.zone ? [standup.zone] : zones) {
    for (const { localDate, time, promptAt } of slotsBetween(schedule, zone, from, to)) {
      const slot = slotOf(time);
      // What was due before the stand-up was made, or last changed, is not asked after the fact.
      if (promptAt >= standup.updatedAt) wanted.set(`${localDate} ${slot}`, { localDate, slot });
    }
  }
  for (const due of await missing(context, standup.id, [...wanted.values()])) {
    await openOccurrence(context, standup, due);
  }
}

/** Which of these occurrences do not exist yet. */
async function missing(
  { db }: Context,
  standupId: string,
  wanted: readonly { localDate: string; slot: number }[],
): Promise<{ localDate: string; slot: number }[]> {
  if (wanted.length === 0) return [];
  const existing = await db.$queryRaw<{ key: string }[]>`
    SELECT "localDate"::text || ' ' || slot AS key FROM "Occurrence"
    WHERE "standupId" = ${standupId}::uuid AND "localDate" = ANY(${wanted.map((one) => one.localDate)}::date[])`;
  const keys = new Set(existing.map(({ key }) => key));
  return wanted.filter(({ localDate, slot }) => !keys.has(`${localDate} ${slot}`));
}

/** The zones of those whom each stand-up may ask; of a channel's members that is anybody in the workspace. */
async function zonesByStandup({ db }: Context): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ standupId: string; zones: string[] }[]>`
    SELECT s.id AS "standupId", array_agg(DISTINCT coalesce(p.zone, w.zone)) AS zones
    FROM "Standup" s
    JOIN "Workspace" w ON w.id = s."workspaceId"
    JOIN "Person" p ON p."workspaceId" = s."workspaceId" AND p.active
    WHERE NOT s.paused AND s."archivedAt" IS NULL AND s.zone IS NULL
      AND (s."membersChannelId" IS NOT NULL OR EXISTS (
        SELECT 1 FROM "StandupMember" m WHERE m."standupId" = s.id AND m."personId" = p.id AND m.part = 'member'))
    GROUP BY s.id`;
  return new Map(rows.map(({ standupId, zones }) => [standupId, zones]));
}

/** A restored backup or a lost job must not leave anybody unasked: what is overdue by a minute is enqueued again. */
async function pushOverdue({ db, clock, queue }: Context): Promise<void> {
  const overdue = new Date(clock.now().getTime() - 60_000);
  const unasked = await db.entry.findMany({
    where: { state: 'expected', promptedAt: null, promptAt: { lt: overdue }, occurrence: { state: 'open' } },
    distinct: ['occurrenceId'],
    select: { occurrenceId: true },
  });
  await queue.send(db, promptJob, ...unasked.map((data) => ({ data })));
  const unclosed = await db.occurrence.findMany({
    where: { state: 'open', closesAt: { lt: overdue } },
    select: { id: true },
  });
  await queue.send(db, closeJob, ...unclosed.map(({ id }) => ({ data: { occurrenceId: id } })));
}
