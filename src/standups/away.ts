import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { addressesOf, fromDateColumn, type LocalDate, toDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { promptJob, redrawJob } from './jobs.ts';
import { promptKey } from './prompts.ts';
import { awayView } from './views/prompt.ts';

/** Somebody goes away: what is open for them on these dates asks nothing of them any more, and nobody calls them silent. */
export async function excuse(
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
export async function askAfterAll(
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
