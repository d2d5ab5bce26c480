import { announce } from '../changes.ts';
import { deliver } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import { addressesOf, dayOff, fromDateColumn, quietHoursOf, quietUntil } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { promptJob, remindJob } from './jobs.ts';
import { lockStandup, type StandupRow } from './occurrences.ts';
import { previousEntries } from './previous.ts';
import { canRepeat, readQuestions } from './questions.ts';
import { promptView } from './views/prompt.ts';

/** The key of the message that asks for an entry, and shows it once it is answered. */
export const promptKey = (entryId: string): string => `prompt:${entryId}`;

/** Prompts are written in batches of this size, so that a large stand-up holds no transaction for long. */
const BATCH = 500;

/**
 * Asks everybody of an occurrence whose time has come and who was not asked yet. Those on a day off are marked away,
 * those whose window passed while Tutti was down, or passes within their quiet hours, are marked skipped; neither hears
 * anything. Those whose quiet hours end before the window does are asked then.
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
           coalesce(p.zone, w.zone) AS zone, coalesce(p.locale, w.locale) AS locale, p."quietFrom", p."quietTo"
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
    const until = quietUntil(now, entry.zone, quietHoursOf(entry)) ?? now;
    if (entry.closesAt <= until || !entry.active || !addresses.has(entry.personId)) return 'skipped';
    return until > now ? 'held' : 'asked';
  });
  await hold(context, tx, { standup, occurrenceId, now }, groups.held ?? []);
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
  await announce(tx, { workspaceId: standup.workspaceId, topic: 'rounds' });
  return due.length;
}

/** Who has quiet hours now is asked when they end: until then their time has not come. */
async function hold(
  { queue }: Context,
  tx: Tx,
  { standup, occurrenceId, now }: { standup: StandupRow; occurrenceId: string; now: Date },
  entries: readonly DueEntry[],
): Promise<void> {
  const after = standup.remindAfterMinutes;
  const byEnd = Map.groupBy(entries, (entry) =>
    (quietUntil(now, entry.zone, quietHoursOf(entry)) ?? now).getTime(),
  );
  for (const [end, held] of byEnd) {
    const at = new Date(end);
    await tx.entry.updateMany({ where: { id: { in: held.map(({ id }) => id) } }, data: { promptAt: at } });
    await queue.send(tx, promptJob, { data: { occurrenceId }, at });
    if (after) {
      const data = { occurrenceId, reminder: 'after' as const };
      await queue.send(tx, remindJob, { data, at: new Date(end + after * 60_000) });
    }
  }
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
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
};
