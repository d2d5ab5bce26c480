import { announce } from '../changes.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import type { Tx } from '../store/index.ts';
import { chatSeats } from './chat-seats.ts';
import { countryOfZone } from './days-off.ts';
import { readTable } from './import-file.ts';
import { type Column, knownHeadings, type MappedTable, type Mapping, mapTable } from './import-mapping.ts';
import {
  type ImportPlan,
  type KnownCompany,
  type KnownPerson,
  type PlannedRow,
  planImport,
} from './import-plan.ts';
import { seatIn } from './seats.ts';

/** A file as it was chosen, and what was said about its columns. */
export type ImportFile = { readonly bytes: Uint8Array; readonly mapping?: Mapping | undefined };

const readFile = ({ bytes, mapping }: ImportFile): MappedTable =>
  mapTable(readTable(bytes, knownHeadings), mapping);

/** What importing a file would do. Changes nothing. */
export async function previewImport(
  { db }: Context,
  workspaceId: string,
  file: ImportFile,
): Promise<ImportPlan & { columns: readonly Column[] }> {
  const table = readFile(file);
  return { columns: table.columns, ...planImport(table, await knownCompany(db, workspaceId)) };
}

/** Ten thousand people take a few seconds; on a machine that is busy, more than other transactions are given. */
const LONG = { timeout: 120_000 };

export type Imported = { readonly added: number; readonly changed: number; readonly departments: number };

/**
 * Imports every good row, or none: all in one transaction. Refused when the rows would now have another outcome than the
 * one whose digest is handed in, for somebody has looked at that one.
 */
export async function importPeople(
  { db, log, clock }: Context,
  workspaceId: string,
  { digest, ...file }: ImportFile & { digest: string },
): Promise<Imported> {
  const table = readFile(file);
  if (!table.readable)
    throw new TuttiError('bad_mapping', 'Say which column holds the name or the e-mail address.');
  const imported = await db.$transaction(async (tx) => {
    // As a sync does: nobody comes or goes between looking and writing.
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
    const plan = planImport(table, await knownCompany(tx, workspaceId));
    if (plan.digest !== digest) {
      throw new TuttiError(
        'people_changed',
        'Somebody changed people or departments meanwhile, so this import would do something else now. Look at it once more.',
      );
    }
    await tx.department.createMany({ data: plan.departments.map((name) => ({ workspaceId, name })) });
    const departments = new Map((await departmentsIn(tx, workspaceId)).map(({ id, name }) => [name, id]));
    const change = { rows: plan.rows, departments, now: clock.now() };
    await addAll(tx, workspaceId, change);
    await changeAll(tx, workspaceId, change);
    await announce(tx, { workspaceId, topic: 'people' });
    const { add: added, change: changed } = plan.counts;
    return { added, changed, departments: plan.departments.length };
  }, LONG);
  log.info('people.imported', imported);
  return imported;
}

const departmentsIn = (tx: Tx, workspaceId: string) =>
  tx.department.findMany({ where: { workspaceId }, select: { id: true, name: true } });

async function knownCompany(tx: Tx, workspaceId: string): Promise<KnownCompany> {
  const people = await tx.$queryRaw<Omit<KnownPerson, 'chat'>[]>`
    SELECT id, name, lower(email) AS email, role::text AS role, "departmentId", active, zone, locale
    FROM "Person" WHERE "workspaceId" = ${workspaceId}::uuid ORDER BY id`;
  const chats = await chatSeats(tx, workspaceId);
  return {
    people: people.map((person) => ({ ...person, chat: chats.get(person.id) ?? null })),
    departments: await departmentsIn(tx, workspaceId),
  };
}

/** What is set for many at once: statements of Prisma's own take many seconds for ten thousand rows. */
type Change = {
  readonly rows: readonly PlannedRow[];
  readonly departments: ReadonlyMap<string, string>;
  readonly now: Date;
};

async function addAll(tx: Tx, workspaceId: string, { rows, departments, now }: Change): Promise<void> {
  const where = { id: workspaceId };
  const { country } = await tx.workspace.findUniqueOrThrow({ where, select: { country: true } });
  const people = rows.flatMap(({ outcome, name, email, facts = {} }) => {
    if (outcome !== 'add') return [];
    const { department = '', zone } = facts;
    return [
      {
        ...facts,
        name,
        email,
        departmentId: departments.get(department),
        // Whose zone is not said is taken to be where the company is.
        country: zone ? countryOfZone(zone) : country,
      },
    ];
  });
  const added = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Person" (id, "workspaceId", name, email, role, "departmentId", zone, locale, country, "createdAt", "updatedAt")
    SELECT gen_random_uuid(), ${workspaceId}::uuid, n.name, n.email, coalesce(n.role::"Role", 'member'), n."departmentId",
           n.zone, n.locale, n.country, ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS n(
      name text, email text, role text, "departmentId" uuid, zone text, locale text, country text)
    RETURNING id`;
  const ids = added.map(({ id }) => id);
  await seatIn(tx, workspaceId, ids);
}

async function changeAll(tx: Tx, workspaceId: string, { rows, departments, now }: Change): Promise<void> {
  const changes = rows.flatMap(({ outcome, personId, facts = {} }) => {
    const { department, ...rest } = facts;
    const departmentId = department && departments.get(department);
    return outcome === 'change' ? [{ id: personId, departmentId, ...rest }] : [];
  });
  if (changes.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Person" p SET name = coalesce(c.name, p.name), role = coalesce(c.role::"Role", p.role),
      "departmentId" = coalesce(c."departmentId", p."departmentId"), zone = coalesce(c.zone, p.zone),
      locale = coalesce(c.locale, p.locale), "updatedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      AS c(id uuid, name text, role text, "departmentId" uuid, zone text, locale text)
    WHERE p.id = c.id AND p."workspaceId" = ${workspaceId}::uuid`;
}
