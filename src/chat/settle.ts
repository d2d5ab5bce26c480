import type { Context } from '../context.ts';
import { errorCode } from '../errors.ts';
import { deliver } from './delivery.ts';
import type { Pace } from './pace.ts';
import { type Address, type MessageRef, type Platform, PlatformError } from './platform.ts';
import type { View } from './view.ts';

/** A delivery that is due, with what is needed to send it. */
export type Waiting = {
  readonly id: string;
  readonly workspaceId: string;
  readonly platform: Address['platform'];
  readonly key: string;
  readonly toKind: Address['kind'];
  readonly toId: string;
  readonly reportTo: string | null;
  readonly view: View;
  readonly version: number;
  readonly state: 'pending' | 'ambiguous';
  readonly attempts: number;
  readonly messageRef: MessageRef | null;
  /** When the try began whose outcome is unknown, else the last one. */
  readonly sendingAt: Date | null;
  readonly createdAt: Date;
  readonly possibleDuplicates: number;
  readonly thread: MessageRef | null;
};

/** About half a day of tries, at ever longer intervals; after that an old prompt helps nobody. */
const MAX_ATTEMPTS = 22;
/** Where a platform cannot look, sending again may double a message: a few copies are worth it, a dozen are not. */
const MAX_DUPLICATES = 3;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60 * 60_000;
/** While a token is refused nothing can be sent; somebody has to mend that first. */
const UNAUTHORISED_RETRY_MS = 60_000;
/** A platform needs a moment before it lists a message it has just taken. */
const LOOK_AFTER_MS = 3_000;

/** Sends or edits one message and keeps what came of it. The row is already marked as being sent. Never throws. */
export async function settle(context: Context, platform: Platform, row: Waiting, pace: Pace): Promise<void> {
  try {
    await attempt(context, platform, row, pace);
  } catch (error) {
    // The database did not answer. The row stays "sending", so it is looked for like one of a killed process.
    context.log.error('delivery.failed', error, { platform: row.platform });
  }
}

async function attempt(context: Context, platform: Platform, row: Waiting, pace: Pace): Promise<void> {
  const to = { workspaceId: row.workspaceId, platform: row.platform, kind: row.toKind, id: row.toId };
  const thread = row.thread ? { thread: row.thread } : {};
  // Whether an earlier try may have arrived. Posting twice does harm; editing twice does not.
  let doubtful = row.state === 'ambiguous' && row.messageRef === null;
  try {
    if (row.messageRef) {
      await platform.update(to, row.messageRef, row.view);
      await keepSent(context, row, row.messageRef);
      return count(context, row, 'updated');
    }
    if (doubtful) {
      const found = await look(platform, to, row);
      if (found !== 'absent' && found !== 'unknown') return await keepFound(context, row, found.messageRef);
      doubtful = found === 'unknown';
    }
    const messageRef = await platform.send(to, row.view, { key: row.key, ...thread });
    await keepSent(context, row, messageRef, doubtful);
    count(context, row, 'sent');
    const delay = context.clock.now().getTime() - row.createdAt.getTime();
    context.metrics.deliveryDelay.observe({ platform: row.platform }, delay / 1000);
    if (doubtful) count(context, row, 'possible_duplicate');
  } catch (error) {
    await keepFailed(context, row, { error, doubtful, pace });
  }
}

/** Looks once for a message that may have arrived; unknown where the platform cannot look, or does not let us. */
async function look(
  platform: Platform,
  to: Address,
  row: Waiting,
): Promise<{ messageRef: MessageRef } | 'absent' | 'unknown'> {
  if (!platform.find) return 'unknown';
  const thread = row.thread ? { thread: row.thread } : {};
  try {
    const since = row.sendingAt ?? row.createdAt;
    const messageRef = await platform.find(to, row.key, { since, ...thread });
    return messageRef === undefined ? 'absent' : { messageRef };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    // The thread is gone, and so is what was in it.
    if (error.fault === 'no_such_message') return 'absent';
    // Without the permission to read, one message in doubt must not hold up the lane for ever.
    if (error.fault === 'rejected' || error.fault === 'unauthorised') return 'unknown';
    // Nothing was sent by looking: an answer that got lost is asked for again, and makes no duplicate.
    if (error.fault === 'ambiguous') throw new PlatformError('unavailable', error.message, { cause: error });
    throw error;
  }
}

/** Sent; but when a newer view came meanwhile, the row is due again as an edit. */
async function keepSent(
  { db, clock }: Context,
  row: Waiting,
  messageRef: MessageRef,
  doubtful = false,
): Promise<void> {
  const now = clock.now();
  await db.$executeRaw`
    UPDATE "Delivery" SET
      "messageRef" = ${messageRef}, "sentVersion" = ${row.version}, "sentAt" = ${now}, "postedAt" = coalesce("postedAt", ${now}),
      attempts = 0, "errorCode" = NULL, "possibleDuplicates" = "possibleDuplicates" + ${doubtful ? 1 : 0},
      state = CASE WHEN version = ${row.version} THEN 'sent' ELSE 'pending' END::"DeliveryState",
      "dueAt" = CASE WHEN version = ${row.version} THEN "dueAt" ELSE ${now} END,
      view = CASE WHEN version = ${row.version} THEN NULL ELSE view END
    WHERE id = ${row.id}::uuid`;
  if (row.messageRef !== null || row.toKind !== 'channel' || row.thread !== null) return;
  // Given up with an earlier try of this message: now there is a thread for them.
  await db.$executeRaw`
    UPDATE "Delivery" SET state = 'pending', attempts = 0, "errorCode" = NULL, "dueAt" = ${now}
    WHERE "workspaceId" = ${row.workspaceId}::uuid AND "threadKey" = ${row.key} AND state = 'dead' AND view IS NOT NULL`;
}

/** It had arrived. What is there may show an older view, so the row is due again, now as an edit. */
async function keepFound(context: Context, row: Waiting, messageRef: MessageRef): Promise<void> {
  const { db, clock } = context;
  const now = clock.now();
  const sentAt = row.sendingAt ?? now;
  await db.delivery.update({
    where: { id: row.id },
    data: {
      messageRef,
      state: 'pending',
      postedAt: sentAt,
      sentAt,
      dueAt: now,
      attempts: 0,
      errorCode: null,
    },
  });
  count(context, row, 'sent');
}

type Failure = {
  readonly error: unknown;
  /** Whether an earlier try may have arrived, and nobody could say. */
  readonly doubtful: boolean;
  readonly pace: Pace;
};

async function keepFailed(context: Context, row: Waiting, { error, doubtful, pace }: Failure): Promise<void> {
  const now = context.clock.now().getTime();
  const fault = error instanceof PlatformError ? error.fault : 'ambiguous';
  // It may have arrived before, and now once more.
  const repeated = doubtful && fault === 'ambiguous';
  if (repeated) count(context, row, 'possible_duplicate');
  const retry = async (waitMs: number, more: { messageRef?: null; attempts?: number } = {}) => {
    const unclear = doubtful || (fault === 'ambiguous' && row.messageRef === null);
    const wait = unclear ? Math.max(LOOK_AFTER_MS, waitMs) : waitMs;
    await context.db.delivery.update({
      where: { id: row.id },
      data: {
        state: unclear ? 'ambiguous' : 'pending',
        attempts: row.attempts + 1,
        dueAt: new Date(now + wait),
        errorCode: errorCode(error),
        ...(repeated ? { possibleDuplicates: { increment: 1 } } : {}),
        ...more,
      },
    });
    count(context, row, unclear ? 'ambiguous' : 'retried');
  };
  /** Neither the message nor its try is at fault: it waits, and the lane with it. */
  const hold = (waitMs: number) => {
    pace.holdUntil(now + waitMs);
    return retry(waitMs, { attempts: row.attempts });
  };
  switch (fault) {
    case 'rate_limited':
      return hold((error as PlatformError).retryAfterMs ?? FIRST_RETRY_MS);
    case 'unauthorised':
      context.log.warn('delivery.unauthorised', { platform: row.platform });
      return hold(UNAUTHORISED_RETRY_MS);
    case 'no_such_place':
    case 'rejected':
      return die(context, row, error);
    case 'unavailable':
    case 'ambiguous':
    case 'no_such_message': {
      const spent =
        row.attempts + 1 > MAX_ATTEMPTS || (repeated && row.possibleDuplicates + 1 >= MAX_DUPLICATES);
      if (spent) return die(context, row, error);
      // An edited message that somebody deleted goes out as a new one, with what it would say now.
      const deleted = fault === 'no_such_message' && row.messageRef !== null;
      return deleted ? retry(FIRST_RETRY_MS, { messageRef: null }) : retry(backoff(row));
    }
  }
}

/** Exponential, from about 2 s to an hour; spread by the row's own id, so that a thousand do not come back at once. */
function backoff({ id, attempts }: Waiting): number {
  const spread = 0.8 + (0.4 * Number.parseInt(id.slice(-4), 16)) / 0xffff;
  return spread * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts);
}

/**
 * Gives up on a message and on what waits in its thread, and tells the person who can mend it, once a day. What was to go
 * into the thread keeps its text: it follows when the message is drawn again and arrives after all.
 */
async function die(context: Context, row: Waiting, error: unknown): Promise<void> {
  const { clock, log } = context;
  const { workspaceId, platform } = row;
  await context.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Delivery" SET state = 'dead', view = NULL, "errorCode" = ${errorCode(error)}, "dueAt" = ${clock.now()}
      WHERE id = ${row.id}::uuid AND version = ${row.version}`;
    await tx.delivery.updateMany({
      where: { workspaceId, threadKey: row.key, state: 'pending' },
      data: { state: 'dead', errorCode: errorCode(error), dueAt: clock.now() },
    });
    if (!row.reportTo || !(error instanceof PlatformError)) return;
    if (error.fault !== 'no_such_place' && error.fault !== 'rejected') return;
    const key = `fault:${row.toId}:${error.fault}:${clock.now().toISOString().slice(0, 10)}`;
    if (await tx.delivery.findUnique({ where: { workspaceId_key: { workspaceId, key } } })) return;
    await deliver(context, tx, {
      key,
      to: { workspaceId, platform, kind: 'person', id: row.reportTo },
      view: { summary: error.message, elements: [{ kind: 'text', text: error.message }] },
    });
  });
  count(context, row, 'dead');
  log.error('delivery.dead', error, { platform });
}

const count = ({ metrics }: Context, { platform }: Waiting, outcome: string): void =>
  metrics.deliveries.inc({ platform, outcome });
