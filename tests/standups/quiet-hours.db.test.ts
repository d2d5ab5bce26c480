import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localTimeOf, saveOwnSettings } from '../../src/people/index.ts';
import { promptDue } from '../../src/standups/prompts.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

/** Zones whose clocks change in that night or within days of it, and some whose do not. */
const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'Atlantic/Azores',
  'America/Nuuk',
  'Africa/Cairo',
  'America/St_Johns',
  'America/Los_Angeles',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
];

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
const begin = async (now: string, people: Parameters<typeof createCompany>[1]['people']) => {
  company = await createCompany(store, { now, people });
};
afterEach(() => company.close());

const quiet = (name: string, from: string, to: string) =>
  saveOwnSettings(
    store.db,
    { personId: company.ids[name] ?? '', workspaceId: company.workspaceId },
    { quiet: { from, to } },
  );
const asked = (name: string) =>
  company.platform
    .in(name)
    .map(({ key, sentAt }) => `${key.split(':')[0]} ${sentAt.toISOString().slice(11, 16)}`);
const stateOf = async (name: string) => only(await store.db.entry.findMany({ where: { person: { name } } }));

describe('quiet hours', () => {
  // Asked at 9:30 in Berlin, which is 8:30 UTC, until 13:30; reminded an hour later.
  beforeEach(() => begin('2026-11-24T05:00:00Z', { Ana: {}, Ben: {} }));

  it('hold a prompt back until they end, while its window is open', async () => {
    await quiet('Ana', '09:00', '11:00');
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await company.at('2026-11-24T09:00:00Z');
    expect(asked('Ana')).toEqual([]);
    expect(asked('Ben')).toEqual(['prompt 08:30']);
    await company.at('2026-11-24T10:00:00Z');
    expect(asked('Ana')).toEqual(['prompt 10:00']);
    // The reminder comes as long after it as after everybody's.
    await company.at('2026-11-24T11:00:00Z');
    expect(asked('Ana')).toEqual(['prompt 10:00', 'reminder 11:00']);
    expect((await stateOf('Ana')).closesAt).toEqual(new Date('2026-11-24T12:30:00Z'));
  });

  it('that outlast the window leave the person unasked, and not silent; they can still answer', async () => {
    await quiet('Ana', '09:00', '13:30');
    await company.makeStandup();
    for (const time of ['08:30', '10:00', '12:30', '12:40']) await company.at(`2026-11-24T${time}:00Z`);
    expect(asked('Ana')).toEqual([]);
    expect(await stateOf('Ana')).toMatchObject({ state: 'skipped', promptedAt: null });
    const form = await company.command('Ana', '/standup');
    await company.submit('Ana', form, { q1: 'Contacts', q2: 'Labels' });
    expect(await stateOf('Ana')).toMatchObject({ state: 'answered' });
  });

  it('keep reminders away, and none follows later', async () => {
    await quiet('Ana', '10:00', '11:00');
    await company.makeStandup();
    for (const time of ['08:30', '09:30', '10:00', '11:00']) await company.at(`2026-11-24T${time}:00Z`);
    expect(asked('Ana')).toEqual(['prompt 08:30']);
    expect(asked('Ben')).toEqual(['prompt 08:30', 'reminder 09:30']);
  });

  it('count at the moment of asking: what was set after the round was planned counts too', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:25:00Z');
    await quiet('Ana', '22:00', '10:00');
    await company.at('2026-11-24T08:30:00Z');
    expect(asked('Ana')).toEqual([]);
    await company.at('2026-11-24T09:00:00Z');
    expect(asked('Ana')).toEqual(['prompt 09:00']);
  });

  it('hold for many at once', async () => {
    await store.db.person.createMany({
      data: Array.from({ length: 600 }, (_, index) => ({
        workspaceId: company.workspaceId,
        name: `P${index}`,
        quietFrom: '08:00',
        quietTo: '10:00',
      })),
    });
    const persons = await store.db.person.findMany({ where: { workspaceId: company.workspaceId } });
    await store.db.identity.createMany({
      data: persons
        .filter(({ name }) => name.startsWith('P'))
        .map(({ id, name, workspaceId }) => ({
          workspaceId,
          personId: id,
          platform: 'slack' as const,
          externalId: name,
        })),
    });
    await company.makeStandup({ members: persons.map(({ id }) => id) });
    const waiting = () => store.db.entry.count({ where: { promptedAt: null, state: 'expected' } });
    await company.at('2026-11-24T08:25:00Z');
    const { id: occurrenceId } = only(await store.db.occurrence.findMany());
    // By hand, for sending the messages takes longer than all the rest.
    await company.clock.moveTo('2026-11-24T08:30:00Z');
    await promptDue(company.context, { occurrenceId });
    expect(await waiting()).toBe(600);
    await company.clock.moveTo('2026-11-24T09:00:00Z');
    await promptDue(company.context, { occurrenceId });
    expect(await waiting()).toBe(0);
  });
});

describe('in every zone, over clock changes', () => {
  it('nobody is asked or reminded in their quiet hours', async () => {
    const hours = fc.sample(fc.tuple(fc.nat(23), fc.nat(23), fc.constantFrom('00', '15', '30')), {
      numRuns: ZONES.length,
      seed: 7,
    });
    const spans = ZONES.map((zone, index) => {
      const [from = 0, to = 0, minutes = '00'] = hours[index] ?? [];
      const text = (hour: number) => `${String(hour).padStart(2, '0')}:${minutes}`;
      return { name: zone, from: text(from), to: text(to === from ? (to + 5) % 24 : to) };
    });
    await begin('2026-10-24T16:00:00Z', Object.fromEntries(ZONES.map((zone) => [zone, { zone }])));
    for (const { name, from, to } of spans) await quiet(name, from, to);
    await company.makeStandup({
      days: [1, 2, 3, 4, 5, 6, 7],
      times: ['01:30', '02:30', '08:00', '14:15', '22:45'],
      windowMinutes: 300,
      remindAfterMinutes: 60,
      remindBeforeMinutes: 90,
    });
    const start = new Date('2026-10-24T16:00:00Z').getTime();
    for (let minutes = 0; minutes <= 24 * 60; minutes += 60)
      await company.at(new Date(start + minutes * 60_000).toISOString());
    const broken = spans.flatMap(({ name, from, to }) =>
      company.platform.in(name).flatMap(({ sentAt, key }) => {
        const time = localTimeOf(sentAt, name);
        const inside = from < to ? from <= time && time < to : from <= time || time < to;
        return inside ? [`${name}: ${key.split(':')[0]} at ${time}, quiet from ${from} to ${to}`] : [];
      }),
    );
    expect(broken).toEqual([]);
    // And the others were not kept back: everybody was asked at least once in these hours.
    expect(spans.filter(({ name }) => company.platform.in(name).length === 0)).toEqual([]);
  });
});
