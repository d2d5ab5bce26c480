import type { Context } from '../context.ts';
import { HOLDING, type Lane } from './delivery.ts';
import { createPace, type Pace } from './pace.ts';
import type { Platform } from './platform.ts';

/** How far back sent messages count against the pace. */
const HISTORY_MS = 60_000;

/** One pace for the lane and one for each place in it. */
export type Pacer = {
  readonly lane: Pace;
  place(id: string): Pace;
  /** Places that must wait now. */
  busy(now: number): string[];
  take(id: string, now: number): void;
};

/** Aware of what was sent in the last minute and of what the platform asked to wait for, so that a restart changes neither. */
export async function createPacer(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  lane: Lane,
  { limits }: Platform,
): Promise<Pacer> {
  const now = clock.now();
  const recent = await db.delivery.findMany({
    where: { ...lane, sentAt: { gt: new Date(now.getTime() - HISTORY_MS) } },
    select: { toId: true, sentAt: true },
    orderBy: { sentAt: 'asc' },
  });
  const held = await db.delivery.aggregate({
    where: {
      ...lane,
      state: { in: ['pending', 'ambiguous'] },
      errorCode: { in: [...HOLDING] },
      dueAt: { gt: now },
    },
    _max: { dueAt: true },
  });
  const whole = createPace(limits.perWorkspace);
  const places = new Map<string, Pace>();
  const place = (id: string): Pace => {
    const known = places.get(id);
    if (known) return known;
    const made = createPace(limits.perChannel);
    places.set(id, made);
    return made;
  };
  const take = (id: string, at: number) => {
    whole.take(at);
    place(id).take(at);
  };
  for (const { toId, sentAt } of recent) if (sentAt) take(toId, sentAt.getTime());
  if (held._max.dueAt) whole.holdUntil(held._max.dueAt.getTime());
  return {
    lane: whole,
    place,
    busy: (at) => [...places].flatMap(([id, pace]) => (pace.wait(at) > 0 ? [id] : [])),
    take,
  };
}
