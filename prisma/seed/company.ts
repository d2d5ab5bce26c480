import type { Actor } from '../../src/chat/actor.ts';
import type { Context } from '../../src/context.ts';
import { type LocalDate, seatIn, toDateColumn } from '../../src/people/index.ts';
import { type StandupRow, saveStandup } from '../../src/standups/index.ts';
import { workingDay } from './days.ts';
import { demoPeople, departmentNames, emailOf } from './people.ts';
import { type DemoStandup, demoStandups } from './standups.ts';

/** Always the same, so that whoever listens to the company still does after a reset. */
export const DEMO_WORKSPACE = '7e3f0a52-8c1d-7b64-9d20-3c5a1e8f4b17';

export const DEMO_ZONE = 'Europe/Berlin';

/** Ids of what was made, by its names. */
export type DemoCompany = {
  readonly departmentIds: ReadonlyMap<string, string>;
  readonly personIds: ReadonlyMap<string, string>;
  readonly standups: ReadonlyMap<DemoStandup['key'], StandupRow>;
};

/** What is surely there: whoever misses it has found a fault of ours. */
export function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The demo company has no ${String(key)}.`);
  return value;
}

/** Somebody of the company, as whoever acts. */
export function actorFor({ personIds, departmentIds }: DemoCompany, name: string): Actor {
  const person = demoPeople.find((one) => one.name === name);
  if (!person) throw new Error(`The demo company has no ${name}.`);
  const { department, role, zone, locale } = person;
  return {
    personId: known(personIds, name),
    workspaceId: DEMO_WORKSPACE,
    name,
    role,
    zone,
    locale,
    departmentId: department ? known(departmentIds, department) : null,
  };
}

/** The same, but all of it happens at another time. */
export const at = (context: Context, instant: Date): Context => ({
  ...context,
  clock: { ...context.clock, now: () => instant },
});

/** Makes the company as its administrator would: departments, people, days off, stand-ups. */
export async function makeCompany(context: Context, today: LocalDate): Promise<DemoCompany> {
  const departmentIds = await makeDepartments(context);
  const personIds = await makePeople(context, departmentIds);
  await context.db.absence.createMany({
    data: absences(today).map(({ name, from, to }) => ({
      personId: known(personIds, name),
      from: toDateColumn(from),
      to: toDateColumn(to),
    })),
  });
  await context.db.holiday.createMany({
    data: ownHolidays(today).map(({ date, name }) => ({
      workspaceId: DEMO_WORKSPACE,
      date: toDateColumn(date),
      name,
    })),
  });
  const standups = new Map<DemoStandup['key'], StandupRow>();
  for (const standup of demoStandups) {
    standups.set(standup.key, await makeStandup(context, standup, { departmentIds, personIds }));
  }
  return { departmentIds, personIds, standups };
}

async function makeDepartments({ db }: Context): Promise<Map<string, string>> {
  await db.workspace.create({
    data: {
      id: DEMO_WORKSPACE,
      name: 'Kessel & Korb',
      zone: DEMO_ZONE,
      locale: 'en-GB',
      country: 'DE',
      retentionMonths: 24,
    },
  });
  const made = await db.department.createManyAndReturn({
    data: departmentNames.map((name) => ({ workspaceId: DEMO_WORKSPACE, name })),
  });
  return new Map(made.map(({ id, name }) => [name, id]));
}

async function makePeople(
  { db }: Context,
  departmentIds: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  return db.$transaction(async (tx) => {
    const made = await tx.person.createManyAndReturn({
      data: demoPeople.map((person) => ({
        workspaceId: DEMO_WORKSPACE,
        name: person.name,
        email: emailOf(person),
        zone: person.zone,
        locale: person.locale,
        country: person.country,
        role: person.role,
        departmentId: person.department ? known(departmentIds, person.department) : null,
      })),
      select: { id: true, name: true },
    });
    const personIds = new Map(made.map(({ id, name }) => [name, id]));
    for (const [name, id] of departmentIds) {
      const lead = demoPeople.find(({ department, role }) => department === name && role === 'lead');
      await tx.department.update({
        where: { id },
        data: { leadId: lead ? known(personIds, lead.name) : null },
      });
    }
    await seatIn(tx, DEMO_WORKSPACE, [...personIds.values()]);
    return personIds;
  });
}

type Away = { readonly name: string; readonly from: LocalDate; readonly to: LocalDate };

/** Who is, was and will be away. Those worth being are here today. */
function absences(today: LocalDate): Away[] {
  const day = (count: number) => workingDay(today, count);
  const away = (name: string, from: LocalDate, to: LocalDate): Away => ({ name, from, to });
  return [
    away('Chloé Laurent', day(-1), day(3)),
    away('Stefan Roth', day(-2), day(5)),
    away('Iris Lehmann', today, day(1)),
    away('Svenja Otto', today, today),
    away('Zoe Clarke', day(-9), day(-6)),
    away('Georg Pfeiffer', day(-4), day(-4)),
    away('Marek Wójcik', day(-13), day(-11)),
    away('Mia Lindqvist', day(-7), day(-6)),
    away('Katja Berger', day(-12), day(-10)),
    away('Yusuf Demir', day(-5), day(-3)),
    away('Ana Ferreira', day(15), day(19)),
    away('Kinga Nowak', day(8), day(12)),
    away('Ben Adler', day(22), day(24)),
  ];
}

/** The company's own days off: one has been, one is to come. */
const ownHolidays = (today: LocalDate) => [
  { date: workingDay(today, -8), name: 'Company outing' },
  { date: workingDay(today, 20), name: 'Stocktaking' },
];

async function makeStandup(
  context: Context,
  standup: DemoStandup,
  { departmentIds, personIds }: Record<'departmentIds' | 'personIds', ReadonlyMap<string, string>>,
): Promise<StandupRow> {
  const { name, questions, days, time, windowMinutes, place, managers, asks } = standup;
  const id = await saveStandup(
    context,
    { workspaceId: DEMO_WORKSPACE, platform: 'web', zone: DEMO_ZONE },
    {
      name,
      questions,
      days,
      everyWeeks: 1,
      times: [time],
      zone: null,
      windowMinutes,
      remindAfterMinutes: 60,
      remindBeforeMinutes: null,
      channelId: place === null || place === 'everyone' ? place : known(departmentIds, place),
      membersChannelId: null,
      members: demoPeople.filter(asks).map((person) => known(personIds, person.name)),
      managers: managers.map((manager) => known(personIds, manager)),
    },
  );
  return context.db.standup.findUniqueOrThrow({ where: { id } });
}
