import type { Address } from '../chat/platform.ts';
import type { Context } from '../context.ts';
import { addressesOf, dayOff, localDateOf } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import type { Issue } from './issue.ts';
import { departmentsAbove } from './rights.ts';

/** A person as messages need them. */
export type Reader = {
  readonly id: string;
  readonly name: string;
  readonly role: 'member' | 'lead' | 'manager' | 'administrator';
  readonly locale: string;
  readonly zone: string;
  readonly country: string | null;
  readonly to: Address;
};

/** So many people of one rank hear of the same thing at most. */
const MOST = 3;

/** From the third pass on it goes round in circles: whoever is above decides who takes it. */
export const CIRCLE = 3;

/** Active people who can be written to, by id. */
export async function readersOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Reader>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  const persons = await tx.$queryRaw<Omit<Reader, 'to'>[]>`
    SELECT p.id, p.name, p.role::text AS role, p.country, coalesce(p.zone, w.zone) AS zone,
           coalesce(p.locale, w.locale) AS locale
    FROM "Person" p JOIN "Workspace" w ON w.id = p."workspaceId"
    WHERE p.id = ANY(${ids}::uuid[]) AND p.active`;
  const addresses = await addressesOf(tx, ids);
  return new Map(
    persons.flatMap((person) => {
      const to = addresses.get(person.id);
      return to ? [[person.id, { ...person, to }] as const] : [];
    }),
  );
}

/**
 * Who is told for the waited-on side, in this order: the person waited on; the lead of their department; the leads of the
 * departments above it, nearest first; managers; administrators. The first rank with somebody who can be reached and has
 * not the day off stands in for those before it. When everybody has the day off, the first who can be reached is told.
 */
export async function waitedOnReaders(context: Context, tx: Tx, issue: Issue): Promise<Reader[]> {
  const ranks = await ranksOf(tx, issue);
  const readers = await readersOf(tx, ranks.flat());
  const reachable = ranks.map((ids) => ids.flatMap((id) => readers.get(id) ?? []));
  for (const rank of reachable) {
    const there = await withoutDaysOff(context, tx, rank);
    if (there.length > 0) return there.slice(0, MOST);
  }
  return reachable.find((rank) => rank.length > 0)?.slice(0, MOST) ?? [];
}

async function ranksOf(tx: Tx, issue: Issue): Promise<string[][]> {
  const { onPerson, onDepartment, fromDepartment, fromPerson, workspaceId, passes } = issue;
  const at = onDepartment ?? fromDepartment;
  const above = at ? await departmentsAbove(tx, at.id) : [];
  const leads = above.flatMap(({ leadId }) => (leadId ? [[leadId]] : []));
  const inCircles = passes >= CIRCLE;
  const ranks = inCircles ? [] : [...(onPerson ? [[onPerson.id]] : []), ...leads];
  // What waits on nobody in particular, and comes from no department, is nobody's to take: lists show it.
  if (at || onPerson) {
    ranks.push(await withRole(tx, workspaceId, 'manager'), await withRole(tx, workspaceId, 'administrator'));
  }
  // Whoever raised it knows; they are told only as the lead who is waited on.
  const own = fromPerson?.id;
  return ranks.map((ids) => ids.filter((id) => id !== own || id === onDepartment?.leadId));
}

export async function withRole(
  tx: Tx,
  workspaceId: string,
  role: 'manager' | 'administrator',
): Promise<string[]> {
  const people = await tx.person.findMany({
    where: { workspaceId, role, active: true },
    select: { id: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  return people.map(({ id }) => id);
}

/** Each by the date of their own zone. */
export async function withoutDaysOff(
  { clock }: Pick<Context, 'clock'>,
  tx: Tx,
  readers: readonly Reader[],
): Promise<Reader[]> {
  const byDate = Map.groupBy(readers, ({ zone }) => localDateOf(clock.now(), zone));
  const there: Reader[] = [];
  for (const [date, some] of byDate) {
    const off = await dayOff(tx, some, date);
    there.push(...some.filter(({ id }) => !off.has(id)));
  }
  return there;
}

/**
 * Who is told for the waiting side: whoever raised it and whoever raised one that was merged into it; the lead of their
 * department where they have left.
 */
export async function waitingReaders(tx: Tx, issue: Issue): Promise<Reader[]> {
  const joined = await tx.issue.findMany({
    where: { mergedIntoId: issue.id, fromPersonId: { not: null } },
    select: { fromPersonId: true },
    take: 50,
  });
  const ids = [issue.fromPerson?.id, ...joined.map(({ fromPersonId }) => fromPersonId)].filter(
    (id) => id !== undefined && id !== null,
  );
  const readers = await readersOf(tx, ids);
  if (readers.size > 0 || !issue.fromDepartment?.leadId) return [...readers.values()];
  return [...(await readersOf(tx, [issue.fromDepartment.leadId])).values()];
}
