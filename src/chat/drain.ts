import type { Context } from '../context.ts';
import type { Lane } from './delivery.ts';
import { createPace, type Pace } from './pace.ts';
import type { Platform } from './platform.ts';
import { settle, type Waiting } from './settle.ts';

/** Messages under way at once, so that a slow answer does not hold up the pace. */
const IN_FLIGHT = 8;
const BATCH = 50;
/** Longer than any request to a platform may take (10 s): a row still "sending" after it was left by a killed process. */
const LEFT_BEHIND_MS = 15_000;
/** How far back sent messages count against the pace. */
const HISTORY_MS = 60_000;

/**
 * Sends what is due in a lane, oldest first, at the platform's pace, until nothing is due or the signal aborts. Each row
 * is marked before it is sent and settled after, so that a crash leaves at most the rows under way in doubt.
 */
export async function drainLane(context: Context, lane: Lane, signal: AbortSignal): Promise<void> {
  const platform = context.platforms.get(lane.platform);
  if (!platform) return;
  const { clock } = context;
  await doubtLeftBehind(context, lane);
  const pacer = await createPacer(context, lane, platform);
  const underWay = new Map<string, Promise<void>>();
  while (!signal.aborted) {
    const due = (await nextDue(context, lane)).filter((row) => !underWay.has(row.id));
    if (due.length === 0) {
      if (underWay.size === 0) break;
      await Promise.race(underWay.values());
      continue;
    }
    let started = 0;
    let soonest = Number.POSITIVE_INFINITY;
    for (const row of due) {
      if (signal.aborted) break;
      const channelWait = pacer.channel(row.toId).wait(clock.now().getTime());
      if (channelWait > 0) {
        soonest = Math.min(soonest, channelWait);
        continue;
      }
      await clock.sleep(pacer.lane.wait(clock.now().getTime()), signal);
      while (underWay.size >= IN_FLIGHT) await Promise.race(underWay.values());
      if (signal.aborted) break;
      started += 1;
      pacer.take(row.toId, clock.now().getTime());
      const work = sendOne(context, platform, row, pacer.lane).finally(() => underWay.delete(row.id));
      underWay.set(row.id, work);
    }
    if (started === 0 && !signal.aborted) await clock.sleep(soonest, signal);
  }
  await Promise.all(underWay.values());
}

async function sendOne(context: Context, platform: Platform, row: Waiting, pace: Pace): Promise<void> {
  const { db, clock, log } = context;
  try {
    const claimed = await db.delivery.updateMany({
      where: { id: row.id, version: row.version, state: { in: ['pending', 'ambiguous'] } },
      data: { state: 'sending', sendingAt: clock.now() },
    });
    // A newer view arrived in between; the next round takes that one.
    if (claimed.count === 0) return;
    await settle(context, platform, row, pace);
  } catch (error) {
    log.error('delivery.failed', error, { platform: row.platform });
    await db.delivery.updateMany({ where: { id: row.id, state: 'sending' }, data: { state: 'ambiguous' } });
  }
}

/** What may be sent now: due, and not in the thread of a message that is still to come. */
async function nextDue({ db, clock }: Context, { workspaceId, platform }: Lane): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT d.id, d."workspaceId", d.platform::text AS platform, d.key, d."toKind", d."toId", d."reportTo", d.view, d.version,
           d."sentVersion", d.state::text AS state, d.attempts, d."messageRef", d."sendingAt", d."createdAt",
           d."threadKey", parent."messageRef" AS thread
    FROM "Delivery" d
    LEFT JOIN "Delivery" parent ON parent."workspaceId" = d."workspaceId" AND parent.key = d."threadKey"
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d.platform = ${platform}::"PlatformName"
      AND d.state IN ('pending', 'ambiguous') AND d."dueAt" <= ${clock.now()}
      AND (d."threadKey" IS NULL OR parent."messageRef" IS NOT NULL)
    ORDER BY d."dueAt", d.id
    LIMIT ${BATCH}`;
}

/** Rows that a killed process was sending: the platform may have them. */
async function doubtLeftBehind({ db, clock, metrics }: Context, lane: Lane): Promise<void> {
  const { count } = await db.delivery.updateMany({
    where: { ...lane, state: 'sending', sendingAt: { lt: new Date(clock.now().getTime() - LEFT_BEHIND_MS) } },
    data: { state: 'ambiguous', dueAt: clock.now() },
  });
  if (count > 0) metrics.deliveries.inc({ platform: lane.platform, outcome: 'ambiguous' }, count);
}

/** One pace for the lane and one for each place in it, both aware of what was sent in the last minute. */
async function createPacer({ db, clock }: Context, lane: Lane, { limits }: Platform) {
  const recent = await db.delivery.findMany({
    where: { ...lane, sentAt: { gt: new Date(clock.now().getTime() - HISTORY_MS) } },
    select: { toId: true, sentAt: true },
    orderBy: { sentAt: 'asc' },
  });
  const sent = recent.flatMap(({ toId, sentAt }) => (sentAt ? [{ toId, at: sentAt.getTime() }] : []));
  const channels = new Map<string, Pace>();
  const channel = (id: string): Pace => {
    const known = channels.get(id);
    if (known) return known;
    const history = sent.filter(({ toId }) => toId === id).map(({ at }) => at);
    const made = createPace(limits.perChannel, history);
    channels.set(id, made);
    return made;
  };
  const whole = createPace(
    limits.perWorkspace,
    sent.map(({ at }) => at),
  );
  return {
    lane: whole,
    channel,
    take(id: string, now: number) {
      whole.take(now);
      channel(id).take(now);
    },
  };
}
