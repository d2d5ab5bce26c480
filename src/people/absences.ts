import { announce } from '../changes.ts';
import type { Tx } from '../store/index.ts';
import { holidayOn } from './days-off.ts';
import { addDays, fromDateColumn, type LocalDate, toDateColumn } from './local-time.ts';

/** Keeps an absence, both ends included, in place of the absences it covers. */
export async function markAway(
  tx: Tx,
  away: { personId: string; from: LocalDate; to: LocalDate },
): Promise<void> {
  const span = { from: toDateColumn(away.from), to: toDateColumn(away.to) };
  await tx.absence.deleteMany({
    where: { personId: away.personId, from: { gte: span.from }, to: { lte: span.to } },
  });
  await tx.absence.create({ data: { personId: away.personId, ...span } });
  await announceAbsence(tx, away.personId);
}

async function announceAbsence(tx: Tx, personId: string): Promise<void> {
  const where = { id: personId };
  const { workspaceId } = await tx.person.findUniqueOrThrow({ where, select: { workspaceId: true } });
  await announce(tx, { workspaceId, topic: 'rounds' });
}

/** What `markBack` ended: an absence that had begun, or else the next one that was still to come. */
export type Ended = { readonly begun: boolean; readonly from: LocalDate; readonly to: LocalDate };

/**
 * Ends the running absence as of today; when none is running, drops the next one. Later ones stay. With an id, that one
 * is ended or dropped, and no other.
 */
export async function markBack(
  tx: Tx,
  { personId, today, id }: { personId: string; today: LocalDate; id?: string },
): Promise<Ended | undefined> {
  const day = toDateColumn(today);
  const ahead = await tx.absence.findMany({
    where: { personId, to: { gte: day }, ...(id ? { id } : {}) },
    orderBy: { from: 'asc' },
  });
  const running = ahead.filter(({ from }) => from <= day);
  const ending = running.length > 0 ? running : ahead.slice(0, 1);
  const [first] = ending;
  if (!first) return undefined;
  const ids = (some: typeof ending) => ({ id: { in: some.map(({ id }) => id) } });
  const yesterday = toDateColumn(addDays(today, -1));
  await tx.absence.deleteMany({ where: ids(ending.filter(({ from }) => from >= day)) });
  await tx.absence.updateMany({
    where: ids(ending.filter(({ from }) => from < day)),
    data: { to: yesterday },
  });
  await announceAbsence(tx, personId);
  return { begun: running.length > 0, from: fromDateColumn(first.from), to: fromDateColumn(first.to) };
}

/** Who of these people has the day off: absent, a public holiday in their country, or one of their company's own. */
export async function dayOff(
  tx: Tx,
  people: readonly { readonly id: string; readonly country: string | null }[],
  date: LocalDate,
): Promise<Set<string>> {
  const ids = people.map((person) => person.id);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "personId" AS id FROM "Absence"
    WHERE "personId" = ANY(${ids}::uuid[]) AND "from" <= ${date}::date AND "to" >= ${date}::date
    UNION
    SELECT p.id FROM "Person" p JOIN "Holiday" h ON h."workspaceId" = p."workspaceId" AND h.date = ${date}::date
    WHERE p.id = ANY(${ids}::uuid[])`;
  const off = new Set(rows.map(({ id }) => id));
  for (const person of people) if (holidayOn(person.country, date)) off.add(person.id);
  return off;
}
