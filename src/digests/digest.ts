import type { Context } from '../context.ts';
import { type Answers, answerAbout, firstLine, readQuestions } from '../standups/index.ts';

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

type Row = {
  department: string | null;
  person: string;
  state: 'expected' | 'answered';
  questions: unknown;
  answers: Answers | null;
  blocked: boolean;
  unchanged: boolean;
};

type Period = { readonly workspaceId: string; readonly from: Date; readonly to: Date };

/**
 * Of all entries whose prompt was due from `from` (inclusive) to `to` (exclusive). A person's lines come newest first.
 * `departmentIds` limits it to these departments; null means all, people without one included.
 */
export async function buildDigest(
  { db }: Pick<Context, 'db'>,
  { workspaceId, from, to, departmentIds = null }: Period & { departmentIds?: readonly string[] | null },
): Promise<Digest> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.name AS department, p.name AS person, e.state::text AS state, o.questions, e.answers, e.blocked, e.unchanged
    FROM "Entry" e
    JOIN "Occurrence" o ON o.id = e."occurrenceId"
    JOIN "Standup" s ON s.id = o."standupId"
    JOIN "Person" p ON p.id = e."personId"
    LEFT JOIN "Department" d ON d.id = p."departmentId"
    WHERE s."workspaceId" = ${workspaceId}::uuid AND e."promptAt" >= ${from} AND e."promptAt" < ${to}
      AND e.state IN ('expected', 'answered')
      AND (${departmentIds}::uuid[] IS NULL OR p."departmentId" = ANY(${departmentIds}::uuid[]))
    ORDER BY d.name NULLS LAST, e."promptAt" DESC, p.name, e.id`;
  const groups = Map.groupBy(rows, (row) => row.department);
  return { from, to, departments: [...groups].map(([name, part]) => departmentPart(name, part)) };
}

function departmentPart(name: string | null, rows: readonly Row[]): DepartmentPart {
  const answered = rows.filter((row) => row.state === 'answered');
  const lines = (some: readonly Row[], text: (row: Row) => string): Line[] =>
    some.map((row) => ({ person: row.person, text: text(row) })).filter((line) => line.text !== '');
  return {
    name,
    answered: answered.length,
    asked: rows.length,
    moved: lines(
      answered.filter((row) => !row.unchanged),
      (row) => firstLine(readQuestions(row.questions), row.answers),
    ),
    blocked: lines(
      answered.filter((row) => row.blocked),
      (row) => answerAbout(readQuestions(row.questions), row.answers, 'blockers') ?? '',
    ),
  };
}
