import { announce } from '../changes.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { holidaysOf } from './days-off.ts';
import { fromDateColumn, type LocalDate, toDateColumn } from './local-time.ts';
import { readText } from './person-text.ts';

export type NamedDay = { readonly date: LocalDate; readonly name: string };

/** A year's public holidays in the company's country, and the days that the company itself gives off. */
export async function holidaysIn(
  tx: Tx,
  { workspaceId, year }: { workspaceId: string; year: number },
): Promise<{ country: string | null; public: NamedDay[]; own: NamedDay[] }> {
  const { country, holidays } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: {
      country: true,
      holidays: {
        where: { date: { gte: toDateColumn(`${year}-01-01`), lte: toDateColumn(`${year}-12-31`) } },
        orderBy: { date: 'asc' },
      },
    },
  });
  const own = holidays.map(({ date, name }) => ({ date: fromDateColumn(date), name }));
  return { country, public: country ? holidaysOf(country, year) : [], own };
}

/** Gives the whole company a day off: nobody is asked. A day that is one already gets the new name. */
export async function addHoliday(
  tx: Tx,
  { workspaceId, ...day }: NamedDay & { workspaceId: string },
): Promise<void> {
  const date = toDateColumn(day.date);
  const name = readText(day.name.trim());
  await tx.holiday.upsert({
    where: { workspaceId_date: { workspaceId, date } },
    update: { name },
    create: { workspaceId, date, name },
  });
  await announceHolidays(tx, workspaceId);
}

export async function removeHoliday(
  tx: Tx,
  { workspaceId, date }: { workspaceId: string; date: LocalDate },
): Promise<void> {
  const { count } = await tx.holiday.deleteMany({ where: { workspaceId, date: toDateColumn(date) } });
  if (count === 0) throw new TuttiError('no_such_holiday', 'That day is no longer in the list.');
  await announceHolidays(tx, workspaceId);
}

const announceHolidays = (tx: Tx, workspaceId: string): Promise<void> =>
  announce(tx, { workspaceId, topic: 'people' }, { workspaceId, topic: 'rounds' });
