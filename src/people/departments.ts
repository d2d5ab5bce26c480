import { announce } from '../changes.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { readName } from './person-text.ts';

export type DepartmentRow = { readonly id: string; readonly name: string; readonly leadId: string | null };

export const departmentsOf = (tx: Tx, workspaceId: string): Promise<DepartmentRow[]> =>
  tx.department.findMany({
    where: { workspaceId },
    select: { id: true, name: true, leadId: true },
    orderBy: { name: 'asc' },
  });

/** Departments by name, with their leads and how many people are in each. */
export async function listDepartments(tx: Tx, workspaceId: string) {
  const departments = await tx.department.findMany({
    where: { workspaceId },
    select: {
      id: true,
      name: true,
      lead: { select: { id: true, name: true } },
      _count: { select: { members: { where: { active: true } } } },
    },
    orderBy: { name: 'asc' },
  });
  return departments.map(({ _count, ...department }) => ({ ...department, people: _count.members }));
}

/** The departments a person is named lead of. */
export async function ledDepartments(
  tx: Tx,
  lead: { personId: string; workspaceId: string },
): Promise<string[]> {
  const led = await tx.department.findMany({
    where: { leadId: lead.personId, workspaceId: lead.workspaceId },
    select: { id: true },
  });
  return led.map(({ id }) => id);
}

/** Makes or renames a department and sets its lead, who becomes a lead if they were a member. */
export async function saveDepartment(
  tx: Tx,
  department: { workspaceId: string; id?: string; name: string; leadId: string | null },
): Promise<string> {
  const { workspaceId, id, leadId } = department;
  const name = readName(department.name, 'department');
  // Not Prisma's "insensitive", which is ILIKE: there R_D and R&D are the same.
  const [namesake] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM "Department"
    WHERE "workspaceId" = ${workspaceId}::uuid AND lower(name) = lower(${name}) AND id IS DISTINCT FROM ${id ?? null}::uuid`;
  if (namesake) throw new TuttiError('name_taken', `There is a department called ${namesake.name} already.`);
  if (leadId && (await tx.person.count({ where: { id: leadId, workspaceId } })) === 0)
    throw new TuttiError('no_such_person', 'There is no such person here. Please choose another lead.');
  if (id) {
    const { count } = await tx.department.updateMany({ where: { id, workspaceId }, data: { name, leadId } });
    if (count === 0) throw gone();
  }
  const saved = id ?? (await tx.department.create({ data: { workspaceId, name, leadId } })).id;
  if (leadId) {
    await tx.person.updateMany({
      where: { id: leadId, workspaceId, role: 'member' },
      data: { role: 'lead' },
    });
  }
  await announce(tx, { workspaceId, topic: 'people' });
  return saved;
}

/** Deletes a department. Its people stay, in none. */
export async function deleteDepartment(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const { count } = await tx.department.deleteMany({ where: { id, workspaceId } });
  if (count === 0) throw gone();
  await announce(tx, { workspaceId, topic: 'people' });
}

const gone = () =>
  new TuttiError('no_such_department', 'That department is no longer there. Please choose another.');

/** A person says which department they are in. */
export async function joinDepartment(
  tx: Tx,
  { personId, workspaceId, departmentId }: { personId: string; workspaceId: string; departmentId: string },
): Promise<void> {
  const department = await tx.department.findFirst({
    where: { id: departmentId, workspaceId },
    select: { id: true },
  });
  if (!department) throw gone();
  await tx.person.updateMany({ where: { id: personId, workspaceId }, data: { departmentId } });
  await announce(tx, { workspaceId, topic: 'people' });
}
