import { announce } from '../changes.ts';
import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { addressesOf, dayOff, fromDateColumn, quietHoursOf, quietUntil } from '../people/index.ts';
import { type Reminder, redrawJob } from './jobs.ts';
import { reminderView } from './views/prompt.ts';

export const reminderKey = (entryId: string, reminder: Reminder): string => `reminder:${reminder}:${entryId}`;

/** A prompt may leave a little late; one that left later than this, after downtime, is not followed by a reminder at once. */
const LATE_PROMPT_MS = 5 * 60_000;
/** The database's clock, which starts the job, may be ahead of ours. */
const CLOCK_DIFFERENCE_MS = 60_000;

/**
 * Reminds those who were asked, have not answered, and want reminders: once some time after the prompt, once some time
 * before the close, as the stand-up says. A reminder that was sent is never sent again, and one that would come in
 * somebody's quiet hours is not sent at all.
 */
export async function remind(
  { db, ...context }: Context,
  { occurrenceId, reminder }: { occurrenceId: string; reminder: Reminder },
): Promise<void> {
  const now = context.clock.now();
  await db.$transaction(async (tx) => {
    const occurrence = await tx.occurrence.findUnique({
      where: { id: occurrenceId },
      include: { standup: true },
    });
    const minutes =
      reminder === 'after' ? occurrence?.standup.remindAfterMinutes : occurrence?.standup.remindBeforeMinutes;
    if (!occurrence || !minutes || occurrence.standup.paused || occurrence.standup.archivedAt) return;
    // Whoever is answering at this moment is waited for, and then not reminded.
    await tx.$queryRaw`
      SELECT 1 FROM "Entry" WHERE "occurrenceId" = ${occurrenceId}::uuid AND state = 'expected' FOR UPDATE`;
    const silent = await tx.entry.findMany({
      where: {
        occurrenceId,
        state: 'expected',
        person: { active: true, reminders: true },
        ...(reminder === 'after'
          ? {
              promptedAt: { lte: new Date(now.getTime() - minutes * 60_000 + LATE_PROMPT_MS) },
              closesAt: { gt: now },
            }
          : {
              promptedAt: { not: null },
              closesAt: { lte: new Date(now.getTime() + minutes * 60_000 + CLOCK_DIFFERENCE_MS), gt: now },
            }),
      },
      include: { person: { include: { workspace: true } } },
    });
    const sent = await tx.delivery.findMany({
      where: {
        workspaceId: occurrence.standup.workspaceId,
        key: { in: silent.map(({ id }) => reminderKey(id, reminder)) },
      },
      select: { key: true },
    });
    const keys = new Set(sent.map(({ key }) => key));
    const people = silent.map(({ person }) => person);
    const off = await dayOff(tx, people, fromDateColumn(occurrence.localDate));
    const addresses = await addressesOf(
      tx,
      people.map(({ id }) => id),
    );
    const messages = silent.flatMap(({ id, closesAt, person }) => {
      const key = reminderKey(id, reminder);
      const to = addresses.get(person.id);
      if (!to || off.has(person.id) || keys.has(key)) return [];
      const zone = person.zone ?? person.workspace.zone;
      if (quietUntil(now, zone, quietHoursOf(person))) return [];
      const locale = person.locale ?? person.workspace.locale;
      return [
        {
          key,
          to,
          view: reminderView({ standup: occurrence.standup.name, entry: { id, closesAt, zone, locale } }),
        },
      ];
    });
    await deliver(context, tx, ...messages);
  });
}

/** Closes an occurrence whose window is over, and shows in the channel who stayed silent. */
export async function closeOccurrence(
  context: Context,
  { occurrenceId }: { occurrenceId: string },
): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const { count } = await tx.occurrence.updateMany({
      where: { id: occurrenceId, state: 'open', closesAt: { lte: context.clock.now() } },
      data: { state: 'closed' },
    });
    if (count === 0) return;
    // Paused before their turn came: they were never asked, so they are not silent.
    await tx.entry.updateMany({
      where: { occurrenceId, state: 'expected', promptedAt: null },
      data: { state: 'skipped' },
    });
    await context.queue.send(tx, redrawJob, { data: { occurrenceId }, key: occurrenceId });
    const { standup } = await tx.occurrence.findUniqueOrThrow({
      where: { id: occurrenceId },
      select: { standup: { select: { workspaceId: true } } },
    });
    await announce(tx, { workspaceId: standup.workspaceId, topic: 'rounds' });
  });
}
