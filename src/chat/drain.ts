import type { Context } from '../context.ts';
import { type Lane, wake } from './delivery.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { settle, type Waiting } from './settle.ts';

/** Messages under way at once, so that a slow answer does not hold up the pace. */
const IN_FLIGHT = 8;
const BATCH = 50;
/** Longer than any request to a platform may take (10 s): a row still "sending" after it was left by a killed process. */
const LEFT_BEHIND_MS = 15_000;
/** A lane that has to wait for longer gives its worker to another lane, and is woken when its time has come. */
const PATIENCE_MS = 5_000;

/**
 * Sends what is due in a lane, oldest first, at the platform's pace, until nothing is due or the signal aborts. Each row
 * is marked before it is sent and settled after, so that a crash leaves at most the rows under way in doubt.
 */
export async function drainLane(context: Context, lane: Lane, signal: AbortSignal): Promise<void> {
  const platform = context.platforms.get(lane.platform);
  if (!platform || (await isRemoved(context, lane))) return;
  await doubtLeftBehind(context, lane);
  const { clock, db } = context;
  const now = () => clock.now().getTime();
  const pacer = await createPacer(context, lane, platform);
  const underWay = new Set<Promise<void>>();

  /** Waits for the lane's turn; false when that is too far off, or the signal aborts. */
  const turn = async (): Promise<boolean> => {
    while (!signal.aborted) {
      const wait = pacer.lane.wait(now());
      if (wait > PATIENCE_MS) return false;
      if (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
      else if (wait > 0) await clock.sleep(wait, signal);
      else return true;
    }
    return false;
  };

  try {
    let due: Waiting[] = [];
    while (await turn()) {
      let row = takeFree(due, pacer, now());
      if (!row) {
        due = await nextDue(context, lane, pacer.busy(now()));
        row = takeFree(due, pacer, now());
      }
      if (row) {
        if (!(await claim(context, row))) continue;
        pacer.take(row, now());
        const work = settle(context, platform, row, pacer.heldBy(row)).finally(() => underWay.delete(work));
        underWay.add(work);
      } else if (due.length > 0) {
        // None may go now. What comes meanwhile is looked for again when the soonest of these may.
        const soonest = Math.min(...due.map((one) => pacer.wait(one, now())));
        if (soonest > PATIENCE_MS) return await wake(context, db, [lane], new Date(now() + soonest));
        await clock.sleep(soonest, signal);
        due = [];
      } else if (underWay.size > 0) {
        await Promise.race(underWay);
      } else {
        return;
      }
    }
    if (!signal.aborted) await wake(context, db, [lane], new Date(now() + pacer.lane.wait(now())));
  } finally {
    await Promise.all(underWay);
  }
}

/** Takes the first message out of the list that may go to its place now. */
function takeFree(due: Waiting[], pacer: Pacer, now: number): Waiting | undefined {
  const index = due.findIndex((one) => pacer.wait(one, now) === 0);
  return index < 0 ? undefined : due.splice(index, 1)[0];
}

/** While the bot is removed from a workspace nothing is tried there; installing it again wakes the lane. */
async function isRemoved({ db }: Context, { workspaceId, platform }: Lane): Promise<boolean> {
  const installation = await db.installation.findFirst({
    where: { workspaceId, platform },
    orderBy: { updatedAt: 'desc' },
    select: { revokedAt: true },
  });
  return installation?.revokedAt != null;
}

/** Marks a message as being sent, and until when that is believed; false when it changed since it was read. */
async function claim({ db, clock }: Context, row: Waiting): Promise<boolean> {
  const now = clock.now();
  const { count } = await db.delivery.updateMany({
    where: { id: row.id, version: row.version, state: { in: ['pending', 'ambiguous'] } },
    data: {
      state: 'sending',
      dueAt: new Date(now.getTime() + LEFT_BEHIND_MS),
      // A doubtful one is looked for from the time at which it may first have arrived.
      ...(row.state === 'pending' ? { sendingAt: now } : {}),
    },
  });
  return count > 0;
}

/**
 * What may be sent now: due, and not in the thread of a message that is still to come. Busy places come last; edits, which
 * answer what somebody just did, go before new messages.
 */
async function nextDue(
  { db, clock }: Context,
  { workspaceId, platform }: Lane,
  busy: ReturnType<Pacer['busy']>,
): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT d.id, d."workspaceId", d.platform::text AS platform, d.key, d."toKind", d."toId", d."reportTo", d.view, d.version,
           d.state::text AS state, d.attempts, d."messageRef", d."sendingAt", d."createdAt", d."possibleDuplicates",
           parent."messageRef" AS thread
    FROM "Delivery" d
    LEFT JOIN "Delivery" parent ON parent."workspaceId" = d."workspaceId" AND parent.key = d."threadKey"
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d.platform = ${platform}::"PlatformName"
      AND d.state IN ('pending', 'ambiguous') AND d."dueAt" <= ${clock.now()}
      AND (d."threadKey" IS NULL OR parent."messageRef" IS NOT NULL)
    ORDER BY d."toId" = ANY(${busy.places}::text[]) OR (${busy.edits} AND d."messageRef" IS NOT NULL), d."messageRef" IS NULL, d."dueAt", d.id
    LIMIT ${BATCH}`;
}

/** Rows that a killed process was sending: the platform may have them. */
async function doubtLeftBehind({ db, clock, metrics }: Context, lane: Lane): Promise<void> {
  const { count } = await db.delivery.updateMany({
    where: { ...lane, state: 'sending', dueAt: { lt: clock.now() } },
    data: { state: 'ambiguous' },
  });
  if (count > 0) metrics.deliveries.inc({ platform: lane.platform, outcome: 'ambiguous' }, count);
}
