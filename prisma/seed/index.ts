import type { Demo } from '../../src/api/route.ts';
import { announce, topics } from '../../src/changes.ts';
import type { Context } from '../../src/context.ts';
import { ageWaits } from '../../src/issues/index.ts';
import { dayOff, type LocalDate, localDateOf } from '../../src/people/index.ts';
import { createChance } from './chance.ts';
import { DEMO_WORKSPACE, DEMO_ZONE, type DemoCompany, known, makeCompany } from './company.ts';
import { daysBefore } from './days.ts';
import { inventHistory } from './history.ts';
import { keepHistory } from './keep.ts';
import { demoPeople } from './people.ts';
import { openPresent } from './present.ts';
import { demoStandups } from './standups.ts';
import { createTeller } from './teller.ts';
import { raisePast } from './waits.ts';

/** Any number: the same one makes the same company. */
const SEED = 20_261_124;

/**
 * Fills an empty database with the demo company: three weeks of two initiatives, and a check-in that is open now. The same
 * instant makes the same company, ids apart.
 */
export async function seedDemo(context: Context): Promise<void> {
  const now = context.clock.now();
  const today = localDateOf(now, DEMO_ZONE);
  const company = await makeCompany(context, today);
  const chance = createChance(SEED);
  const teller = createTeller(chance);
  const off = await daysOff(context, company, today);
  const history = inventHistory({ today, now, off, chance, teller });
  await keepHistory(context, company, history);
  await raisePast(context, company, today);
  await openPresent(context, company, { today, chance, teller });
  await ageWaits(context);
}

/** Who had which day of the past off, by the rules by which they would have been asked. */
async function daysOff(
  { db }: Context,
  { personIds }: DemoCompany,
  today: LocalDate,
): Promise<(date: LocalDate) => ReadonlySet<string>> {
  const people = demoPeople.map(({ name, country }) => ({ id: known(personIds, name), name, country }));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const dates = new Set(
    demoStandups.flatMap(({ historyDays, days }) => daysBefore(today, historyDays, days)),
  );
  const byDate = new Map<LocalDate, ReadonlySet<string>>();
  for (const date of dates) {
    const ids = await dayOff(db, people, date);
    byDate.set(date, new Set([...ids].map((id) => known(names, id))));
  }
  return (date) => known(byDate, date);
}

/** Removes the demo company and all that is queued for it. What is being worked on ends by itself: it finds nothing. */
async function removeDemo({ db }: Context): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      DELETE FROM pgboss.job WHERE state <> 'active' AND (
        data ->> 'workspaceId' = ${DEMO_WORKSPACE} OR data ->> 'occurrenceId' IN (
          SELECT o.id::text FROM "Occurrence" o JOIN "Standup" s ON s.id = o."standupId"
          WHERE s."workspaceId" = ${DEMO_WORKSPACE}::uuid))`;
    await tx.workspace.deleteMany({ where: { id: DEMO_WORKSPACE } });
  });
}

/** Seeds the demo company, and hands out what the page may do with it. */
export async function createDemo(context: Context): Promise<Demo> {
  await seedDemo(context);
  let resetting: Promise<void> | undefined;
  const startOver = async () => {
    await removeDemo(context);
    await seedDemo(context);
    await announce(context.db, ...topics.map((topic) => ({ workspaceId: DEMO_WORKSPACE, topic })));
  };
  return {
    workspaceId: DEMO_WORKSPACE,
    people: () => peopleToBe(context),
    // Two who start over at once get one new company.
    reset() {
      resetting ??= startOver().finally(() => {
        resetting = undefined;
      });
      return resetting;
    },
  };
}

/** Those worth being first, then by name; who left meanwhile is nobody one can be. */
async function peopleToBe({ db }: Context): ReturnType<Demo['people']> {
  const order = new Map(
    demoPeople.filter(({ about }) => about !== '').map(({ name, about }) => [name, about]),
  );
  const rows = await db.person.findMany({
    where: { workspaceId: DEMO_WORKSPACE, active: true },
    select: { id: true, name: true, role: true, department: { select: { name: true } } },
    orderBy: { name: 'asc' },
  });
  const people = rows.map(({ id, name, role, department }) => ({
    id,
    name,
    role,
    department: department?.name ?? null,
    about: order.get(name) ?? '',
  }));
  const worth = [...order.keys()].flatMap((name) => people.filter((person) => person.name === name));
  return [...worth, ...people.filter((person) => !worth.includes(person))];
}
