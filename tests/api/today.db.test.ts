import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { todayHandlers } from '../../src/api/routes/today.ts';
import type { RawValues } from '../../src/chat/form.ts';
import { setStandupState } from '../../src/standups/settings.ts';
import type { Store } from '../../src/store/index.ts';
import { actorOf, asked } from '../support/api.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// What the page Today shows. Berlin is UTC+1 here, rounds are from 08:30Z to 12:30Z; 24 November 2026 is a Tuesday.

let store: Store;
let company: Company;
let standupId: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: {
      Ana: { department: 'Sales' },
      Ben: { department: 'Operations' },
      Chi: { department: 'Sales', zone: 'America/New_York' },
      Lea: { role: 'lead', department: 'IT' },
      Max: { role: 'lead' },
      Mia: { role: 'manager' },
      Adi: { role: 'administrator' },
      Oli: {},
    },
  });
  standupId = await company.makeStandup({ members: idsOf('Ana', 'Ben', 'Chi'), managers: idsOf('Max') });
  const sales = await store.db.department.findFirstOrThrow({ where: { name: 'Sales' } });
  await store.db.department.update({ where: { id: sales.id }, data: { leadId: company.ids.Lea ?? null } });
});
afterEach(() => company.close());

const idsOf = (...names: string[]) => names.map((name) => company.ids[name] ?? '');
const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues' };
const answer = async (user: string, values: RawValues = full) => {
  await company.submit(user, await company.command(user, '/standup'), values);
  await company.settle();
};
const today = (person: string, query = {}) =>
  asked(company, todayHandlers, 'GET /api/today', person, { query });
const round = async (person: string, id?: string) =>
  asked(company, todayHandlers, 'GET /api/rounds/{id}', person, { params: { id: id ?? (await roundId()) } });
const roundId = async () => (await store.db.occurrence.findFirstOrThrow({ orderBy: { opensAt: 'desc' } })).id;
const search = (person: string, text: string, query = {}) =>
  asked(company, todayHandlers, 'GET /api/search', person, { query: { text, ...query } });
const exported = (person: string, query: Record<string, unknown>) =>
  asked(company, todayHandlers, 'GET /api/standups/{id}/export', person, {
    params: { id: standupId },
    query,
  });

describe('the day', () => {
  it('counts who answered, is away and is silent, and names the reader’s own entry', async () => {
    await company.command('Ben', '/away today');
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', { ...full, q3: 'I am waiting for legal' });
    const { date, rounds, standups } = await today('Ana');
    expect(date).toBe('2026-11-24');
    expect(standups).toEqual([{ id: standupId, name: 'CRM rollout check-in' }]);
    const entry = await store.db.entry.findFirstOrThrow({ where: { personId: company.ids.Ana ?? '' } });
    // Chi is in New York and asked at 14:30Z: neither silent nor anything else yet.
    expect(only(rounds)).toMatchObject({
      standup: 'CRM rollout check-in',
      opensAt: '2026-11-24T08:30:00.000Z',
      closed: false,
      adHoc: false,
      answered: 1,
      away: 1,
      silent: 0,
      blocked: 1,
      mine: { state: 'answered', ref: entry.id },
    });
    await company.at('2026-11-24T14:30:00Z');
    expect(only((await today('Ana')).rounds)).toMatchObject({ answered: 1, away: 1, silent: 1 });
  });

  it('is the reader’s own today unless said', async () => {
    await company.at('2026-11-25T02:00:00Z');
    expect(await today('Chi')).toMatchObject({ date: '2026-11-24', today: '2026-11-24' });
    expect(await today('Ana')).toMatchObject({ date: '2026-11-25', today: '2026-11-25' });
    expect(await today('Ana', { date: '2026-11-20' })).toMatchObject({
      date: '2026-11-20',
      today: '2026-11-25',
      rounds: [],
    });
  });

  it('names the nearest days with rounds, and all of a month', async () => {
    for (const day of ['24', '25', '30']) await company.at(`2026-11-${day}T08:30:00Z`);
    expect(await today('Ana', { date: '2026-11-25' })).toMatchObject({
      before: '2026-11-24',
      after: '2026-11-30',
    });
    expect(await today('Ana', { date: '2026-11-24' })).toMatchObject({ before: null, after: '2026-11-25' });
    const days = (month: string) =>
      asked(company, todayHandlers, 'GET /api/days', 'Ana', { query: { month } });
    expect(await days('2026-11')).toEqual({ days: ['2026-11-24', '2026-11-25', '2026-11-30'] });
    expect(await days('2026-12')).toEqual({ days: [] });
  });

  it('shows updates of one’s own as a round that nobody was asked for', async () => {
    await answer('Ana', { ...full, q1: 'Early bird' });
    expect(only((await today('Ben')).rounds)).toMatchObject({
      adHoc: true,
      answered: 1,
      silent: 0,
      mine: null,
    });
  });

  it('keeps what was said in an archived stand-up', async () => {
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana');
    await setStandupState(company.context, { workspaceId: company.workspaceId, id: standupId }, 'archived');
    expect(only((await today('Ben')).rounds)).toMatchObject({ answered: 1 });
  });
});

describe('a round', () => {
  it('shows each person’s state, answers and last ten rounds, by name', async () => {
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', { q1: 'Tuesday', q2: 'more' });
    await company.at('2026-11-24T18:30:00Z');
    await company.at('2026-11-25T08:30:00Z');
    await answer('Ana', { ...full, q3: 'no' });
    const { questions, rows } = await round('Ben');
    expect(questions.map(({ text, about }) => [text, about])).toEqual([
      ['What moved since last time?', 'moved'],
      ['What is next?', 'next'],
      ['Is anything in your way?', 'blockers'],
    ]);
    expect(rows.map(({ name, department, state, waiting }) => [name, department, state, waiting])).toEqual([
      ['Ana', 'Sales', 'answered', false],
      ['Ben', 'Operations', 'expected', false],
      ['Chi', 'Sales', 'expected', true],
    ]);
    expect(rows[0]).toMatchObject({
      answers: { q1: '340 contacts moved', q2: 'Train the two new colleagues', q3: 'no' },
      answeredAt: expect.stringMatching(/^2026-11-25T08:30:0/),
      late: false,
      edited: false,
      blocked: false,
      strip: [
        { date: '2026-11-24', state: 'answered' },
        { date: '2026-11-25', state: 'answered' },
      ],
    });
    expect(rows[1]?.strip).toEqual([
      { date: '2026-11-24', state: 'expected' },
      { date: '2026-11-25', state: 'expected' },
    ]);
  });

  it('has strips that end with it and hold no more than ten', async () => {
    const days = Array.from({ length: 12 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`);
    for (const day of days) {
      const at = new Date(`${day}T08:30:00Z`);
      const times = { opensAt: at, closesAt: at };
      await store.db.occurrence.create({
        data: {
          ...times,
          standupId,
          localDate: new Date(day),
          slot: 570,
          questions: [],
          state: 'closed',
          entries: {
            create: { personId: company.ids.Ana ?? '', state: 'away', promptAt: at, closesAt: at },
          },
        },
      });
    }
    const strip = (await round('Ana')).rows[0]?.strip ?? [];
    expect(strip.map(({ date }) => date)).toEqual(days.slice(2));
    const first = await store.db.occurrence.findFirstOrThrow({ orderBy: { opensAt: 'asc' } });
    expect((await round('Ana', first.id)).rows[0]?.strip).toEqual([{ date: '2026-11-01', state: 'away' }]);
  });
});

describe('who may read', () => {
  beforeEach(async () => {
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana');
    await answer('Ben');
  });
  const refused = { code: 'no_such_round' };

  it('is everybody whom the stand-up asks, its managers, managers and administrators', async () => {
    for (const person of ['Ana', 'Ben', 'Max', 'Mia', 'Adi']) {
      const { rows, round: summary } = await round(person);
      expect([person, rows.length, summary.answered]).toEqual([person, 3, 2]);
    }
  });

  it('is, for the rounds they were asked in and no later ones, whoever is no longer listed', async () => {
    await store.db.standupMember.deleteMany({ where: { personId: company.ids.Ben ?? '' } });
    const old = await roundId();
    expect((await round('Ben', old)).rows).toHaveLength(3);
    await company.at('2026-11-25T08:30:00Z');
    const next = await store.db.occurrence.findFirstOrThrow({ orderBy: { opensAt: 'desc' } });
    expect(next.id).not.toBe(old);
    await expect(round('Ben', next.id)).rejects.toMatchObject(refused);
    expect((await round('Ana', next.id)).rows).toHaveLength(2);
  });

  it('is, for the people of their departments, a lead who is not in it', async () => {
    const { rows, round: summary } = await round('Lea');
    expect(rows.map(({ name }) => name)).toEqual(['Ana', 'Chi']);
    expect(summary).toMatchObject({ answered: 1, mine: null });
    expect(only((await today('Lea')).rounds)).toMatchObject({ answered: 1 });
    expect((await search('Lea', 'contacts')).hits.map(({ name }) => name)).toEqual(['Ana']);
    const { body } = await exported('Lea', { format: 'json' });
    expect(JSON.parse(body).entries.map(({ name }: { name: string }) => name)).toEqual(['Ana', 'Chi']);
  });

  it('is not a lead of other departments, nor somebody who leads one without being a lead', async () => {
    await store.db.department.updateMany({ where: { name: 'Sales' }, data: { leadId: null } });
    await expect(round('Lea')).rejects.toMatchObject(refused);
    await store.db.department.updateMany({
      where: { name: 'Sales' },
      data: { leadId: company.ids.Oli ?? null },
    });
    await expect(round('Oli')).rejects.toMatchObject(refused);
  });

  it('is nobody else: for them there is nothing', async () => {
    await expect(round('Oli')).rejects.toMatchObject(refused);
    expect(await today('Oli')).toMatchObject({ rounds: [], before: null, after: null, standups: [] });
    expect(await today('Oli', { date: '2026-11-25' })).toMatchObject({ before: null });
    expect((await search('Oli', 'contacts')).hits).toEqual([]);
    await expect(search('Oli', 'contacts', { standupId })).rejects.toMatchObject({
      code: 'no_such_standup',
    });
    await expect(exported('Oli', { format: 'csv' })).rejects.toMatchObject({ code: 'no_such_standup' });
    const file = { params: { id: await roundId() }, query: { format: 'csv' } };
    await expect(
      asked(company, todayHandlers, 'GET /api/rounds/{id}/export', 'Oli', file),
    ).rejects.toMatchObject(refused);
  });

  it('is never somebody of another company, an administrator neither', async () => {
    const other = await store.db.workspace.create({ data: { name: 'Rivals' } });
    const stranger = { ...(await actorOf(company, 'Adi')), workspaceId: other.id };
    const id = await roundId();
    const ask = { actor: stranger, params: { id }, query: {} } as never;
    await expect(todayHandlers['GET /api/rounds/{id}']({ ...company.context } as never, ask)).rejects.toThrow(
      'not there',
    );
    await store.db.workspace.delete({ where: { id: other.id } });
  });
});
