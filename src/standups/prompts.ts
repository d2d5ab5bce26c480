import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { addressesOf, dayOff, fromDateColumn } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { lockStandup } from './occurrences.ts';
import { previousEntries } from './previous.ts';
import { canRepeat, readQuestions } from './questions.ts';
import { promptView } from './views/prompt.ts';

/** The key of the message that asks for an entry, and shows it once it is answered. */
export const promptKey = (entryId: string): string => `prompt:${entryId}`;

/** Prompts are written in batches of this size, so that a large stand-up holds no transaction for long. */
const BATCH = 500;

/**
 * Asks everybody of an occurrence whose time has come and who was not asked yet. Those on a day off are marked away,
 * those whose window passed while Tutti was down are marked skipped; neither hears anything.
 */
export async function promptDue(context: Context, { occurrenceId }: { occurrenceId: string }): Promise<void> {
  let asked = 0;
  do {
    asked = await context.db.$transaction((tx) => promptBatch(context, tx, occurrenceId));
  } while (asked === BATCH);
}

async function promptBatch(context: Context, tx: Tx, occurrenceId: string): Promise<number> {
  const now = context.clock.now();
  const occurrence = await tx.occurrence.findUnique({
    where: { id: occurrenceId },
    include: { standup: true },
  });
  const current = occurrence && (await lockStandup(tx, occurrence.standupId, 'to read'));
  if (!occurrence || !current || current.archivedAt || current.paused) return 0;
  // FOR UPDATE SKIP LOCKED: two replicas that run the same job share the people instead of asking twice.
  const due = await tx.$queryRaw<DueEntry[]>`
    SELECT e.id, e."personId", e."promptAt", e."closesAt", p.name, p.country, p.active,
           coalesce(p.zone, w.zone) AS zone, coalesce(p.locale, w.locale) AS locale
    FROM "Entry" e JOIN "Person" p ON p.id = e."personId" JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE e."occurrenceId" = ${occurrenceId}::uuid AND e.state = 'expected' AND e."promptedAt" IS NULL AND e."promptAt" <= ${now}
    ORDER BY e."promptAt", e.id LIMIT ${BATCH} FOR UPDATE OF e SKIP LOCKED`;
  if (due.length === 0) return 0;
  const { standup } = occurrence;
  const date = fromDateColumn(occurrence.localDate);
  const personIds = due.map(({ personId }) => personId);
  const off = await dayOff(
    tx,
    due.map(({ personId, country }) => ({ id: personId, country })),
    date,
  );
  const addresses = await addressesOf(tx, personIds);
  const previous = await previousEntries(tx, standup.id, personIds, now);
  const questions = readQuestions(occurrence.questions);
  const groups = Object.groupBy(due, (entry) => {
    if (off.has(entry.personId)) return 'away';
    return entry.closesAt <= now || !entry.active || !addresses.has(entry.personId) ? 'skipped' : 'asked';
  });
  const ids = (entries: readonly DueEntry[] = []) => ({ id: { in: entries.map(({ id }) => id) } });
  await tx.entry.updateMany({ where: ids(groups.away), data: { state: 'away' } });
  await tx.entry.updateMany({ where: ids(groups.skipped), data: { state: 'skipped' } });
  await tx.entry.updateMany({ where: ids(groups.asked), data: { promptedAt: now } });
  const messages = (groups.asked ?? []).flatMap((entry) => {
    const to = addresses.get(entry.personId);
    if (!to) return [];
    const repeatable = canRepeat(questions) && previous.has(entry.personId);
    const view = promptView({ standup: standup.name, date, entry, questions: questions.length, repeatable });
    return [{ key: promptKey(entry.id), to, view }];
  });
  await deliver(context, tx, ...messages);
  return due.length;
}

type DueEntry = {
  readonly id: string;
  readonly personId: string;
  readonly promptAt: Date;
  readonly closesAt: Date;
  readonly name: string;
  readonly country: string | null;
  readonly active: boolean;
  readonly zone: string;
  readonly locale: string;
};
