import type { Tx } from '../store/index.ts';
import { holidayOn } from './days-off.ts';
import { type LocalDate, toDateColumn } from './local-time.ts';

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

/** Ends the running absence and drops the coming ones. Returns how many there were. */
export async function markBack(tx: Tx, back: { personId: string; today: LocalDate }): Promise<number> {
  const today = toDateColumn(back.today);
  const { count } = await tx.absence.deleteMany({ where: { personId: back.personId, from: { gte: today } } });
  const dayBefore = new Date(today.getTime() - 24 * 60 * 60 * 1000);
  const running = await tx.absence.updateMany({
    where: { personId: back.personId, from: { lt: today }, to: { gte: today } },
    data: { to: dayBefore },
  });
  return count + running.count;
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
