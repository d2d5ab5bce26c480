import { announce } from '../changes.ts';
import type { Role } from '../chat/actor.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { chatSeats } from './chat-seats.ts';
import { readCountry } from './days-off.ts';
import { joinDepartment } from './departments.ts';
import { readZone } from './local-time.ts';
import { readLocale } from './locale.ts';
import type { QuietHours } from './quiet-hours.ts';
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

/** What a person decides about themselves; what is left out stays. */
export type OwnChanges = Partial<Pick<OwnSettings, 'departmentId' | 'country' | 'reminders'>> & {
  readonly locale?: string | undefined;
  readonly zone?: string | undefined;
  /** Null: none. */
  readonly quiet?: QuietHours | null | undefined;
};

export async function saveOwnSettings(tx: Tx, self: Self, changes: OwnChanges): Promise<void> {
  const { departmentId, country, reminders, locale, zone, quiet } = changes;
  if (quiet && quiet.from === quiet.to) {
    throw new TuttiError(
      'bad_quiet',
      'Quiet hours end at another time than they begin. Please change one of the two.',
    );
  }
  // Read before anything is written, for each may be refused.
  const data = {
    reminders,
    country: country === undefined ? undefined : readCountry(country),
    locale: locale === undefined ? undefined : readLocale(locale),
    zone: zone === undefined ? undefined : readZone(zone),
    ...(await choices(tx, self, changes)),
    ...(quiet === undefined ? {} : { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }),
  };
  if (departmentId) await joinDepartment(tx, { ...self, departmentId });
  await tx.person.updateMany({ where: { id: self.personId }, data });
  await announce(tx, { workspaceId: self.workspaceId, topic: 'people' });
}

/** What a person sets to something else than their chat said is their own choice from then on. */
async function choices(tx: Tx, { personId }: Self, { zone, locale }: OwnChanges) {
  const before = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { zone: true, locale: true },
  });
  return {
    ...(zone !== undefined && zone !== before.zone ? { ownZone: true } : {}),
    ...(locale !== undefined && locale !== before.locale ? { ownLocale: true } : {}),
  };
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

/**
 * Sets what an administrator decides about a person; what is left out stays. The last administrator stays one, and whether
 * people with a seat in chat are still there is said there: the next sync would undo what is set here.
 */
export async function setPerson(
  tx: Tx,
  person: {
    workspaceId: string;
    id: string;
    role?: Role | undefined;
    departmentId?: string | null | undefined;
    active?: boolean | undefined;
  },
): Promise<void> {
  const { workspaceId, id, role, departmentId, active } = person;
  if ((role && role !== 'administrator') || active === false) {
    // Two administrators who take it from each other at once would leave none.
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
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
  if (active !== undefined) await mayChangeActive(tx, { workspaceId, id, active });
  // First, for a department may be gone meanwhile; then nothing is changed.
  if (departmentId) await joinDepartment(tx, { personId: id, workspaceId, departmentId });
  const data = { role, active, ...(departmentId === null ? { departmentId } : {}) };
  await tx.person.updateMany({ where: { id, workspaceId }, data });
  await announce(tx, { workspaceId, topic: 'people' });
}

async function mayChangeActive(
  tx: Tx,
  { workspaceId, id, active }: { workspaceId: string; id: string; active: boolean },
): Promise<void> {
  const person = await tx.person.findFirst({
    where: { id, workspaceId },
    select: { name: true, active: true },
  });
  const chat = (await chatSeats(tx, workspaceId, id)).get(id);
  if (!chat || !person || person.active === active) return;
  throw new TuttiError(
    'chat_decides',
    active
      ? `${person.name}’s account in ${chat} is deactivated. Activate it there, and I follow.`
      : `${person.name} has an account in ${chat}. Deactivate it there, and I follow.`,
  );
}
