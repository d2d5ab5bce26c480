import type { Actor } from '../chat/actor.ts';
import { shorten } from '../chat/text.ts';
import type { Tx } from '../store/index.ts';
import { type Issue, issueSelect, openStates } from './issue.ts';
import type { NewIssue } from './raise.ts';
import type { Similar } from './views/forms.ts';
import { headline } from './views/words.ts';

/** Of trigrams that two titles share: enough where both wait on the same department, and where they do not. */
const ALIKE = 0.35;
const ALIKE_ELSEWHERE = 0.6;
const MOST = 3;
const LABEL = 60;

/** Open issues that look like this one, the most alike first. */
export async function similarIssues(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { title, onDepartmentId = null }: Pick<NewIssue, 'title' | 'onDepartmentId'>,
): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, similarity(title, ${title}) AS alike, "onDepartmentId" IS NOT DISTINCT FROM ${onDepartmentId}::uuid AS same
      FROM "Issue"
      WHERE "workspaceId" = ${workspaceId}::uuid AND state IN ('open', 'accepted', 'asked_back')) candidates
    WHERE alike >= CASE WHEN same THEN ${ALIKE}::real ELSE ${ALIKE_ELSEWHERE}::real END
    ORDER BY alike DESC, id LIMIT ${MOST}`;
}

/** Those that are still open, as choices: "Export from the stock system (Sales is waiting on Operations)". */
export async function similarOf(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Similar[]> {
  const known = ids.filter((id) => /^[0-9a-f-]{36}$/i.test(id));
  if (known.length === 0) return [];
  const issues = await tx.issue.findMany({
    where: { id: { in: known }, workspaceId, state: { in: [...openStates] } },
    select: issueSelect,
    orderBy: { createdAt: 'asc' },
  });
  return issues.map((issue) => ({
    id: issue.id,
    label: `${shorten(issue.title, LABEL)} (${headline(issue)})`,
  }));
}

/** Other open issues that wait on the same department or come from the same one, the most alike first. */
export async function othersLike(tx: Tx, issue: Issue, most = 50): Promise<Similar[]> {
  const on = issue.onDepartment?.id ?? null;
  const from = issue.fromDepartment?.id ?? null;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Issue"
    WHERE "workspaceId" = ${issue.workspaceId}::uuid AND state IN ('open', 'accepted', 'asked_back')
      AND id <> ${issue.id}::uuid
      AND ("onDepartmentId" IS NOT DISTINCT FROM ${on}::uuid OR "fromDepartmentId" IS NOT DISTINCT FROM ${from}::uuid)
    ORDER BY similarity(title, ${issue.title}) DESC, "createdAt" LIMIT ${most}`;
  const order = new Map(rows.map(({ id }, index) => [id, index]));
  const found = await similarOf(tx, issue.workspaceId, [...order.keys()]);
  return found.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
