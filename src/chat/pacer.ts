import type { Context } from '../context.ts';
import { HOLDING, type Lane } from './delivery.ts';
import { createPace, type Pace } from './pace.ts';
import type { MessageRef, Platform } from './platform.ts';

/** How far back sent messages count against the pace. */
const HISTORY_MS = 60_000;

/** What the pace of a message depends on: where it goes, and whether it edits one that is there. */
export type Paced = { readonly toId: string; readonly messageRef: MessageRef | null };

/** The paces of a lane: one for all of it, one for its edits, and one for each place in it. */
export type Pacer = {
  readonly lane: Pace;
  /** The pace that a refusal of this message for coming too soon holds up: edits do not hold up new messages. */
  heldBy(message: Paced): Pace;
  /** Milliseconds until this message may go, apart from the lane's own pace. */
  wait(message: Paced, now: number): number;
  /** Places that must wait now, and whether edits must. */
  busy(now: number): { places: string[]; edits: boolean };
  take(message: Paced, now: number): void;
};

/** Aware of what was sent in the last minute and of what the platform asked to wait for, so that a restart changes neither. */
export async function createPacer(
  context: Pick<Context, 'db' | 'clock'>,
  lane: Lane,
  { limits }: Platform,
): Promise<Pacer> {
  const whole = createPace(limits.perWorkspace);
  const edits = limits.edits && createPace(limits.edits);
  const places = new Map<string, Pace>();
  const place = (id: string): Pace => {
    const known = places.get(id);
    if (known) return known;
    const made = createPace(limits.perChannel);
    places.set(id, made);
    return made;
  };
  const pacer: Pacer = {
    lane: whole,
    heldBy: ({ messageRef }) => (messageRef !== null && edits ? edits : whole),
    wait: ({ toId, messageRef }, now) =>
      Math.max(place(toId).wait(now), messageRef === null ? 0 : (edits?.wait(now) ?? 0)),
    busy: (now) => ({
      places: [...places].flatMap(([id, pace]) => (pace.wait(now) > 0 ? [id] : [])),
      edits: (edits?.wait(now) ?? 0) > 0,
    }),
    take({ toId, messageRef }, now) {
      whole.take(now);
      place(toId).take(now);
      if (messageRef !== null) edits?.take(now);
    },
  };
  await recall(context, lane, pacer);
  return pacer;
}

async function recall({ db, clock }: Pick<Context, 'db' | 'clock'>, lane: Lane, pacer: Pacer): Promise<void> {
  const now = clock.now();
  const recent = await db.delivery.findMany({
    where: { ...lane, sentAt: { gt: new Date(now.getTime() - HISTORY_MS) } },
    select: { toId: true, sentAt: true, postedAt: true, messageRef: true },
    orderBy: { sentAt: 'asc' },
  });
  for (const { toId, sentAt, postedAt, messageRef } of recent) {
    // Sent again after it was first there: the last time was an edit.
    const edited = postedAt !== null && sentAt !== null && sentAt > postedAt;
    if (sentAt) pacer.take({ toId, messageRef: edited ? messageRef : null }, sentAt.getTime());
  }
  const held = await db.delivery.findMany({
    where: {
      ...lane,
      state: { in: ['pending', 'ambiguous'] },
      errorCode: { in: [...HOLDING] },
      dueAt: { gt: now },
    },
    select: { toId: true, messageRef: true, dueAt: true },
    take: 100,
  });
  for (const message of held) pacer.heldBy(message).holdUntil(message.dueAt.getTime());
}
