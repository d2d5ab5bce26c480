import { announce } from '../changes.ts';
import type { Actor } from '../chat/actor.ts';
import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import {
  addressesOf,
  type Ended,
  fromDateColumn,
  type LocalDate,
  localDateOf,
  markAway,
  markBack,
  toDateColumn,
} from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { promptJob, redrawJob } from './jobs.ts';
import { promptKey } from './prompts.ts';
import { awayView } from './views/prompt.ts';

type Who = Pick<Actor, 'personId' | 'workspaceId' | 'locale' | 'zone'>;

/** Keeps an absence of somebody, both ends included, and excuses them from what is open. */
export async function goAway(
  context: Context,
  { personId, workspaceId, locale }: Who,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<void> {
  await context.db.$transaction(async (tx) => {
    await markAway(tx, { personId, from, to });
    await excuse(context, tx, { personId, locale, from, to });
    await announce(tx, { workspaceId, topic: 'rounds' });
  });
}

/** Ends the absence that runs, or else drops the next one; only this one when an id is given. */
export async function comeBack(
  context: Context,
  { personId, workspaceId, zone }: Who,
  id?: string,
): Promise<Ended | undefined> {
  const today = localDateOf(context.clock.now(), zone);
  return context.db.$transaction(async (tx) => {
    const ended = await markBack(tx, { personId, today, ...(id ? { id } : {}) });
    if (ended?.begun) await askAfterAll(context, tx, { personId, today });
    if (ended) await announce(tx, { workspaceId, topic: 'rounds' });
    return ended;
  });
}

/** Somebody goes away: what is open for them on these dates asks nothing of them any more, and nobody calls them silent. */
async function excuse(
  context: Context,
  tx: Tx,
  { personId, locale, from, to }: { personId: string; locale: string; from: LocalDate; to: LocalDate },
): Promise<void> {
  const dates = { gte: toDateColumn(from), lte: toDateColumn(to) };
  const entries = await tx.entry.findMany({
    where: { personId, state: 'expected', occurrence: { state: 'open', localDate: dates } },
    include: { occurrence: { include: { standup: { select: { name: true } } } } },
  });
  await tx.entry.updateMany({ where: { id: { in: entries.map(({ id }) => id) } }, data: { state: 'away' } });
  const address = (await addressesOf(tx, [personId])).get(personId);
  const asked = entries.filter(({ promptedAt }) => promptedAt !== null);
  if (address) {
    const messages = asked.map(({ id, occurrence }) => ({
      key: promptKey(id),
      to: address,
      view: awayView(occurrence.standup.name, fromDateColumn(occurrence.localDate), locale),
    }));
    await deliver(context, tx, ...messages);
  }
  await redraw(context, tx, entries);
}

/** Somebody is back: what is still open for them from today on asks them after all. */
async function askAfterAll(
  context: Context,
  tx: Tx,
  { personId, today }: { personId: string; today: LocalDate },
): Promise<void> {
  const entries = await tx.entry.findMany({
    where: {
      personId,
      state: 'away',
      closesAt: { gt: context.clock.now() },
      occurrence: { state: 'open', localDate: { gte: toDateColumn(today) } },
    },
    select: { id: true, occurrenceId: true },
  });
  await tx.entry.updateMany({
    where: { id: { in: entries.map(({ id }) => id) } },
    data: { state: 'expected', promptedAt: null },
  });
  await context.queue.send(tx, promptJob, ...entries.map(({ occurrenceId }) => ({ data: { occurrenceId } })));
  await redraw(context, tx, entries);
}

const redraw = (
  { queue }: Context,
  tx: Tx,
  entries: readonly { readonly occurrenceId: string }[],
): Promise<void> =>
  queue.send(
    tx,
    redrawJob,
    ...entries.map(({ occurrenceId }) => ({ data: { occurrenceId }, key: occurrenceId })),
  );
