import { type Actor, hasRole } from '../chat/actor.ts';
import type { View } from '../chat/view.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { type Issue, issueSelect, lastSteps } from './issue.ts';
import { onYouView } from './views/on-you.ts';

/** Something that waits for a word of somebody. */
export type OnYou = {
  readonly issue: Issue;
  /** Whether they are the ones waited on, or asked something about what they wait for. */
  readonly side: 'on' | 'from';
  readonly view: View;
};

type Row = { id: string; side: 'on' | 'from' };

/**
 * What waits on somebody, longest first: on them or a department that they lead, what was brought to them because nobody
 * else was there, and questions about what they wait for themselves. What they have asked back waits on others.
 */
export async function waitsOn({ db }: Pick<Context, 'db'>, actor: Actor, most = 50): Promise<OnYou[]> {
  const rows = await selectOnYou(db, actor, most);
  if (rows.length === 0) return [];
  const issues = await db.issue.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: issueSelect,
  });
  const { waitAges } = await db.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { waitAges: true },
  });
  const byId = new Map(issues.map((issue) => [issue.id, issue]));
  const steps = await lastSteps(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id, side }) => {
    const issue = byId.get(id);
    if (!issue) return [];
    const events = steps.get(id) ?? [];
    return [{ issue, side, view: onYouView({ issue, events, waitAges, ...actor }, side) }];
  });
}

/** The ids of all of them. */
export const idsOnYou = async (tx: Tx, actor: Actor): Promise<string[]> =>
  (await selectOnYou(tx, actor, 10_000)).map(({ id }) => id);

/** What was brought to somebody stays with them only while they may decide it. */
function selectOnYou(tx: Tx, actor: Actor, most: number): Promise<Row[]> {
  const { personId, workspaceId } = actor;
  const above = hasRole(actor, 'manager');
  return tx.$queryRaw<Row[]>`
    WITH RECURSIVE led AS (
      SELECT id, id AS top FROM "Department" WHERE "leadId" = ${personId}::uuid AND "workspaceId" = ${workspaceId}::uuid),
    below AS (
      SELECT id, 0 AS level FROM led
      UNION SELECT d.id, b.level + 1 FROM "Department" d JOIN below b ON d."parentId" = b.id WHERE b.level < 10)
    SELECT id, side FROM (
      SELECT i.id, 'on' AS side, i.days, i."createdAt" FROM "Issue" i
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i.state IN ('open', 'accepted')
        AND (i."onPersonId" = ${personId}::uuid
          OR i."onPersonId" IS NULL AND i."onDepartmentId" IN (SELECT id FROM led)
          OR ${personId}::uuid = ANY(i.told)
             AND (${above} OR i."onDepartmentId" IN (SELECT id FROM below) OR i."onDepartmentId" IS NULL))
      UNION ALL
      SELECT i.id, 'from', i.days, i."createdAt" FROM "Issue" i
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i.state = 'asked_back' AND i."fromPersonId" = ${personId}::uuid) found
    ORDER BY side, days DESC, "createdAt", id LIMIT ${most}`;
}
