import { randomUUID } from 'node:crypto';
import type { View } from '../../src/chat/view.ts';
import type { Context } from '../../src/context.ts';
import { toDateColumn } from '../../src/people/index.ts';
import { channelView, occurrenceKey, readRound, slotOf, threadView } from '../../src/standups/index.ts';
import { DEMO_WORKSPACE, type DemoCompany, known } from './company.ts';
import type { HistoryEntry, HistoryRound } from './history.ts';

/** A round of the past with the ids it got. */
type Kept = {
  readonly id: string;
  readonly round: HistoryRound;
  readonly entries: readonly (HistoryEntry & { readonly id: string })[];
};

/** How many of a stand-up's last rounds are still among the messages of its place. */
const SHOWN_ROUNDS = 4;

/** Writes what was invented, in few statements: it is over, so nobody has to be told. */
export async function keepHistory(
  context: Context,
  company: DemoCompany,
  rounds: readonly HistoryRound[],
): Promise<void> {
  const { db, clock } = context;
  const now = clock.now();
  const kept = rounds.map(
    (round): Kept => ({
      id: randomUUID(),
      round,
      entries: round.entries.map((entry) => ({ ...entry, id: randomUUID() })),
    }),
  );
  await db.occurrence.createMany({
    data: kept.map(({ id, round: { standup, date, opensAt, closesAt } }) => ({
      id,
      standupId: known(company.standups, standup.key).id,
      localDate: toDateColumn(date),
      slot: slotOf(standup.time),
      questions: [...standup.askedBefore],
      // One that somebody far west can still answer is closed by the plan when its time has come.
      state: closesAt <= now ? ('closed' as const) : ('open' as const),
      opensAt,
      closesAt,
    })),
  });
  await db.entry.createMany({
    data: kept.flatMap(({ id: occurrenceId, entries }) =>
      entries.map(({ person, answers, ...entry }) => ({
        ...entry,
        ...(answers ? { answers: { ...answers } } : {}),
        occurrenceId,
        personId: known(company.personIds, person.name),
        promptedAt: entry.state === 'away' ? null : entry.promptAt,
      })),
    ),
  });
  for (const [key, { channelId }] of company.standups) {
    if (!channelId) continue;
    const last = kept.filter(({ round }) => round.standup.key === key).slice(-SHOWN_ROUNDS);
    for (const one of last) await keepMessages(context, one, channelId);
  }
}

/** The messages that these answers made in their place, as delivered ones: a late answer still edits them. */
async function keepMessages({ db }: Context, { id, round, entries }: Kept, channelId: string): Promise<void> {
  const read = await readRound(db, { id, workspaceId: DEMO_WORKSPACE });
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: DEMO_WORKSPACE } });
  const answered = entries.flatMap((entry) => {
    const { answers, answeredAt } = entry;
    return answers && answeredAt ? [{ ...entry, answers, answeredAt }] : [];
  });
  answered.sort((a, b) => a.answeredAt.getTime() - b.answeredAt.getTime());
  const [first] = answered;
  if (!read || !first) return;
  const parent = randomUUID();
  const messages = [
    {
      id: parent,
      key: occurrenceKey(id),
      at: first.answeredAt,
      view: channelView(read, workspace.locale),
      threadKey: null,
    },
    ...answered.map(({ id: entryId, person, answeredAt, answers, late, unchanged, editedAt }) => ({
      id: randomUUID(),
      key: `entry:${entryId}`,
      at: answeredAt,
      view: threadView(
        person.name,
        {
          id: entryId,
          questions: round.standup.askedBefore,
          answers,
          answeredAt,
          late,
          unchanged,
          edited: editedAt !== null,
        },
        workspace,
      ),
      threadKey: occurrenceKey(id),
    })),
  ];
  const to = { workspaceId: DEMO_WORKSPACE, toKind: 'channel', toId: channelId };
  await db.inboxMessage.createMany({
    data: messages.map((message) => ({
      ...to,
      id: message.id,
      key: message.key,
      threadId: message.threadKey ? parent : null,
      view: jsonOf(message.view),
      sentAt: message.at,
    })),
  });
  await db.delivery.createMany({
    data: messages.map(({ id: messageRef, key, threadKey, at }) => ({
      ...to,
      platform: 'web' as const,
      key,
      threadKey,
      state: 'sent' as const,
      sentVersion: 1,
      messageRef,
      dueAt: at,
      createdAt: at,
      postedAt: at,
      sentAt: at,
    })),
  });
}

/** A View is plain data; Prisma's type of JSON does not know it by itself. */
const jsonOf = (view: View) => JSON.parse(JSON.stringify(view));
