import type { Role } from '../chat/actor.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { isCountry } from './days-off.ts';
import { joinDepartment } from './departments.ts';
import type { OwnSettings } from './views.ts';

type Self = { readonly personId: string; readonly workspaceId: string };

export const ownSettings = (
  tx: Tx,
  { personId }: Self,
): Promise<OwnSettings & { department: { name: string } | null }> =>
  tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      departmentId: true,
      zone: true,
      country: true,
      reminders: true,
      department: { select: { name: true } },
    },
  });

/** What a person decides about themselves. */
export async function saveOwnSettings(
  tx: Tx,
  self: Self,
  { departmentId, country, reminders }: Pick<OwnSettings, 'departmentId' | 'country' | 'reminders'>,
): Promise<void> {
  if (country && !isCountry(country)) {
    throw new TuttiError(
      'bad_country',
      `I do not know the country “${country}”. Give two letters such as DE, or DE-BY.`,
    );
  }
  if (departmentId) await joinDepartment(tx, { ...self, departmentId });
  await tx.person.updateMany({
    where: { id: self.personId },
    data: { country: country?.toUpperCase() ?? null, reminders },
  });
}

/** Departments with their leads' names and sizes, and how many people there are. */
export async function peopleOverview(tx: Tx, workspaceId: string) {
  const departments = await tx.department.findMany({
    where: { workspaceId },
    include: {
      lead: { select: { name: true } },
      _count: { select: { members: { where: { active: true } } } },
    },
    orderBy: { name: 'asc' },
  });
  const active = await tx.person.count({ where: { workspaceId, active: true } });
  const without = await tx.person.count({ where: { workspaceId, active: true, departmentId: null } });
  return {
    departments: departments.map(({ id, name, lead, _count }) => ({
      id,
      name,
      lead: lead?.name ?? null,
      people: _count.members,
    })),
    active,
    without,
  };
}

/** Sets what an administrator decides about a person; what is left out stays. The last administrator stays one. */
export async function setPerson(
  tx: Tx,
  person: { workspaceId: string; id: string; role?: Role; departmentId?: string },
): Promise<void> {
  const { workspaceId, id, role, departmentId } = person;
  if (role && role !== 'administrator') {
    const others = await tx.person.count({
      where: { workspaceId, role: 'administrator', active: true, NOT: { id } },
    });
    if (others === 0) {
      throw new TuttiError(
        'last_administrator',
        'This is the only administrator. Make somebody else an administrator first.',
      );
    }
  }
  // First, for a department may be gone meanwhile; then nothing is changed.
  if (departmentId) await joinDepartment(tx, { personId: id, workspaceId, departmentId });
  if (role) await tx.person.updateMany({ where: { id, workspaceId }, data: { role } });
}
