import { type Actor, hasRole } from '../chat/actor.ts';
import { TuttiError } from '../errors.ts';
import { ledDepartments } from '../people/index.ts';
import { Prisma, type Tx } from '../store/index.ts';

/** What somebody may read. */
export type Reading = {
  /** The stand-ups they may read something of, archived ones last, then by name. */
  readonly standups: { readonly id: string; readonly name: string }[];
  /** SQL that holds for the entries they may see; `o` is the entry's occurrence and `p` its person. */
  readonly visible: Prisma.Sql;
};

/**
 * Who may read what of a stand-up, here and nowhere else:
 * - everything: its members, its managers, and those whose role is manager or administrator;
 * - the rounds they were asked in: whoever was, for example as a member of its channel;
 * - the entries of people in the departments they lead: a lead, of any stand-up that asks such people;
 * - nothing: everybody else, for whom it is as if there were no such stand-up.
 *
 * An archived stand-up stays readable: what was said does not go away.
 *
 * @param standupId asks about this stand-up only.
 */
export async function readingOf(tx: Tx, actor: Actor, standupId?: string): Promise<Reading> {
  const everything = hasRole(actor, 'manager');
  const led = hasRole(actor, 'lead') && !everything ? await ledDepartments(tx, actor) : [];
  const { personId, workspaceId } = actor;
  const ways = everything
    ? Prisma.sql`SELECT id AS "standupId", true AS whole FROM "Standup" WHERE "workspaceId" = ${workspaceId}::uuid`
    : Prisma.sql`
        SELECT "standupId", true AS whole FROM "StandupMember" WHERE "personId" = ${personId}::uuid
        UNION ALL
        SELECT o."standupId", false FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId"
        WHERE e."personId" = ${personId}::uuid
        UNION ALL
        SELECT m."standupId", false FROM "Person" p JOIN "StandupMember" m ON m."personId" = p.id AND m.part = 'member'
        WHERE p."departmentId" = ANY(${led}::uuid[])
        UNION ALL
        SELECT s.id, false FROM "Standup" s
        WHERE s."workspaceId" = ${workspaceId}::uuid AND s."membersChannelId" IS NOT NULL AND EXISTS (
          SELECT 1 FROM "Occurrence" o JOIN "Entry" e ON e."occurrenceId" = o.id JOIN "Person" p ON p.id = e."personId"
          WHERE o."standupId" = s.id AND p."departmentId" = ANY(${led}::uuid[]))`;
  const rows = await tx.$queryRaw<{ id: string; name: string; whole: boolean }[]>`
    SELECT s.id, s.name, way.whole
    FROM (SELECT "standupId", bool_or(whole) AS whole FROM (${ways}) w GROUP BY "standupId") way
    JOIN "Standup" s ON s.id = way."standupId"
    WHERE s."workspaceId" = ${workspaceId}::uuid
      ${standupId === undefined ? Prisma.empty : Prisma.sql`AND s.id = ${standupId}::uuid`}
    ORDER BY s."archivedAt" IS NOT NULL, lower(s.name), s.id`;
  const ids = (whole: boolean) => rows.filter((row) => row.whole === whole).map(({ id }) => id);
  const all = Prisma.sql`o."standupId" = ANY(${ids(true)}::uuid[])`;
  const parts = ids(false);
  const mine = Prisma.sql`EXISTS (
    SELECT 1 FROM "Entry" mine WHERE mine."occurrenceId" = o.id AND mine."personId" = ${personId}::uuid)`;
  return {
    standups: rows.map(({ id, name }) => ({ id, name })),
    visible:
      parts.length === 0
        ? all
        : Prisma.sql`(${all} OR (o."standupId" = ANY(${parts}::uuid[])
            AND (p."departmentId" = ANY(${led}::uuid[]) OR ${mine})))`,
  };
}

/** For whoever may not read it, an occurrence does not exist. */
export const noSuchRound = () =>
  new TuttiError(
    'no_such_round',
    'That round is not there, or not yours to read. Choose another day or stand-up.',
  );

export const noSuchStandup = () =>
  new TuttiError('no_such_standup', 'That stand-up is not there, or not yours to read. Choose another one.');
