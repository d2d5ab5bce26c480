import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveWorkspace } from '../../src/people/index.ts';
import { forgetJob } from '../../src/standups/jobs.ts';
import { forgetOld } from '../../src/standups/retention.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
let standupId: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-02-28T05:00:00Z', people: { Ana: {} } });
  standupId = await company.makeStandup({ days: [1, 2, 3, 4, 5, 6, 7] });
});
afterEach(() => company.close());

const keep = (retentionMonths: number | null) =>
  saveWorkspace(store.db, company.workspaceId, { retentionMonths });
const inbox = (key: string, at: Date) => ({
  workspaceId: company.workspaceId,
  key,
  toKind: 'person',
  toId: company.ids.Ana ?? '',
  view: {},
  sentAt: at,
});

/** An occurrence with an answer, its delivery and what the browser shows of it. */
async function roundOn(date: string, workspaceId = company.workspaceId, ofStandup = standupId) {
  const at = new Date(`${date}T08:30:00Z`);
  await store.db.occurrence.create({
    data: {
      standupId: ofStandup,
      localDate: new Date(date),
      slot: 570,
      questions: [],
      opensAt: at,
      closesAt: at,
      entries: {
        create: {
          personId: company.ids.Ana ?? '',
          promptAt: at,
          closesAt: at,
          state: 'answered',
          answers: { q1: 'x' },
        },
      },
    },
  });
  const key = `prompt:${date}`;
  await store.db.delivery.create({
    data: {
      ...inbox(key, at),
      view: undefined,
      workspaceId,
      platform: 'slack',
      dueAt: at,
      createdAt: at,
      state: 'sent',
    },
  });
  await store.db.inboxMessage.create({ data: { ...inbox(key, at), workspaceId } });
}

const left = async () => ({
  rounds: (await store.db.occurrence.findMany({ orderBy: { localDate: 'asc' } })).map(({ localDate }) =>
    localDate.toISOString().slice(0, 10),
  ),
  entries: await store.db.entry.count(),
  deliveries: (await store.db.delivery.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key.slice(7)),
  inbox: (await store.db.inboxMessage.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key.slice(7)),
});

describe('what is older than the company keeps it', () => {
  it('is deleted in the night: answers, and the messages that quote them', async () => {
    for (const date of ['2026-02-28', '2026-03-01', '2026-03-02', '2026-05-31']) await roundOn(date);
    await keep(3);
    await company.clock.moveTo('2026-05-31T02:53:00Z');
    await forgetOld(company.context);
    // Three months before the 31st of May is the 28th of February; what is of that day stays.
    expect((await left()).rounds).toEqual(['2026-02-28', '2026-03-01', '2026-03-02', '2026-05-31']);
    await company.clock.moveTo('2026-06-01T02:53:00Z');
    await forgetOld(company.context);
    const kept = ['2026-03-01', '2026-03-02', '2026-05-31'];
    expect(await left()).toEqual({ rounds: kept, entries: 3, deliveries: kept, inbox: kept });
    const line = only(company.logged.filter((one) => one.includes('retention.deleted')));
    expect(JSON.parse(line)).toMatchObject({ occurrences: 1, messages: 1, deliveries: 1 });
    expect(await store.db.standup.count()).toBe(1);
  });

  it('stays where the company has not said how long, and so does what is another company’s', async () => {
    await roundOn('2026-03-01');
    await keep(null);
    const other = await store.db.workspace.create({
      data: {
        name: 'Another',
        retentionMonths: 1,
        standups: {
          create: {
            name: 'Theirs',
            questions: [],
            days: [1],
            startsOn: new Date('2026-01-01'),
            times: ['09:00'],
            platform: 'slack',
          },
        },
      },
      select: { id: true, standups: true },
    });
    await roundOn('2026-03-02', other.id, only(other.standups).id);
    await company.clock.moveTo('2026-12-01T02:53:00Z');
    await forgetOld(company.context);
    expect((await left()).rounds).toEqual(['2026-03-01']);
    expect((await left()).deliveries).toEqual(['2026-03-01']);
  });

  it('is deleted also when there is much of it', async () => {
    for (let day = 1; day <= 28; day++) await roundOn(`2026-03-${String(day).padStart(2, '0')}`);
    await roundOn('2026-04-01');
    await keep(1);
    await company.clock.moveTo('2026-05-01T02:53:00Z');
    await forgetOld(company.context);
    expect((await left()).rounds).toEqual(['2026-04-01']);
  });

  it('is looked for by a job of every night', async () => {
    await roundOn('2026-02-28');
    await keep(1);
    await company.clock.moveTo('2026-04-01T02:54:00Z');
    await company.context.queue.send(store.db, forgetJob, {
      data: {},
    });
    await company.settle();
    expect(forgetJob.cron).toMatch(/^\d+ \d+ \* \* \*$/);
    expect((await left()).rounds).toEqual([]);
  });
});
