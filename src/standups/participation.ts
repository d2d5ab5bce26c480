import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { addDays, type LocalDate, localDateOf, weekdayOf } from '../people/index.ts';
import { Prisma, type Tx } from '../store/index.ts';
import { AD_HOC_SLOT } from './occurrences.ts';

export type Week = {
  /** Its Monday. */
  readonly week: LocalDate;
  /** Entries that asked somebody who had not the day off. */
  readonly asked: number;
  readonly answered: number;
  /** The mean answer to questions about mood, from 1 to 5; null where fewer than three people gave one. */
  readonly mood: number | null;
};

export type Participation = {
  /** Everyone together, oldest first; the last one is the running week. */
  readonly weeks: readonly Week[];
  /** The same of one department's people. */
  of(departmentId: string): readonly Week[];
};

type Sums = {
  readonly week: LocalDate;
  readonly departmentId: string | null;
  readonly asked: number;
  readonly answered: number;
  readonly moods: number;
  readonly moodPeople: number;
  readonly moodSum: number;
};

/**
 * How many of those who were asked answered, and in what mood, week by week (Monday to Sunday by the rounds' own dates);
 * the running week is the one of the reader's today. A person counts for the department they are in now, also for weeks
 * in which they were in another one. Days off, and people who could not be asked, are left out; updates of people's own
 * have a mood but nobody was asked for them.
 */
export async function readParticipation(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { workspaceId, zone }: Pick<Actor, 'workspaceId' | 'zone'>,
  weeks: number,
): Promise<Participation> {
  const today = localDateOf(clock.now(), zone);
  const running = addDays(today, 1 - weekdayOf(today));
  const mondays = Array.from({ length: weeks }, (_, index) => addDays(running, (index - weeks + 1) * 7));
  const span = { workspaceId, from: mondays[0] ?? running, before: addDays(running, 7) };
  const sums = (await Promise.all([selectCounts(db, span), selectMoods(db, span)])).flat();
  const weeksOf = (some: readonly Sums[]) => mondays.map((week) => weekOf(week, some));
  const byDepartment = Map.groupBy(sums, ({ departmentId }) => departmentId);
  return { weeks: weeksOf(sums), of: (departmentId) => weeksOf(byDepartment.get(departmentId) ?? []) };
}

type Span = { readonly workspaceId: string; readonly from: LocalDate; readonly before: LocalDate };

const mondayOf = Prisma.sql`o."localDate" - (extract(isodow FROM o."localDate")::int - 1)`;

/** A year of a large company is 100,000 entries: they are read in one pass, and their answers are not touched. */
const selectCounts = (tx: Tx, { workspaceId, from, before }: Span): Promise<Sums[]> => tx.$queryRaw<Sums[]>`
  SELECT r.week::text AS week, p."departmentId", count(*)::int AS asked,
         count(*) FILTER (WHERE e.state = 'answered')::int AS answered, 0 AS moods, 0 AS "moodPeople", 0 AS "moodSum"
  FROM (
    SELECT o.id, ${mondayOf} AS week FROM "Occurrence" o
    WHERE o."standupId" IN (SELECT s.id FROM "Standup" s WHERE s."workspaceId" = ${workspaceId}::uuid)
      AND o."localDate" >= ${from}::date AND o."localDate" < ${before}::date AND o.slot <> ${AD_HOC_SLOT}) r
  JOIN "Entry" e ON e."occurrenceId" = r.id JOIN "Person" p ON p.id = e."personId"
  WHERE e.state = 'answered' OR (e.state = 'expected' AND e."promptedAt" IS NOT NULL)
  GROUP BY r.week, p."departmentId"`;

/** Of those occurrences alone that asked for it; OFFSET 0 has the question looked up once for each, not for each entry. */
const selectMoods = (tx: Tx, { workspaceId, from, before }: Span): Promise<Sums[]> => tx.$queryRaw<Sums[]>`
  SELECT r.week::text AS week, p."departmentId", 0 AS asked, 0 AS answered, count(*)::int AS moods,
         count(DISTINCT e."personId")::int AS "moodPeople",
         sum((e.answers ->> r.question)::float8) AS "moodSum"
  FROM (
    SELECT o.id, ${mondayOf} AS week,
           (SELECT q ->> 'id' FROM jsonb_array_elements(o.questions) q
            WHERE q @> '{"about": "mood", "kind": "scale"}' LIMIT 1) AS question
    FROM "Occurrence" o
    WHERE o."standupId" IN (SELECT s.id FROM "Standup" s WHERE s."workspaceId" = ${workspaceId}::uuid)
      AND o."localDate" >= ${from}::date AND o."localDate" < ${before}::date
      AND o.questions @> '[{"about": "mood", "kind": "scale"}]' OFFSET 0) r
  JOIN "Entry" e ON e."occurrenceId" = r.id JOIN "Person" p ON p.id = e."personId"
  WHERE e.state = 'answered' AND jsonb_typeof(e.answers -> r.question) = 'number'
  GROUP BY r.week, p."departmentId"`;

/** The mean of one or two people's moods would be theirs, read by whoever may not read their answers. */
const ENOUGH_MOODS = 3;

function weekOf(week: LocalDate, sums: readonly Sums[]): Week {
  const those = sums.filter((one) => one.week === week);
  const total = (what: 'asked' | 'answered' | 'moods' | 'moodPeople' | 'moodSum') =>
    those.reduce((sum, one) => sum + one[what], 0);
  const moods = total('moods');
  return {
    week,
    asked: total('asked'),
    answered: total('answered'),
    mood: total('moodPeople') < ENOUGH_MOODS ? null : total('moodSum') / moods,
  };
}

/** Fewer full weeks say nothing of what is usual. */
const ENOUGH_WEEKS = 4;

/**
 * The middle half of the shares of answers in the weeks before the running one, which is the last; null when fewer than
 * four of them asked anybody.
 */
export function usualShare(weeks: readonly Week[]): { low: number; high: number } | null {
  const shares = weeks
    .slice(0, -1)
    .filter(({ asked }) => asked > 0)
    .map(({ asked, answered }) => answered / asked)
    .sort((a, b) => a - b);
  if (shares.length < ENOUGH_WEEKS) return null;
  return { low: quantile(shares, 0.25), high: quantile(shares, 0.75) };
}

/** Between the two neighbours, as spreadsheets do it. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
