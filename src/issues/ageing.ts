import { announce } from '../changes.ts';
import type { Context } from '../context.ts';
import { fromDateColumn, holidayOn, type LocalDate, localDateOf } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { ageStep, type Calendar, createCalendar, type Span, waitedDays } from './age.ts';
import { readIssue } from './issue.ts';
import { tell } from './tell.ts';

type Waiting = {
  id: string;
  workspaceId: string;
  createdAt: Date;
  days: number;
  zone: string;
  country: string | null;
  fromPersonId: string | null;
  /** The person waited on, or else the lead of the department. */
  onPersonId: string | null;
  waitAges: number[];
};

/**
 * Counts the working days of every open wait anew: in the calendar of the person who waits, less the days off of whoever is
 * waited on. Messages are drawn anew where that makes a wait older by a word; their date says the rest.
 */
export async function ageWaits(context: Context): Promise<void> {
  const { clock, db } = context;
  const now = clock.now();
  const waiting = await db.$queryRaw<Waiting[]>`
    SELECT i.id, i."workspaceId", i."createdAt", i.days, coalesce(p.zone, w.zone) AS zone,
           coalesce(p.country, w.country) AS country, i."fromPersonId",
           coalesce(i."onPersonId", d."leadId") AS "onPersonId", w."waitAges"
    FROM "Issue" i JOIN "Workspace" w ON w.id = i."workspaceId"
    LEFT JOIN "Person" p ON p.id = i."fromPersonId" LEFT JOIN "Department" d ON d.id = i."onDepartmentId"
    WHERE i.state IN ('open', 'accepted', 'asked_back')`;
  if (waiting.length === 0) return;
  const dates = waiting.map(({ createdAt, zone }) => ({
    from: localDateOf(createdAt, zone),
    until: localDateOf(now, zone),
  }));
  const first = dates.map(({ from }) => from).reduce((a, b) => (a < b ? a : b));
  const last = dates.map(({ until }) => until).reduce((a, b) => (a > b ? a : b));
  const absences = await absencesOf(db, waiting, first);
  const holidays = await companyHolidays(db, first);
  const calendars = new Map<string, Calendar>();
  const calendarOf = ({ workspaceId, country }: Waiting): Calendar => {
    const key = `${workspaceId} ${country}`;
    const own = holidays.get(workspaceId) ?? new Set();
    const known =
      calendars.get(key) ??
      createCalendar(first, last, (date) => own.has(date) || holidayOn(country, date) !== undefined);
    calendars.set(key, known);
    return known;
  };
  const aged = waiting.flatMap((wait, index) => {
    const span = dates[index];
    if (!span) return [];
    const off = [wait.fromPersonId, wait.onPersonId].flatMap((id) => (id && absences.get(id)) || []);
    const days = waitedDays(calendarOf(wait), { ...span, off });
    return days === wait.days ? [] : [{ ...wait, now: days }];
  });
  await db.$executeRaw`
    UPDATE "Issue" SET days = aged.days
    FROM unnest(${aged.map(({ id }) => id)}::uuid[], ${aged.map(({ now: days }) => days)}::int[]) AS aged(id, days)
    WHERE "Issue".id = aged.id AND state IN ('open', 'accepted', 'asked_back')`;
  for (const workspaceId of new Set(aged.map((wait) => wait.workspaceId))) {
    await announce(db, { workspaceId, topic: 'issues' });
  }
  const older = aged.filter(
    ({ days, now: now_, waitAges }) => ageStep(days, waitAges) !== ageStep(now_, waitAges),
  );
  for (const { id, workspaceId } of older) {
    await db.$transaction(async (tx) => tell(context, tx, await readIssue(tx, workspaceId, id)));
  }
}

async function absencesOf(
  tx: Tx,
  waiting: readonly Waiting[],
  first: LocalDate,
): Promise<Map<string, Span[]>> {
  const ids = waiting.flatMap(({ fromPersonId, onPersonId }) =>
    [fromPersonId ?? [], onPersonId ?? []].flat(),
  );
  const rows = await tx.$queryRaw<{ personId: string; from: string; to: string }[]>`
    SELECT "personId", "from"::text AS "from", "to"::text AS "to" FROM "Absence"
    WHERE "personId" = ANY(${[...new Set(ids)]}::uuid[]) AND "to" >= ${first}::date`;
  return Map.groupBy(rows, ({ personId }) => personId);
}

async function companyHolidays(tx: Tx, first: LocalDate): Promise<Map<string, Set<LocalDate>>> {
  const rows = await tx.holiday.findMany({ where: { date: { gte: new Date(`${first}T00:00:00Z`) } } });
  const byWorkspace = Map.groupBy(rows, ({ workspaceId }) => workspaceId);
  return new Map(
    [...byWorkspace].map(([id, days]) => [id, new Set(days.map(({ date }) => fromDateColumn(date)))]),
  );
}
