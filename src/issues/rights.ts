import { type Actor, hasRole } from '../chat/actor.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { type Issue, onName } from './issue.ts';

/** Which sides of an issue a person may speak for. */
export type Sides = { readonly waiting: boolean; readonly waitedOn: boolean };

type Someone = Pick<Actor, 'personId' | 'workspaceId' | 'role'>;

/**
 * Who speaks for whom. The waiting side: whoever raised it, whoever raised one that was merged into it, and leads of their
 * department. The waited-on side: the person waited on, and leads of their department or of one above it, who stand in;
 * where nobody in particular is waited on, leads of the department it comes from. Managers and administrators: both.
 */
export async function sidesOf(tx: Tx, someone: Someone, issue: Issue): Promise<Sides> {
  if (hasRole(someone, 'manager')) return { waiting: true, waitedOn: true };
  const led = await tx.department.findMany({
    where: { leadId: someone.personId, workspaceId: someone.workspaceId },
    select: { id: true },
  });
  const leads = new Set(led.map(({ id }) => id));
  const fromLead = issue.fromDepartment !== null && leads.has(issue.fromDepartment.id);
  const waiting =
    issue.fromPerson?.id === someone.personId ||
    fromLead ||
    (await hasJoined(tx, someone.personId, issue.id));
  const onNobody = !issue.onDepartment && !issue.onPerson;
  const waitedOn =
    issue.onPerson?.id === someone.personId ||
    (onNobody && fromLead) ||
    (leads.size > 0 && (await leadsAbove(tx, issue, leads)));
  return { waiting, waitedOn };
}

/** Whether a person has raised one that goes on as this one. */
async function hasJoined(tx: Tx, personId: string, issueId: string): Promise<boolean> {
  const joined = await tx.issue.findFirst({
    where: { mergedIntoId: issueId, fromPersonId: personId },
    select: { id: true },
  });
  return joined !== null;
}

async function leadsAbove(tx: Tx, { onDepartment }: Issue, leads: ReadonlySet<string>): Promise<boolean> {
  if (!onDepartment) return false;
  const above = await departmentsAbove(tx, onDepartment.id);
  return above.some(({ id }) => leads.has(id));
}

export type DepartmentAbove = {
  readonly id: string;
  readonly name: string;
  readonly leadId: string | null;
};

/** A department and those above it, nearest first. */
export function departmentsAbove(tx: Tx, departmentId: string): Promise<DepartmentAbove[]> {
  return tx.$queryRaw<DepartmentAbove[]>`
    WITH RECURSIVE above AS (
      SELECT id, name, "leadId", "parentId", 0 AS level FROM "Department" WHERE id = ${departmentId}::uuid
      UNION ALL
      SELECT d.id, d.name, d."leadId", d."parentId", a.level + 1
      FROM "Department" d JOIN above a ON d.id = a."parentId" WHERE a.level < 10)
    SELECT id, name, "leadId" FROM above ORDER BY level`;
}

export function mayNot(issue: Issue, side: keyof Sides): TuttiError {
  const whose =
    side === 'waiting'
      ? `whoever raised it, the lead of ${issue.fromDepartment?.name ?? 'their department'}`
      : `${issue.onDepartment ? `the lead of ${issue.onDepartment.name}` : (onName(issue) ?? 'the lead')}`;
  return new TuttiError('not_yours', `This is for ${whose} and managers to say.`);
}
