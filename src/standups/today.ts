import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { addDays, type LocalDate, localDateOf } from '../people/index.ts';
import { Prisma, type Tx } from '../store/index.ts';
import { AD_HOC_SLOT } from './occurrences.ts';
import { type Question, readQuestions } from './questions.ts';
import { noSuchRound, type Reading, readingOf } from './visibility.ts';

export type EntryState = 'expected' | 'answered' | 'away' | 'skipped';

/** One occurrence, counted over the people the reader may see. */
export type RoundSummary = {
  readonly id: string;
  readonly standupId: string;
  readonly standup: string;
  readonly date: LocalDate;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly closed: boolean;
  /** People's own updates of the day: nobody was asked, so nobody is silent. */
  readonly adHoc: boolean;
  readonly answered: number;
  readonly away: number;
  /** Asked, and silent so far; whoever's own time has not come is not counted. */
  readonly silent: number;
  readonly blocked: number;
  /** The reader's own entry, whose id the answer form takes; null when they have none. */
  readonly mine: { readonly state: EntryState; readonly ref: string } | null;
};

/** One person in an occurrence. */
export type RoundRow = {
  readonly entryId: string;
  readonly personId: string;
  readonly name: string;
  readonly department: string | null;
  readonly state: EntryState;
  /** Not asked yet. */
  readonly waiting: boolean;
  readonly late: boolean;
  readonly unchanged: boolean;
  readonly blocked: boolean;
  readonly answeredAt: Date | null;
  readonly edited: boolean;
  /** By question id. */
  readonly answers: Record<string, string | number | string[]> | null;
};

/** A person's part in one of the stand-up's last occurrences. */
export type StripCell = { readonly date: LocalDate; readonly state: EntryState };

export type RoundDetail = {
  readonly round: RoundSummary;
  readonly questions: readonly Question[];
  /** In the order of their names; `strip` goes up to this occurrence, oldest first. */
  readonly rows: readonly (RoundRow & { readonly strip: StripCell[] })[];
};

/** The occurrences of a day (the reader's today unless said) that the reader may see, in the order of their beginning. */
export async function readDay(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  wanted?: LocalDate,
): Promise<{
  date: LocalDate;
  today: LocalDate;
  rounds: RoundSummary[];
  before: LocalDate | null;
  after: LocalDate | null;
  standups: Reading['standups'];
}> {
  const today = localDateOf(clock.now(), actor.zone);
  const date = wanted ?? today;
  const reading = await readingOf(db, actor);
  const rounds = await selectSummaries(db, actor, reading, Prisma.sql`o."localDate" = ${date}::date`);
  const [near] = await db.$queryRaw<{ before: LocalDate | null; after: LocalDate | null }[]>`
    SELECT ${nearest(reading, Prisma.sql`< ${date}::date`, Prisma.sql`DESC`)} AS before,
           ${nearest(reading, Prisma.sql`> ${date}::date`, Prisma.sql`ASC`)} AS after`;
  return {
    date,
    today,
    rounds,
    before: near?.before ?? null,
    after: near?.after ?? null,
    standups: reading.standups,
  };
}

/** The days of a month ("2026-11") with occurrences that the reader may see. */
export async function readDays(tx: Tx, actor: Actor, month: string): Promise<LocalDate[]> {
  const reading = await readingOf(tx, actor);
  const first = `${month}-01`;
  const nextMonth = `${addDays(first, 31).slice(0, 7)}-01`;
  const rows = await tx.$queryRaw<{ date: LocalDate }[]>`
    SELECT DISTINCT o."localDate"::text AS date FROM "Occurrence" o
    WHERE o."standupId" = ANY(${idsOf(reading)}::uuid[])
      AND o."localDate" >= ${first}::date AND o."localDate" < ${nextMonth}::date AND ${hasVisible(reading)}
    ORDER BY date`;
  return rows.map(({ date }) => date);
}

/** One occurrence with everybody whom the reader may see. */
export async function readRoundFor(tx: Tx, actor: Actor, id: string): Promise<RoundDetail> {
  const occurrence = await tx.occurrence.findUnique({
    where: { id },
    select: { standupId: true, questions: true },
  });
  const reading = occurrence && (await readingOf(tx, actor, occurrence.standupId));
  const [round] = reading ? await selectSummaries(tx, actor, reading, Prisma.sql`o.id = ${id}::uuid`) : [];
  if (!reading || !round) throw noSuchRound();
  const rows = await selectRows(tx, reading, id);
  const strips = await selectStrips(tx, round);
  return {
    round,
    questions: readQuestions(occurrence.questions),
    rows: rows.map((row) => ({ ...row, strip: strips.get(row.personId) ?? [] })),
  };
}

/** What a question says to whoever reads many people's answers: each of them had a last time of their own. */
export const titleOf = ({ text }: Question): string => text.replaceAll('{since}', 'last time');

const idsOf = ({ standups }: Reading): string[] => standups.map(({ id }) => id);

const hasVisible = ({ visible }: Reading) => Prisma.sql`EXISTS (
  SELECT 1 FROM "Entry" e JOIN "Person" p ON p.id = e."personId" WHERE e."occurrenceId" = o.id AND ${visible})`;

const nearest = (reading: Reading, side: Prisma.Sql, order: Prisma.Sql) => Prisma.sql`(
  SELECT o."localDate"::text FROM "Occurrence" o
  WHERE o."standupId" = ANY(${idsOf(reading)}::uuid[]) AND o."localDate" ${side} AND ${hasVisible(reading)}
  ORDER BY o."localDate" ${order} LIMIT 1)`;

type SummaryRow = Omit<RoundSummary, 'mine'> & { mineState: EntryState | null; mineRef: string | null };

async function selectSummaries(
  tx: Tx,
  { personId }: Actor,
  reading: Reading,
  which: Prisma.Sql,
): Promise<RoundSummary[]> {
  const rows = await tx.$queryRaw<SummaryRow[]>`
    SELECT o.id, o."standupId", s.name AS standup, o."localDate"::text AS date, o."opensAt", o."closesAt",
           o.state = 'closed' AS closed, o.slot = ${AD_HOC_SLOT} AS "adHoc",
           count(*) FILTER (WHERE e.state = 'answered')::int AS answered,
           count(*) FILTER (WHERE e.state = 'away')::int AS away,
           count(*) FILTER (WHERE e.state = 'expected' AND e."promptedAt" IS NOT NULL
                                  AND o.slot <> ${AD_HOC_SLOT})::int AS silent,
           count(*) FILTER (WHERE e.blocked)::int AS blocked,
           max(e.state::text) FILTER (WHERE e."personId" = ${personId}::uuid) AS "mineState",
           max(e.id::text) FILTER (WHERE e."personId" = ${personId}::uuid) AS "mineRef"
    FROM "Occurrence" o JOIN "Standup" s ON s.id = o."standupId"
    JOIN "Entry" e ON e."occurrenceId" = o.id JOIN "Person" p ON p.id = e."personId"
    WHERE o."standupId" = ANY(${idsOf(reading)}::uuid[]) AND ${which} AND ${reading.visible}
    GROUP BY o.id, s.id
    ORDER BY o."opensAt", lower(s.name), o.id`;
  return rows.map(({ mineState, mineRef, ...row }) => ({
    ...row,
    mine: mineState && mineRef ? { state: mineState, ref: mineRef } : null,
  }));
}

function selectRows(tx: Tx, reading: Reading, id: string): Promise<RoundRow[]> {
  return tx.$queryRaw<RoundRow[]>`
    SELECT e.id AS "entryId", e."personId", p.name, d.name AS department, e.state::text AS state,
           e.state = 'expected' AND e."promptedAt" IS NULL AS waiting, e.late, e.unchanged, e.blocked,
           e."answeredAt", e."editedAt" IS NOT NULL AS edited, e.answers
    FROM "Occurrence" o JOIN "Entry" e ON e."occurrenceId" = o.id JOIN "Person" p ON p.id = e."personId"
    LEFT JOIN "Department" d ON d.id = p."departmentId"
    WHERE o.id = ${id}::uuid AND ${reading.visible}
    ORDER BY lower(p.name), p.id`;
}

/** How many occurrences a strip shows. */
const STRIP = 10;

/** The stand-up's last occurrences up to this one, and how those people stood in each that they were in. */
async function selectStrips(
  tx: Tx,
  { id, standupId, opensAt }: RoundSummary,
): Promise<Map<string, StripCell[]>> {
  const cells = await tx.$queryRaw<(StripCell & { personId: string })[]>`
    SELECT e."personId", last."localDate"::text AS date, e.state::text AS state
    FROM (
      SELECT o.id, o."localDate", o."opensAt" FROM "Occurrence" o
      WHERE o."standupId" = ${standupId}::uuid AND o."opensAt" <= ${opensAt}
        AND (o.slot <> ${AD_HOC_SLOT} OR o.id = ${id}::uuid)
      ORDER BY o."opensAt" DESC, o.id DESC LIMIT ${STRIP}) last
    JOIN "Entry" e ON e."occurrenceId" = last.id
    ORDER BY last."opensAt", last.id`;
  const byPerson = Map.groupBy(cells, ({ personId }) => personId);
  return new Map(
    [...byPerson].map(([person, own]) => [person, own.map(({ date, state }) => ({ date, state }))]),
  );
}
