import type { Context } from '../context.ts';
import { type Answers, firstLine, inTheWay, readQuestions } from '../standups/index.ts';

/** What one department said in a period. */
export type DepartmentPart = {
  /** Null for people without a department. */
  readonly name: string | null;
  readonly answered: number;
  /** Everybody who was asked and had not the day off. */
  readonly asked: number;
  readonly moved: readonly Line[];
  readonly blocked: readonly Line[];
};

type Line = { readonly person: string; readonly text: string };

/** The first plain digest: who answered, what moved, what is in the way, by department. */
export type Digest = {
  readonly from: Date;
  readonly to: Date;
  readonly departments: readonly DepartmentPart[];
};

export type Scope = {
  readonly workspaceId: string;
  /** Entries whose prompt was due from here (inclusive)… */
  readonly from: Date;
  /** …to here (exclusive). */
  readonly to: Date;
  /** Only these departments; null means all, people without one included. */
  readonly departmentIds?: readonly string[] | null;
  /** Leaves out stand-ups without a channel: their answers were never meant for everybody. */
  readonly postedOnly?: boolean;
};

type Counts = { department: string | null; answered: number; asked: number };
type Said = {
  department: string | null;
  person: string;
  questions: unknown;
  answers: Answers | null;
  blocked: boolean;
  unchanged: boolean;
  /** Whether it is the person's newest in that stand-up. */
  newest: boolean;
};

/**
 * Who answered, what moved and what is in the way, by department. Of each person and stand-up it tells the newest: what
 * was solved since is not in the way any more.
 */
export async function buildDigest({ db }: Pick<Context, 'db'>, scope: Scope): Promise<Digest> {
  const { workspaceId, from, to, departmentIds = null, postedOnly = false } = scope;
  const counts = await db.$queryRaw<Counts[]>`
    SELECT d.name AS department, (count(*) FILTER (WHERE e.state = 'answered'))::int AS answered, count(*)::int AS asked
    FROM "Entry" e
    JOIN "Occurrence" o ON o.id = e."occurrenceId" JOIN "Standup" s ON s.id = o."standupId"
    JOIN "Person" p ON p.id = e."personId" LEFT JOIN "Department" d ON d.id = p."departmentId"
    WHERE s."workspaceId" = ${workspaceId}::uuid AND e."promptAt" >= ${from} AND e."promptAt" < ${to}
      AND (e.state = 'answered' OR e.state = 'expected' AND e."promptedAt" IS NOT NULL)
      AND (${departmentIds}::uuid[] IS NULL OR p."departmentId" = ANY(${departmentIds}::uuid[]))
      AND (NOT ${postedOnly} OR s."channelId" IS NOT NULL)
    GROUP BY d.name ORDER BY d.name NULLS LAST`;
  const said = await db.$queryRaw<Said[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (p.id, s.id, e.unchanged) d.name AS department, p.name AS person, o.questions, e.answers, e.blocked,
             e.unchanged, e."promptAt", row_number() OVER (PARTITION BY p.id, s.id ORDER BY e."promptAt" DESC) = 1 AS newest
      FROM "Entry" e
      JOIN "Occurrence" o ON o.id = e."occurrenceId" JOIN "Standup" s ON s.id = o."standupId"
      JOIN "Person" p ON p.id = e."personId" LEFT JOIN "Department" d ON d.id = p."departmentId"
      WHERE s."workspaceId" = ${workspaceId}::uuid AND e."promptAt" >= ${from} AND e."promptAt" < ${to}
        AND e.state = 'answered'
        AND (${departmentIds}::uuid[] IS NULL OR p."departmentId" = ANY(${departmentIds}::uuid[]))
        AND (NOT ${postedOnly} OR s."channelId" IS NOT NULL)
      ORDER BY p.id, s.id, e.unchanged, e."promptAt" DESC) said
    ORDER BY "promptAt" DESC, person`;
  const byDepartment = Map.groupBy(said, ({ department }) => department);
  const departments = counts.map(({ department, answered, asked }) => ({
    name: department,
    answered,
    asked,
    ...linesOf(byDepartment.get(department) ?? []),
  }));
  return { from, to, departments };
}

function linesOf(said: readonly Said[]): { moved: Line[]; blocked: Line[] } {
  const lines = (some: readonly Said[], text: (row: Said) => string): Line[] =>
    some.map((row) => ({ person: row.person, text: text(row) })).filter((line) => line.text !== '');
  return {
    moved: lines(
      said.filter((row) => !row.unchanged),
      (row) => firstLine(readQuestions(row.questions), row.answers),
    ),
    blocked: lines(
      said.filter((row) => row.blocked && row.newest),
      (row) => inTheWay(readQuestions(row.questions), row.answers),
    ),
  };
}
