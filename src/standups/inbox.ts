import type { Actor } from '../chat/actor.ts';
import type { View } from '../chat/view.ts';
import type { Context } from '../context.ts';
import { fromDateColumn } from '../people/index.ts';
import { Prisma } from '../store/index.ts';
import { AD_HOC_SLOT } from './occurrences.ts';
import { type OpenEntry, openEntries } from './open-entries.ts';
import { promptKey } from './prompts.ts';
import { type Answers, canRepeat, readQuestions } from './questions.ts';
import { reminderKey } from './reminders.ts';
import { answeredView } from './views/answers.ts';
import { awayView, promptView, untilText } from './views/prompt.ts';

/** What a stand-up asks of somebody now, or what they answered, as it stands on top of their inbox. */
export type InboxCard = {
  /** The key that the delivery of its prompt has. */
  readonly key: string;
  readonly answered: boolean;
  /** When it was answered, or else asked. */
  readonly at: Date;
  readonly view: View;
  /** Keys of messages that the card stands for: its prompt and reminders. */
  readonly standsFor: readonly string[];
};

/**
 * A card for each open entry of a person, unanswered first. They are drawn from the entries and not from messages, so that
 * they are there whichever platform the person is written to on.
 */
export async function inboxCards(context: Context, actor: Actor): Promise<InboxCard[]> {
  const entries = await openEntries(context, actor);
  const rows = await context.db.entry.findMany({
    where: { id: { in: entries.map(({ ref }) => ref) } },
    include: { occurrence: { include: { standup: { select: { channelName: true } } } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return entries.flatMap((entry) => {
    const row = byId.get(entry.ref);
    const view = row && cardView(context, actor, entry, row);
    if (!view) return [];
    const key = promptKey(row.id);
    const standsFor = [key, reminderKey(row.id, 'after'), reminderKey(row.id, 'before')];
    return [{ key, answered: row.answeredAt !== null, at: row.answeredAt ?? row.promptAt, view, standsFor }];
  });
}

type Row = Prisma.EntryGetPayload<{
  include: { occurrence: { include: { standup: { select: { channelName: true } } } } };
}>;

/** Undefined when there is nothing to show: an absence that is over asks for nothing, and says nothing. */
function cardView({ clock }: Context, actor: Actor, entry: OpenEntry, row: Row): View | undefined {
  const { standup, date, questions, answers, answeredAt, previous, closesAt } = entry;
  if (answers && answeredAt) {
    const { late, unchanged, editedAt } = row;
    return answeredView({
      standup,
      date,
      entry: {
        id: row.id,
        questions,
        answers,
        answeredAt,
        late,
        unchanged,
        edited: editedAt !== null,
        ...(entry.waits ? { waits: entry.waits.said } : {}),
      },
      postedIn: row.occurrence.standup.channelName,
      reader: actor,
    });
  }
  const now = clock.now();
  if (row.state === 'away') return closesAt > now ? awayView(standup, date, actor.locale) : undefined;
  const { name, zone, locale } = actor;
  const view = promptView({
    standup,
    date,
    entry: { id: row.id, name, zone, locale, promptAt: row.promptAt, closesAt },
    questions: questions.length,
    repeatable: canRepeat(questions) && previous !== undefined,
  });
  return closesAt > now ? view : closedView(view, untilText(closesAt, { locale, zone, now }));
}

/** The prompt of a round that is over: it says so, and being away excuses from nothing any more. */
function closedView(view: View, until: string): View {
  const text = `${until.charAt(0).toUpperCase()}${until.slice(1)}.`;
  return {
    summary: `${view.summary.split(':')[0]}: ${until}`,
    elements: view.elements.map((element) => {
      if (element.kind === 'text') return { ...element, text };
      if (element.kind !== 'buttons') return element;
      return { ...element, buttons: element.buttons.filter(({ command }) => command !== 'away') };
    }),
  };
}

export type OwnAnswer = {
  readonly id: string;
  readonly at: Date;
  /** Whether submitEntry would take an edit now. */
  readonly editable: boolean;
  readonly view: View;
};

const PAGE = 20;

/** A person's own answers, newest first, a page at a time: those before an instant when one is given. */
export async function ownAnswers(
  { db, clock }: Context,
  actor: Actor,
  before: Date | undefined,
): Promise<{ answers: OwnAnswer[]; more: boolean }> {
  const { personId } = actor;
  const rows = await db.entry.findMany({
    where: {
      personId,
      answers: { not: Prisma.AnyNull },
      answeredAt: { not: null, ...(before ? { lt: before } : {}) },
    },
    include: { occurrence: { include: { standup: true } } },
    orderBy: [{ answeredAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  // The same rule as submitEntry's: an answer can be changed until the next round of its stand-up begins.
  const newest = await db.$queryRaw<{ standupId: string; promptAt: Date }[]>`
    SELECT o."standupId", max(e."promptAt") AS "promptAt"
    FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId"
    WHERE e."personId" = ${personId}::uuid AND e."promptAt" <= ${clock.now()} AND o.slot <> ${AD_HOC_SLOT}
      AND o."standupId" = ANY(${rows.map(({ occurrence }) => occurrence.standupId)}::uuid[])
    GROUP BY o."standupId"`;
  const begun = new Map(newest.map(({ standupId, promptAt }) => [standupId, promptAt]));
  const answers = rows.slice(0, PAGE).map((row): OwnAnswer => {
    const { occurrence, answeredAt, promptAt } = row;
    const { standup } = occurrence;
    const at = answeredAt ?? promptAt;
    const latest = begun.get(standup.id);
    const editable = occurrence.slot === AD_HOC_SLOT || latest === undefined || promptAt >= latest;
    const view = answeredView({
      standup: standup.name,
      date: fromDateColumn(occurrence.localDate),
      entry: {
        id: row.id,
        questions: readQuestions(occurrence.questions),
        answers: row.answers as Answers,
        answeredAt: at,
        late: row.late,
        unchanged: row.unchanged,
        edited: row.editedAt !== null,
      },
      postedIn: standup.channelName,
      reader: actor,
    });
    const elements = editable ? view.elements : view.elements.filter(({ kind }) => kind !== 'buttons');
    return { id: row.id, at, editable, view: { ...view, elements } };
  });
  return { answers, more: rows.length > PAGE };
}
