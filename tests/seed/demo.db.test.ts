import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ApiContext, Asked, Browser } from '../../src/api/route.ts';
import { companyHandlers } from '../../src/api/routes/company.ts';
import { localDateOf } from '../../src/people/index.ts';
import { namesBlocker, openEntries, readQuestions } from '../../src/standups/index.ts';
import { planOccurrences } from '../../src/standups/plan.ts';
import type { Store } from '../../src/store/index.ts';
import { only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { type SeededCompany, seedCompany } from './company.ts';

let store: Store;
let company: SeededCompany | undefined;
beforeAll(async () => {
  store = await openTestStore();
});
afterEach(() => company?.close());
afterAll(() => store.close());

const start = async (at: string): Promise<SeededCompany> => {
  company = await seedCompany(store, at);
  return company;
};

const names = ['Ana Ferreira', 'Ben Adler', 'Mia Lindqvist', 'Jonas Weber'];

/** Everything that was written, with names in place of ids, without hashes of ids and times at which the database wrote. */
async function contents(): Promise<Record<string, unknown[]>> {
  const { db } = store;
  const labels = new Map<string, string>();
  const label = async (rows: Promise<{ id: string; label: string }[]>) => {
    for (const row of await rows) labels.set(row.id, row.label);
  };
  await label(db.$queryRaw`SELECT id, name AS label FROM "Person"`);
  await label(db.$queryRaw`SELECT id, name AS label FROM "Department"`);
  await label(db.$queryRaw`SELECT id, name AS label FROM "Standup"`);
  await label(db.$queryRaw`
    SELECT o.id, s.name || ' ' || o."localDate" || ' ' || o.slot AS label
    FROM "Occurrence" o JOIN "Standup" s ON s.id = o."standupId"`);
  await label(db.$queryRaw`
    SELECT e.id, s.name || ' ' || o."localDate" || ' ' || p.name AS label
    FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId" JOIN "Standup" s ON s.id = o."standupId"
    JOIN "Person" p ON p.id = e."personId"`);
  await label(db.$queryRaw`SELECT id, title AS label FROM "Issue"`);
  await label(db.$queryRaw`
    SELECT e.id, i.title || ' ' || e.kind || ' ' || e.at AS label
    FROM "IssueEvent" e JOIN "Issue" i ON i.id = e."issueId"`);
  await label(db.$queryRaw`SELECT id, key AS label FROM "InboxMessage"`);
  const named = (text: string): string =>
    text.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
      const known = labels.get(id);
      return known === undefined ? 'id' : known === id ? id : named(known);
    });
  const tables = [
    'Workspace',
    'Department',
    'Person',
    'Identity',
    'Absence',
    'Holiday',
    'Standup',
    'StandupMember',
  ];
  const all: Record<string, unknown[]> = {};
  for (const table of [...tables, 'Occurrence', 'Entry', 'Issue', 'IssueEvent', 'Delivery', 'InboxMessage']) {
    const rows = await db.$queryRawUnsafe<{ row: object }[]>(
      `SELECT to_jsonb(t) - 'createdAt' - 'updatedAt' - 'once' AS row FROM "${table}" t`,
    );
    all[table] = rows.map(({ row }) => named(JSON.stringify(row))).sort();
  }
  return all;
}

describe('the demo company', () => {
  it('is the same for the same instant, ids apart', async () => {
    const { demo } = await start('2026-11-24T09:17:00Z');
    const first = await contents();
    expect(first.Entry?.length).toBeGreaterThan(900);
    await demo.reset();
    expect(await contents()).toEqual(first);
  });

  it.each([
    ['on a working morning', '2026-11-24T08:40:00Z'],
    ['at midnight', '2026-11-24T23:00:00Z'],
    ['just after midnight', '2026-11-24T23:07:00Z'],
    ['on a Saturday', '2026-11-28T13:00:00Z'],
    ['in the hour that is skipped', '2027-03-28T01:10:00Z'],
    ['on Christmas Day, a holiday for nearly everybody', '2026-12-25T18:00:00Z'],
  ])('has a check-in open that half have answered, started %s', async (_when, at) => {
    const { context, settle, logged } = await start(at);
    await planOccurrences(context);
    await settle();
    const now = context.clock.now();
    const occurrence = only(
      await store.db.occurrence.findMany({
        where: {
          state: 'open',
          closesAt: { gt: now },
          opensAt: { lte: now },
          standup: { name: { startsWith: 'CRM' } },
        },
        include: { entries: { include: { person: true } } },
      }),
    );
    expect(occurrence.localDate.toISOString().slice(0, 10)).toBe(localDateOf(now, 'Europe/Berlin'));
    const { entries } = occurrence;
    const count = (state: string) => entries.filter((entry) => entry.state === state).length;
    const share = count('answered') / (count('answered') + count('expected'));
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(count('away')).toBeGreaterThan(0);
    const silent = entries.filter(({ state }) => state === 'expected').map(({ person }) => person.name);
    expect(silent).toEqual(expect.arrayContaining(names));
    for (const { answeredAt, promptedAt, state } of entries) {
      if (state === 'answered')
        expect(answeredAt && promptedAt && answeredAt >= promptedAt && answeredAt <= now).toBe(true);
      if (state === 'expected') expect(promptedAt).not.toBeNull();
    }
    const message = await store.db.inboxMessage.findFirst({ where: { key: `occurrence:${occurrence.id}` } });
    expect(JSON.stringify(message?.view)).toContain(`${count('answered')} of `);
    expect(await store.db.delivery.count({ where: { state: { not: 'sent' } } })).toBe(0);
    expect(logged).toEqual([]);
  });
});

describe('the demo company on a Tuesday', () => {
  let tuesday: SeededCompany;
  beforeAll(async () => {
    tuesday = await seedCompany(store, '2026-11-24T09:17:00Z');
  });
  afterAll(() => tuesday.close());

  it('asks those worth being one thing, and shows what they answered before', async () => {
    const { context, demo } = tuesday;
    const people = await demo.people();
    expect(people).toHaveLength(42);
    expect(people.slice(0, 4).map(({ name }) => name)).toEqual(names);
    expect(people.slice(0, 4).map(({ role, department }) => `${role} ${department}`)).toEqual([
      'member Sales',
      'lead Operations',
      'manager Finance',
      'administrator IT',
    ]);
    expect(people.filter(({ about }) => about !== '')).toHaveLength(4);
    for (const { id } of people.slice(0, 4)) {
      const who = { personId: id, workspaceId: demo.workspaceId, zone: 'Europe/Berlin' };
      const open = await openEntries(context, who);
      expect(open.filter(({ answeredAt }) => answeredAt === null).map(({ standup }) => standup)).toEqual([
        'CRM rollout check-in',
      ]);
      expect(open).toHaveLength(3);
      expect(open[0]?.previous).toBeDefined();
    }
  });

  it('keeps only what its own rules would have kept', async () => {
    const entries = await store.db.entry.findMany({ include: { occurrence: true } });
    for (const { answers, blocked, occurrence, state, answeredAt } of entries) {
      expect(answeredAt !== null).toBe(state === 'answered');
      if (!answers) continue;
      const given = answers as Record<string, string | number>;
      expect(Object.values(given).every((answer) => answer !== '')).toBe(true);
      const asked = readQuestions(occurrence.questions);
      expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(given)));
      const hindrance = asked.find(({ about }) => about === 'blockers');
      const waits = asked.find(({ kind }) => kind === 'waits');
      const named = hindrance ? namesBlocker(String(given[hindrance.id] ?? '')) : false;
      expect(blocked).toBe(named || (waits !== undefined && given[waits.id] !== undefined));
    }
  });

  it('has people wait on other departments: a dozen open, some solved, as long as they waited', async () => {
    const issues = await store.db.issue.findMany({ include: { fromDepartment: true, onDepartment: true } });
    const open = issues.filter(({ state }) => ['open', 'accepted', 'asked_back'].includes(state));
    expect(open.length).toBeGreaterThanOrEqual(10);
    expect(issues.filter(({ state }) => state === 'solved').length).toBeGreaterThanOrEqual(4);
    expect(new Set(issues.map(({ state }) => state)).size).toBe(5);
    for (const { fromDepartment, onDepartment, createdAt, closedAt } of issues) {
      expect(fromDepartment?.name).not.toBe(onDepartment?.name);
      expect(createdAt <= tuesday.context.clock.now()).toBe(true);
      if (closedAt) expect(closedAt > createdAt).toBe(true);
    }
    // Raised nine working days ago, of which the company's outing does not count.
    expect(Math.max(...open.map(({ days }) => days))).toBe(8);
    const fresh = issues.filter(({ days }) => days === 0);
    expect(fresh.map(({ fromDepartment }) => fromDepartment?.name).sort()).toEqual([
      'Customer Service',
      'Marketing',
      'Sales',
    ]);
    const told = await store.db.inboxMessage.findMany({ where: { key: { startsWith: 'issue:' } } });
    expect(told.length).toBeGreaterThan(20);
    expect(told.every(({ sentAt }) => sentAt < new Date('2026-11-23T23:00:00Z'))).toBe(true);
  });

  it('had its own day off: nobody was asked then', async () => {
    const outing = await store.db.holiday.findFirstOrThrow({ where: { name: 'Company outing' } });
    const entries = await store.db.entry.findMany({ where: { occurrence: { localDate: outing.date } } });
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.every(({ state }) => state === 'away')).toBe(true);
  });

  it('has something to show of every department, mood included', async () => {
    const { context, demo } = tuesday;
    const mia = (await demo.people()).find(({ role }) => role === 'manager');
    const actor = {
      personId: mia?.id ?? '',
      workspaceId: demo.workspaceId,
      name: 'Mia',
      role: 'manager' as const,
      zone: 'Europe/Berlin',
      locale: 'en-GB',
      departmentId: null,
    };
    const asked = {
      params: {},
      query: { weeks: 13 },
      body: undefined,
      actor,
      way: { kind: 'token' as const },
    };
    const answer = await companyHandlers['GET /api/company'](
      context as ApiContext,
      { ...asked, browser: {} as Browser } as Asked<'GET /api/company'> & typeof asked & { browser: Browser },
    );
    expect(answer.departments).toHaveLength(6);
    expect(answer.withoutDepartment.count).toBe(2);
    for (const { name, lead, people, weeks } of answer.departments) {
      expect(lead, name).not.toBeNull();
      expect(people).toBeGreaterThanOrEqual(4);
      expect(weeks.filter(({ mood }) => mood !== null).length, name).toBeGreaterThanOrEqual(8);
      expect(weeks.at(-1)?.asked, name).toBeGreaterThan(0);
    }
  });
});

describe('starting over', () => {
  it('signs everybody out, forgets what was done and what was queued, and tells open pages', async () => {
    const { demo, context, settle } = await start('2026-11-24T09:17:00Z');
    await settle();
    const before = await store.db.person.findMany();
    const ana = before.find(({ name }) => name === 'Ana Ferreira');
    await store.db.session.create({
      data: {
        personId: ana?.id ?? '',
        hash: Buffer.alloc(32, 1),
        device: 'Firefox',
        createdAt: context.clock.now(),
        seenAt: context.clock.now(),
        expiresAt: context.clock.now(),
      },
    });
    await store.db.workspace.update({ where: { id: demo.workspaceId }, data: { name: 'Renamed' } });
    const heard: string[] = [];
    store.listen((payload) => heard.push(payload ?? ''));
    await demo.reset();
    expect(await store.db.session.count()).toBe(0);
    const after = await store.db.person.findMany();
    expect(after).toHaveLength(before.length);
    expect(after.some(({ id }) => before.some((old) => old.id === id))).toBe(false);
    expect((await store.db.workspace.findMany()).map(({ id, name }) => [id, name])).toEqual([
      [demo.workspaceId, 'Kessel & Korb'],
    ]);
    const stale = await store.db.$queryRaw<unknown[]>`
      SELECT 1 FROM pgboss.job WHERE data ->> 'occurrenceId' NOT IN (SELECT id::text FROM "Occurrence")`;
    expect(stale).toEqual([]);
    const everyone = (topic: string) => JSON.stringify({ workspaceId: demo.workspaceId, topic });
    await expect
      .poll(() => heard)
      .toEqual(expect.arrayContaining(['inbox', 'rounds', 'people'].map(everyone)));
  });

  it('happens once when two people ask for it at the same time', async () => {
    const { demo } = await start('2026-11-24T09:17:00Z');
    await Promise.all([demo.reset(), demo.reset()]);
    expect(await store.db.person.count()).toBe(42);
  });
});
