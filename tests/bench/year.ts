import type { Role } from '../../src/chat/actor.ts';
import { templates } from '../../src/standups/index.ts';
import { Prisma, type Store } from '../../src/store/index.ts';
import { upkeep } from '../../src/store/upkeep.ts';

/** How many people each stand-up asks: 500 in all, one department each. */
const SIZES = [120, 80, 60, 50, 40, 40, 30, 25, 20, 15, 12, 8];
const DAYS = 365;

export type YearPerson = { readonly id: string; readonly role: Role };
export type Year = {
  readonly workspaceId: string;
  readonly entries: number;
  /** Somebody of each role, of the largest department. */
  readonly readers: readonly YearPerson[];
  /** Today's occurrence of the largest stand-up. */
  readonly roundId: string;
};

/**
 * A year of a company of 500 people who are asked every weekday: about 130,000 entries, up to today. Made by a few
 * statements, for through the bot it would take an hour.
 */
export async function makeYear({ db, connection }: Pick<Store, 'db' | 'connection'>): Promise<Year> {
  const { id: workspaceId } = await db.workspace.create({ data: { name: 'Bench', zone: 'Europe/Berlin' } });
  const readers: YearPerson[] = [];
  const roles: readonly Role[] = ['member', 'lead', 'manager', 'administrator'];
  for (const [index, size] of SIZES.entries()) {
    const department = await db.department.create({ data: { workspaceId, name: `Department ${index}` } });
    const people = await db.person.createManyAndReturn({
      data: Array.from({ length: size }, (_, number) => ({
        workspaceId,
        departmentId: department.id,
        name: `Person ${index}-${number}`,
        role: (index === 0 && roles[number]) || 'member',
      })),
      select: { id: true, role: true },
    });
    if (index === 0) readers.push(...people.slice(0, roles.length));
    await db.standup.create({ data: standupOf(workspaceId, index, people) });
  }
  // The lead leads a department whose stand-up does not ask them: what they may read is looked up person by person.
  await db.department.updateMany({
    where: { name: 'Department 1' },
    data: { leadId: readers[1]?.id ?? null },
  });
  await db.$executeRaw(occurrences(workspaceId));
  const entries = await db.$executeRaw(entriesOf(workspaceId));
  // What a server's autovacuum and the embedded database's upkeep do within a minute.
  await db.$executeRaw`VACUUM (ANALYZE) "Entry"`;
  await upkeep(connection);
  const round = await db.occurrence.findFirstOrThrow({
    where: { standup: { workspaceId, name: 'Stand-up 0' } },
    orderBy: { localDate: 'desc' },
  });
  return { workspaceId, entries, readers, roundId: round.id };
}

function standupOf(workspaceId: string, index: number, people: readonly { id: string }[]) {
  const [daily] = templates;
  const mood = { id: 'q4', text: 'How are you?', kind: 'scale', required: false, about: 'mood' };
  const questions = (daily?.questions ?? []).map((question) => ({ ...question }));
  return {
    workspaceId,
    name: `Stand-up ${index}`,
    // A third of them ask for the mood.
    questions: index % 3 === 0 ? [...questions, mood] : questions,
    days: [1, 2, 3, 4, 5],
    startsOn: new Date('2025-01-01'),
    times: ['09:30'],
    platform: 'slack' as const,
    members: { create: people.map(({ id }) => ({ personId: id, part: 'member' as const })) },
  };
}

/** Ids in the order of time, as Tutti makes them. */
const idAt = (instant: Prisma.Sql) => Prisma.sql`(
  lpad(to_hex((extract(epoch FROM ${instant}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || '8' || substr(md5(random()::text), 1, 15))::uuid`;

const occurrences = (workspaceId: string) => Prisma.sql`
  INSERT INTO "Occurrence" (id, "standupId", "localDate", slot, questions, state, "opensAt", "closesAt")
  SELECT ${idAt(Prisma.sql`day`)}, s.id, day::date, 570, s.questions,
         CASE WHEN day::date = current_date THEN 'open' ELSE 'closed' END::"OccurrenceState",
         day + interval '570 minutes', day + interval '810 minutes'
  FROM "Standup" s, generate_series(current_date - ${DAYS}::int, current_date, interval '1 day') AS day
  WHERE s."workspaceId" = ${workspaceId}::uuid AND (extract(isodow FROM day) < 6 OR day::date = current_date)
  ORDER BY day`;

const words = (list: string) =>
  Prisma.sql`(ARRAY[${Prisma.join(list.split('|'))}])[1 + floor(random() * ${list.split('|').length})::int]`;
const doing = words('Moved|Finished|Checked|Prepared|Called about|Repaired|Planned|Reviewed|Sent|Discussed');
const thing = words(
  'stock export|segment list|price labels|warehouse scanner|return forms|CRM import|newsletter|delivery slots|customer list|invoice run|training plan|shelf plan|packing station|contract|shop window|data migration|supplier call|order form|complaint queue|budget',
);
const why = words(
  'for the rollout next week|because duplicates came back|together with Operations|and wrote down what is missing|as agreed on Monday|for the spring campaign|with two new colleagues|until the licence arrives|after the update failed twice|so that nobody types it twice|before the audit|for the branch in Graz',
);
const sentence = () =>
  Prisma.sql`${doing} || ' the ' || ${thing} || ' ' || (random() * 4000)::int || ' ' || ${why} || '. '`;

/** Of ten people eight answer, one is silent and one away; one in five is held up. */
const entriesOf = (workspaceId: string) => Prisma.sql`
  INSERT INTO "Entry" (id, "occurrenceId", "personId", state, "promptAt", "closesAt", "promptedAt", answers, blocked, "answeredAt")
  SELECT ${idAt(Prisma.sql`o."opensAt"`)}, o.id, m."personId", x.state::"EntryState", o."opensAt", o."closesAt",
         CASE WHEN x.state <> 'away' THEN o."opensAt" END,
         CASE WHEN x.state = 'answered' THEN jsonb_strip_nulls(jsonb_build_object(
           'q1', ${sentence()} || ${sentence()}, 'q2', ${sentence()}, 'q3', CASE WHEN x.blocked THEN ${sentence()} END,
           'q4', CASE WHEN o.questions -> 3 IS NOT NULL THEN 1 + floor(random() * 5)::int END)) END,
         x.state = 'answered' AND x.blocked,
         CASE WHEN x.state = 'answered' THEN o."opensAt" + random() * interval '3 hours' END
  FROM "Occurrence" o JOIN "Standup" s ON s.id = o."standupId"
  JOIN "StandupMember" m ON m."standupId" = s.id AND m.part = 'member'
  CROSS JOIN LATERAL (
    SELECT (ARRAY['away', 'expected', 'answered'])[least(3, 1 + floor(random() * 10)::int)] AS state,
           random() < 0.2 AS blocked, o.id, m."personId") x
  WHERE s."workspaceId" = ${workspaceId}::uuid
  ORDER BY o."opensAt"`;
