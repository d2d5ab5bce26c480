import { announce } from '../changes.ts';
import type { Role } from '../chat/actor.ts';
import type { PlatformName } from '../chat/platform.ts';
import { TuttiError } from '../errors.ts';
import { Prisma, type Tx } from '../store/index.ts';
import { joinDepartment } from './departments.ts';
import { readEmail, readName } from './person-text.ts';
import { seatIn } from './seats.ts';

/** A person as an administrator sees them. */
export type ListedPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly departmentId: string | null;
  readonly department: string | null;
  readonly active: boolean;
  /** Where they can be reached now. */
  readonly platforms: readonly PlatformName[];
  readonly linkMadeAt: Date | null;
  readonly linkUsedAt: Date | null;
};

export type PeopleFilter = {
  readonly workspaceId: string;
  /** Part of a name or an e-mail address. */
  readonly text?: string | undefined;
  /** A department's id; null: none. */
  readonly departmentId?: string | null | undefined;
  readonly show: 'active' | 'left' | 'all';
  readonly skip: number;
};

const PAGE = 50;

/** A page of people by name, and how many there are in all. */
export async function listPeople(
  tx: Tx,
  { workspaceId, text = '', departmentId, show, skip }: PeopleFilter,
): Promise<{ people: ListedPerson[]; total: number }> {
  // Not LIKE, where % and _ stand for others.
  const where = Prisma.sql`p."workspaceId" = ${workspaceId}::uuid
    AND (strpos(lower(p.name), lower(${text})) > 0 OR strpos(lower(coalesce(p.email, '')), lower(${text})) > 0)
    AND ${departmentId === undefined ? Prisma.sql`true` : Prisma.sql`p."departmentId" IS NOT DISTINCT FROM ${departmentId}::uuid`}
    AND ${show === 'all' ? Prisma.sql`true` : Prisma.sql`p.active = ${show === 'active'}`}`;
  const people = await tx.$queryRaw<ListedPerson[]>`
    SELECT p.id, p.name, p.email, p.role::text AS role, p."departmentId", d.name AS department, p.active,
           l."createdAt" AS "linkMadeAt", l."usedAt" AS "linkUsedAt", ARRAY(
             SELECT DISTINCT i.platform::text
             FROM "Identity" i JOIN "Installation" n ON n."workspaceId" = i."workspaceId" AND n.platform = i.platform
             WHERE i."personId" = p.id AND i.reachable AND n."revokedAt" IS NULL ORDER BY 1) AS platforms
    FROM "Person" p
    LEFT JOIN "Department" d ON d.id = p."departmentId"
    LEFT JOIN "SignInLink" l ON l."personId" = p.id AND l.kind = 'personal'
    WHERE ${where} ORDER BY lower(p.name), p.id OFFSET ${skip} LIMIT ${PAGE}`;
  const [counted] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM "Person" p WHERE ${where}`;
  return { people, total: counted?.total ?? 0 };
}

/** Adds a person without a chat seat. Returns their id. */
export async function addPerson(
  tx: Tx,
  person: {
    workspaceId: string;
    name: string;
    email?: string | undefined;
    departmentId?: string | null | undefined;
    role?: Role | undefined;
  },
): Promise<string> {
  const { workspaceId, role, departmentId } = person;
  const name = readName(person.name, 'name');
  const email = person.email?.trim() ? readEmail(person.email) : null;
  // One at a time for each workspace, as syncs and imports are: two might add the same address.
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const [namesake] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM "Person" WHERE "workspaceId" = ${workspaceId}::uuid AND lower(email) = ${email} LIMIT 1`;
  if (namesake) throw new TuttiError('email_taken', `${namesake.name} has this e-mail address already.`);
  const { country } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { country: true },
  });
  const { id } = await tx.person.create({ data: { workspaceId, name, email, role, country } });
  if (departmentId) await joinDepartment(tx, { personId: id, workspaceId, departmentId });
  await seatIn(tx, workspaceId, [id]);
  await announce(tx, { workspaceId, topic: 'people' });
  return id;
}

/** Throws one sentence unless the person is of this company. */
export async function needPerson(
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  if ((await tx.person.count({ where: { id, workspaceId } })) === 0)
    throw new TuttiError('no_such_person', 'There is no such person here.');
}
