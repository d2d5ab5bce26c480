import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { readIssue } from './issue.ts';
import { waitedOnReaders } from './recipients.ts';
import { tell } from './tell.ts';

/**
 * Finds open waits that none of those who were told can decide any more, for they have left, or the department has another
 * lead or is gone, and tells whoever can now.
 */
export async function healWaits(context: Context): Promise<void> {
  for (const { id, workspaceId } of await forsaken(context.db)) {
    await context.db.$transaction(async (tx) => {
      const issue = await readIssue(tx, workspaceId, id);
      const readers = await waitedOnReaders(context, tx, issue);
      if (readers.some((reader) => !issue.told.includes(reader.id))) {
        await tell(context, tx, issue, { seek: true });
      }
    });
  }
}

/** The rules of sidesOf, for all open waits at once. */
function forsaken(tx: Tx): Promise<{ id: string; workspaceId: string }[]> {
  return tx.$queryRaw`
    WITH RECURSIVE above AS (
      SELECT id AS start, "leadId", "parentId", 0 AS level FROM "Department"
      UNION ALL
      SELECT a.start, d."leadId", d."parentId", a.level + 1
      FROM above a JOIN "Department" d ON d.id = a."parentId" WHERE a.level < 10)
    SELECT i.id, i."workspaceId" FROM "Issue" i
    WHERE i.state IN ('open', 'accepted', 'asked_back') AND NOT EXISTS (
      SELECT 1 FROM "Person" p
      WHERE p.id = ANY(i.told) AND p.active AND (
        p.role IN ('manager', 'administrator') OR p.id = i."onPersonId"
        OR EXISTS (SELECT 1 FROM above a WHERE a.start = i."onDepartmentId" AND a."leadId" = p.id)
        OR i."onDepartmentId" IS NULL AND i."onPersonId" IS NULL AND EXISTS (
          SELECT 1 FROM "Department" d WHERE d.id = i."fromDepartmentId" AND d."leadId" = p.id)))
    ORDER BY i.id`;
}
