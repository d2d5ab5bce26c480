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
  readonly sendingAt: Date | null;
  readonly createdAt: Date;
  readonly thread: MessageRef | null;
};

/** About half a day of tries, at ever longer intervals; after that an old prompt helps nobody. */
const MAX_ATTEMPTS = 12;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60 * 60_000;
/** While a token is refused nothing can be sent; somebody has to mend that first. */
const UNAUTHORISED_RETRY_MS = 10 * 60_000;
/** A platform needs a moment before it lists a message it has just taken. */
const LOOK_AFTER_MS = 3_000;

/** Sends or edits one message and keeps what came of it. The row is already marked as being sent. */
export async function settle(context: Context, platform: Platform, row: Waiting, pace: Pace): Promise<void> {
  const count = (outcome: string) => context.metrics.deliveries.inc({ platform: row.platform, outcome });
  const to: Address = {
    workspaceId: row.workspaceId,
    platform: row.platform,
    kind: row.toKind,
    id: row.toId,
  };
  try {
    if (row.messageRef) {
      await platform.update(to, row.messageRef, row.view);
      await keepSent(context, row, row.messageRef);
      return count('updated');
    }
    if (row.state === 'ambiguous') {
      const found = await look(platform, to, row);
      // What is there shows an older view, perhaps; the row stays due, now as an edit.
      if (found) return keepFound(context, row, found);
      if (!platform.find) {
        count('possible_duplicate');
        await context.db.delivery.update({
          where: { id: row.id },
          data: { possibleDuplicates: { increment: 1 } },
        });
      }
    }
    const thread = row.thread ? { thread: row.thread } : {};
    const message = await platform.send(to, row.view, { key: row.key, ...thread });
    await keepSent(context, row, message);
    count('sent');
  } catch (error) {
    await keepFailed(context, row, error, pace, count);
  }
}

const look = (platform: Platform, to: Address, row: Waiting) =>
  platform.find?.(to, row.key, {
    since: row.sendingAt ?? row.createdAt,
    ...(row.thread ? { thread: row.thread } : {}),
  });

/** Sent; but when a newer view came meanwhile, the row is due again as an edit. */
async function keepSent({ db, clock }: Context, row: Waiting, messageRef: MessageRef): Promise<void> {
  await db.$executeRaw`
    UPDATE "Delivery" SET
      "messageRef" = ${messageRef}, "sentVersion" = ${row.version}, "sentAt" = ${clock.now()}, "postedAt" = coalesce("postedAt", ${clock.now()}), attempts = 0, "errorCode" = NULL,
      state = CASE WHEN version = ${row.version} THEN 'sent' ELSE 'pending' END::"DeliveryState",
      view = CASE WHEN version = ${row.version} THEN NULL ELSE view END
    WHERE id = ${row.id}::uuid`;
}

async function keepFound({ db, clock }: Context, row: Waiting, messageRef: MessageRef): Promise<void> {
  const sentAt = row.sendingAt ?? clock.now();
  await db.delivery.update({
    where: { id: row.id },
    data: { messageRef, state: 'pending', postedAt: sentAt, sentAt, attempts: 0 },
  });
}

async function keepFailed(
  context: Context,
  row: Waiting,
  error: unknown,
  pace: Pace,
  count: (outcome: string) => void,
): Promise<void> {
  const { db, clock, log } = context;
  const now = clock.now().getTime();
  const fault = error instanceof PlatformError ? error.fault : 'ambiguous';
  const attempts = row.attempts + 1;
  const retry = async (state: 'pending' | 'ambiguous', waitMs: number, tried = attempts) => {
    count(state === 'ambiguous' ? 'ambiguous' : 'retried');
    const dueAt = new Date(now + waitMs);
    await db.delivery.update({
      where: { id: row.id },
      data: { state, attempts: tried, dueAt, errorCode: errorCode(error) },
    });
  };
  if (attempts > MAX_ATTEMPTS) return die(context, row, error, count);
  switch (fault) {
    case 'rate_limited': {
      const waitMs = (error as PlatformError).retryAfterMs ?? FIRST_RETRY_MS;
      pace.holdUntil(now + waitMs);
      return retry('pending', waitMs, row.attempts);
    }
    case 'unavailable':
      return retry('pending', backoff(row, attempts));
    case 'ambiguous':
      // Editing twice does no harm; posting twice does.
      return row.messageRef
        ? retry('pending', backoff(row, attempts))
        : retry('ambiguous', Math.max(LOOK_AFTER_MS, backoff(row, attempts)));
    case 'unauthorised':
      log.warn('delivery.unauthorised', { platform: row.platform });
      pace.holdUntil(now + UNAUTHORISED_RETRY_MS);
      return retry('pending', UNAUTHORISED_RETRY_MS, row.attempts);
    case 'no_such_message':
      // Somebody deleted it: what it would say now goes out as a new one.
      await db.delivery.update({ where: { id: row.id }, data: { messageRef: null } });
      return retry('pending', FIRST_RETRY_MS);
    case 'no_such_place':
    case 'rejected':
      return die(context, row, error, count);
  }
}

/** Exponential, from about 2 s to an hour; spread by the row's own id, so that a thousand do not come back at once. */
function backoff(row: Waiting, attempts: number): number {
  const spread = 0.8 + (0.4 * Number.parseInt(row.id.slice(-4), 16)) / 0xffff;
  return spread * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
}

/** Gives up on a message and on what waits in its thread, and tells the person who can mend it, once a day. */
async function die(
  context: Context,
  row: Waiting,
  error: unknown,
  count: (outcome: string) => void,
): Promise<void> {
  const { db, clock, log } = context;
  count('dead');
  log.error('delivery.dead', error, { platform: row.platform });
  const dead = { state: 'dead' as const, errorCode: errorCode(error) };
  await db.delivery.update({ where: { id: row.id }, data: dead });
  await db.delivery.updateMany({
    where: { workspaceId: row.workspaceId, threadKey: row.key, state: 'pending' },
    data: dead,
  });
  if (!row.reportTo || !(error instanceof PlatformError)) return;
  const day = clock.now().toISOString().slice(0, 10);
  await deliver(context, db, {
    key: `fault:${row.toId}:${error.fault}:${day}`,
    to: { workspaceId: row.workspaceId, platform: row.platform, kind: 'person', id: row.reportTo },
    view: { summary: error.message, elements: [{ kind: 'text', text: error.message }] },
  });
}
