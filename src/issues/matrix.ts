import type { Context } from '../context.ts';
import { type Age, ageOf } from './age.ts';
import { waitAgesOf } from './list.ts';

export type MatrixCell = {
  /** Null: people in no department. */
  readonly fromId: string | null;
  /** Null: nobody in particular. */
  readonly onId: string | null;
  readonly open: number;
  /** Working days of the one that waits longest; null where none is open. */
  readonly oldestDays: number | null;
  readonly age: Age | null;
  /** The middle of the working days that those solved lately took; null where none was. */
  readonly medianDays: number | null;
  readonly solved: number;
};

export type Matrix = {
  readonly departments: { id: string; name: string }[];
  readonly cells: MatrixCell[];
  readonly waitAges: number[];
};

/** What was solved longer ago says little of how long it takes now; and the matrix must not grow with the years. */
const LATELY_MS = 182 * 24 * 3_600_000;

/** Who waits on whom: department by department, those that have something to say of each other. */
export async function readMatrix(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  workspaceId: string,
): Promise<Matrix> {
  const since = new Date(clock.now().getTime() - LATELY_MS);
  const { waitAges } = await waitAgesOf(db, workspaceId);
  const cells = await db.$queryRaw<Omit<MatrixCell, 'age'>[]>`
    SELECT "fromDepartmentId" AS "fromId", "onDepartmentId" AS "onId",
           count(*) FILTER (WHERE state <> 'solved')::int AS open,
           max(days) FILTER (WHERE state <> 'solved') AS "oldestDays",
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE state = 'solved') AS "medianDays",
           count(*) FILTER (WHERE state = 'solved')::int AS solved
    FROM "Issue"
    WHERE "workspaceId" = ${workspaceId}::uuid AND kind IN ('blocker', 'question')
      AND (state IN ('open', 'accepted', 'asked_back') OR state = 'solved' AND "changedAt" >= ${since})
    GROUP BY 1, 2`;
  const departments = await db.department.findMany({
    where: { workspaceId },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  return {
    departments,
    cells: cells.map((cell) => ({
      ...cell,
      age: cell.oldestDays === null ? null : ageOf(cell.oldestDays, waitAges),
    })),
    waitAges,
  };
}
