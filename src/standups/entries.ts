import { announce } from '../changes.ts';
import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { sayStillWaiting, sayWaits, type WaitAnswers, waitsOfEntries } from '../issues/index.ts';
import { addressesOf, fromDateColumn, localDateOf, toDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { namesBlocker } from './blocked.ts';
import { redrawJob } from './jobs.ts';
import { asks } from './membership.ts';
import { AD_HOC_SLOT } from './occurrences.ts';
import { adHocStandup, entryGone, idOf, readEntry, type Who } from './open-entries.ts';
import { promptKey } from './prompts.ts';
import { type Answers, answerAbout, canRepeat, readQuestions } from './questions.ts';
import { reminderKey } from './reminders.ts';
import { answeredView, stillWaiting, threadView, waitLine } from './views/answers.ts';
import { remindedView } from './views/prompt.ts';

/**
 * Keeps a person's answers, shows them in place of the prompt and in the channel's thread: all or nothing. A first answer
 * is always taken, and marked late after the window; an answered one can be edited until the next occurrence begins.
 */
export async function submitEntry(
  context: Context,
  who: Who & { readonly name: string; readonly locale: string },
  {
    ref,
    answers: given,
    unchanged = false,
    waits,
  }: { ref: string; answers: Answers; unchanged?: boolean; waits?: WaitAnswers },
): Promise<void> {
  const { clock, queue } = context;
  const now = clock.now();
  await context.db.$transaction(async (tx) => {
    const standupId = adHocStandup(ref);
    const id = standupId === undefined ? idOf(ref) : await makeAdHoc(context, tx, who, standupId);
    // Locked, so that a double click or an edit from two devices is one after the other.
    await tx.$queryRaw`SELECT 1 FROM "Entry" WHERE id = ${id}::uuid FOR UPDATE`;
    const entry = await tx.entry.findFirst({
      where: { id, personId: who.personId },
      include: { occurrence: { include: { standup: true } } },
    });
    if (!entry) throw entryGone();
    const { occurrence } = entry;
    const { standup } = occurrence;
    if (entry.answeredAt && unchanged) {
      throw new TuttiError(
        'already_answered',
        'You have answered this one already. /standup shows it, with Edit.',
      );
    }
    const own = occurrence.slot === AD_HOC_SLOT;
    if (entry.answeredAt && !own && (await hasNewer(tx, standup.id, who.personId, entry.promptAt, now))) {
      throw new TuttiError(
        'edit_closed',
        'The next check-in has begun, so this one stays as it is. /standup opens the new one.',
      );
    }
    const questions = readQuestions(occurrence.questions);
    const first = entry.answeredAt === null;
    const asksWaits = questions.find(({ kind }) => kind === 'waits');
    if (asksWaits && unchanged) await sayStillWaiting(context, tx, who, id);
    if (asksWaits && waits) await sayWaits(context, tx, who, { ...waits, entryId: id });
    const said = asksWaits ? ((await waitsOfEntries(tx, [id])).get(id) ?? []) : [];
    const waiting = stillWaiting(said).map(waitLine);
    const answers = asksWaits && waiting.length > 0 ? { ...given, [asksWaits.id]: waiting } : given;
    const kept = await tx.entry.update({
      where: { id: entry.id },
      data: {
        state: 'answered',
        answers: { ...answers },
        blocked: waiting.length > 0 || namesBlocker(answerAbout(questions, answers, 'blockers')),
        unchanged,
        ...(first ? { answeredAt: now, late: now > entry.closesAt } : { editedAt: now }),
      },
    });
    const shown = {
      id: entry.id,
      questions,
      answers,
      answeredAt: kept.answeredAt ?? now,
      late: kept.late,
      unchanged,
      edited: kept.editedAt !== null,
      ...(asksWaits ? { waits: said } : {}),
    };
    const date = fromDateColumn(occurrence.localDate);
    const to = (await addressesOf(tx, [who.personId])).get(who.personId);
    if (to) {
      const view = answeredView({
        standup: standup.name,
        date,
        entry: shown,
        postedIn: standup.channelName,
        reader: who,
      });
      await deliver(context, tx, { key: promptKey(entry.id), to, view });
      await thankReminders(context, tx, { ...who, to, entryId: entry.id, standup: standup.name });
    }
    if (standup.channelId) {
      await deliver(context, tx, {
        key: `entry:${entry.id}`,
        threadKey: occurrenceKey(occurrence.id),
        to: {
          workspaceId: standup.workspaceId,
          platform: standup.platform,
          kind: 'channel',
          id: standup.channelId,
        },
        view: threadView(who.name, shown, await workspaceReader(tx, standup.workspaceId)),
      });
    }
    await queue.send(tx, redrawJob, { data: { occurrenceId: occurrence.id }, key: occurrence.id });
    await announce(tx, { workspaceId: standup.workspaceId, topic: 'rounds' });
  });
}

/** The key of an occurrence's message in its channel. */
export const occurrenceKey = (occurrenceId: string): string => `occurrence:${occurrenceId}`;

/** Messages in a channel are read by everyone, so they speak the workspace's locale and zone. */
export async function workspaceReader(
  tx: Tx,
  workspaceId: string,
): Promise<{ locale: string; zone: string }> {
  return tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { locale: true, zone: true } });
}

/** "Nothing new": last time's "next" and what was in the way stay as they were. Undefined when there is nothing to repeat. */
export async function repeatedAnswers(context: Context, who: Who, ref: string): Promise<Answers | undefined> {
  const { previous, questions } = await readEntry(context, who, ref);
  if (!previous || !canRepeat(questions)) return undefined;
  const answers: Record<string, Answers[string]> = {};
  for (const { id, about } of questions) {
    if (!about || about === 'moved') continue;
    const before = answerAbout(previous.questions, previous.answers, about);
    if (before !== undefined) answers[id] = before;
  }
  return Object.keys(answers).length > 0 ? answers : undefined;
}

/** The entry of the day's ad-hoc updates, made when the first one is submitted. */
async function makeAdHoc({ clock }: Context, tx: Tx, who: Who, standupId: string): Promise<string> {
  const standup = await tx.standup.findFirst({ where: { id: standupId, ...asks(who) } });
  if (!standup) throw entryGone();
  const now = clock.now();
  const localDate = toDateColumn(localDateOf(now, standup.zone ?? who.zone));
  const closesAt = new Date(now.getTime() + standup.windowMinutes * 60_000);
  const day = { standupId, localDate, slot: AD_HOC_SLOT };
  // Two people's first updates of a day may come at once: whoever is second finds what the first one made.
  await tx.occurrence.createMany({
    data: [{ ...day, questions: standup.questions ?? [], opensAt: now, closesAt }],
    skipDuplicates: true,
  });
  const { id: occurrenceId } = await tx.occurrence.findUniqueOrThrow({
    where: { standupId_localDate_slot: day },
  });
  await tx.entry.createMany({
    data: [{ occurrenceId, personId: who.personId, promptAt: now, promptedAt: now, closesAt }],
    skipDuplicates: true,
  });
  const one = { occurrenceId_personId: { occurrenceId, personId: who.personId } };
  return (await tx.entry.findUniqueOrThrow({ where: one })).id;
}

async function hasNewer(
  tx: Tx,
  standupId: string,
  personId: string,
  after: Date,
  now: Date,
): Promise<boolean> {
  const newer = await tx.entry.findFirst({
    where: {
      personId,
      promptAt: { gt: after, lte: now },
      occurrence: { standupId, slot: { not: AD_HOC_SLOT } },
    },
    select: { id: true },
  });
  return newer !== null;
}

/** Reminders that asked for this answer now say that it came. */
async function thankReminders(
  context: Context,
  tx: Tx,
  { to, entryId, standup }: { to: Parameters<typeof deliver>[2]['to']; entryId: string; standup: string },
): Promise<void> {
  const keys = (['after', 'before'] as const).map((reminder) => reminderKey(entryId, reminder));
  const sent = await tx.delivery.findMany({
    where: { workspaceId: to.workspaceId, key: { in: keys } },
    select: { key: true },
  });
  await deliver(context, tx, ...sent.map(({ key }) => ({ key, to, view: remindedView(standup) })));
}
