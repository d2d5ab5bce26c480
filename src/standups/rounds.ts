import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { waitsOfEntries } from '../issues/index.ts';
import { fromDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { occurrenceKey, workspaceReader } from './entries.ts';
import { whoCanMend } from './menders.ts';
import { AD_HOC_SLOT } from './occurrences.ts';
import { type Answers, readQuestions } from './questions.ts';
import { channelView, type Round } from './views/channel.ts';

/** An occurrence with everybody in it, in the order of their names. Undefined when it is gone. */
export async function readRound(
  tx: Tx,
  { id: occurrenceId, workspaceId }: { id: string; workspaceId: string },
): Promise<Round | undefined> {
  const occurrence = await tx.occurrence.findFirst({
    where: { id: occurrenceId, standup: { workspaceId } },
    include: { standup: { select: { name: true } } },
  });
  if (!occurrence) return undefined;
  const rows = await tx.$queryRaw<
    (Omit<Round['rows'][number], 'answers'> & { entryId: string; answers: Answers | null })[]
  >`
    SELECT e.id AS "entryId", p.name, d.name AS department, e.state::text AS state, e.answers, e.blocked, e.late, e.unchanged
    FROM "Entry" e JOIN "Person" p ON p.id = e."personId" LEFT JOIN "Department" d ON d.id = p."departmentId"
    WHERE e."occurrenceId" = ${occurrenceId}::uuid
    ORDER BY p.name, p.id`;
  const questions = readQuestions(occurrence.questions);
  const waits = questions.some(({ kind }) => kind === 'waits')
    ? await waitsOfEntries(
        tx,
        rows.map(({ entryId }) => entryId),
      )
    : undefined;
  return {
    id: occurrenceId,
    standup: occurrence.standup.name,
    date: fromDateColumn(occurrence.localDate),
    closed: occurrence.state === 'closed',
    adHoc: occurrence.slot === AD_HOC_SLOT,
    questions,
    rows: rows.map(({ entryId, ...row }) => ({ ...row, waits: waits?.get(entryId) ?? [] })),
  };
}

/** The stand-up's newest occurrence that has begun, other than people's own updates. */
export async function latestRound(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  standup: { id: string; workspaceId: string },
): Promise<Round | undefined> {
  const latest = await db.occurrence.findFirst({
    where: { standupId: standup.id, opensAt: { lte: clock.now() }, slot: { not: AD_HOC_SLOT } },
    orderBy: { opensAt: 'desc' },
    select: { id: true },
  });
  return latest ? readRound(db, { id: latest.id, workspaceId: standup.workspaceId }) : undefined;
}

/**
 * Draws an occurrence's channel message anew. It appears with the first answer, or at the close if anybody was asked;
 * until then there is nothing to read.
 */
export async function redrawChannel(
  context: Context,
  { occurrenceId }: { occurrenceId: string },
): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const occurrence = await tx.occurrence.findUnique({
      where: { id: occurrenceId },
      include: { standup: true },
    });
    if (!occurrence?.standup.channelId || occurrence.standup.archivedAt) return;
    const { standup } = occurrence;
    const round = await readRound(tx, { id: occurrenceId, workspaceId: standup.workspaceId });
    if (!round) return;
    const worthIt = round.rows.some(
      ({ state }) => state === 'answered' || (round.closed && state === 'expected'),
    );
    if (!worthIt) return;
    const { locale } = await workspaceReader(tx, standup.workspaceId);
    const reportTo = await whoCanMend(tx, standup);
    await deliver(context, tx, {
      key: occurrenceKey(occurrenceId),
      to: {
        workspaceId: standup.workspaceId,
        platform: standup.platform,
        kind: 'channel',
        id: occurrence.standup.channelId,
      },
      view: channelView(round, locale),
      ...(reportTo ? { reportTo } : {}),
    });
  });
}
