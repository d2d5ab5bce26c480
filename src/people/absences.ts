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
}

/** What `markBack` ended: an absence that had begun, or else the next one that was still to come. */
export type Ended = { readonly begun: boolean; readonly from: LocalDate; readonly to: LocalDate };

/** Ends the running absence as of today; when none is running, drops the next one. Later ones stay. */
export async function markBack(
  tx: Tx,
  { personId, today }: { personId: string; today: LocalDate },
): Promise<Ended | undefined> {
  const day = toDateColumn(today);
  const ahead = await tx.absence.findMany({
    where: { personId, to: { gte: day } },
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
  return { begun: running.length > 0, from: fromDateColumn(first.from), to: fromDateColumn(first.to) };
}

/** Who of these people has the day off: absent, or a public holiday in their country. */
export async function dayOff(
  tx: Tx,
  people: readonly { readonly id: string; readonly country: string | null }[],
  date: LocalDate,
): Promise<Set<string>> {
  const day = toDateColumn(date);
  const absences = await tx.absence.findMany({
    where: { personId: { in: people.map((person) => person.id) }, from: { lte: day }, to: { gte: day } },
    select: { personId: true },
  });
  const off = new Set(absences.map((absence) => absence.personId));
  for (const person of people) if (holidayOn(person.country, date)) off.add(person.id);
  return off;
}
