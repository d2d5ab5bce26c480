import Papa from 'papaparse';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { todayHandlers } from '../../src/api/routes/today.ts';
import type { RawValues } from '../../src/chat/form.ts';
import type { Store } from '../../src/store/index.ts';
import { asked } from '../support/api.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

// Answers as files. Berlin is UTC+1 here, rounds are from 08:30Z to 12:30Z; who may have them: tests/api/today.db.test.ts.

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
      Chi: { zone: 'America/New_York' },
      Mia: { role: 'manager' },
    },
  });
  const members = ['Ana', 'Ben', 'Chi'].map((name) => company.ids[name] ?? '');
  standupId = await company.makeStandup({ members, managers: [] });
});
afterEach(() => company.close());

const full = { q1: '340 contacts moved', q2: 'Train the two new colleagues' };
const answer = async (user: string, values: RawValues = full) => {
  await company.submit(user, await company.command(user, '/standup'), values);
  await company.settle();
};
const roundId = async () => (await store.db.occurrence.findFirstOrThrow({ orderBy: { opensAt: 'desc' } })).id;
const exported = (person: string, query: Record<string, unknown>) =>
  asked(company, todayHandlers, 'GET /api/standups/{id}/export', person, {
    params: { id: standupId },
    query,
  });

describe('exports', () => {
  const cells = (body: string) => Papa.parse<string[]>(body.slice(1)).data;

  it('are a CSV that spreadsheets read: a row for each person, a column for each question', async () => {
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', { ...full, q1: 'Line one\nüber, "line" two' });
    const file = { params: { id: await roundId() }, query: { format: 'csv' } };
    const { name, type, body } = await asked(
      company,
      todayHandlers,
      'GET /api/rounds/{id}/export',
      'Ana',
      file,
    );
    expect([name, type]).toEqual(['crm-rollout-check-in-2026-11-24.csv', 'text/csv; charset=utf-8']);
    expect(body.startsWith('\ufeffDate,')).toBe(true);
    const [headings, ana, ben, chi] = cells(body);
    expect(headings).toEqual([
      'Date',
      'Opened (Europe/Berlin)',
      'Name',
      'Department',
      'State',
      'Answered (Europe/Berlin)',
      'Late',
      'What moved since last time?',
      'What is next?',
      'Is anything in your way?',
    ]);
    expect(ana).toEqual([
      '2026-11-24',
      '2026-11-24 09:30',
      'Ana',
      'Sales',
      'answered',
      '2026-11-24 09:30',
      '',
      'Line one\nüber, "line" two',
      'Train the two new colleagues',
      '',
    ]);
    expect([ben?.[4], chi?.[4]]).toEqual(['silent', 'not asked yet']);
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\tx', '=1+1\nsecond line', '＝1'])(
    'let no spreadsheet run %j, in names, headings or answers',
    async (formula) => {
      await store.db.person.update({ where: { id: company.ids.Ana ?? '' }, data: { name: formula } });
      await company.at('2026-11-24T08:30:00Z');
      const questions = [{ id: 'q1', text: formula, kind: 'longText', required: true }];
      await store.db.occurrence.updateMany({ data: { questions } });
      await store.db.entry.updateMany({
        where: { personId: company.ids.Ana ?? '' },
        data: { state: 'answered', answers: { q1: formula } },
      });
      const rows = cells((await exported('Mia', { format: 'csv' })).body);
      const mine = rows.find((row) => row[4] === 'answered') ?? [];
      expect([rows[0]?.[7], mine[2], mine[7]]).toEqual([`'${formula}`, `'${formula}`, `'${formula}`]);
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r＝]/.test(cell))).toEqual([]);
    },
  );

  it('keep numbers numbers', async () => {
    await company.at('2026-11-24T08:30:00Z');
    await store.db.occurrence.updateMany({
      data: { questions: [{ id: 'q1', text: 'Balance', kind: 'number', required: true }] },
    });
    await store.db.entry.updateMany({
      where: { personId: company.ids.Ana ?? '' },
      data: { state: 'answered', answers: { q1: -5 } },
    });
    expect(cells((await exported('Mia', { format: 'csv' })).body)[1]?.[7]).toBe('-5');
  });

  it('put answers to a question under its text, whatever its place was', async () => {
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', { q1: 'moved on Tuesday', q2: 'next on Tuesday' });
    await company.at('2026-11-25T08:30:00Z');
    const last = await roundId();
    await store.db.occurrence.update({
      where: { id: last },
      data: {
        questions: [
          { id: 'q1', text: 'What is next?', kind: 'longText', required: true },
          { id: 'q2', text: 'What is next?', kind: 'longText', required: false },
        ],
      },
    });
    await store.db.entry.updateMany({
      where: { occurrenceId: last, personId: company.ids.Ana ?? '' },
      data: { state: 'answered', answers: { q1: 'next on Wednesday', q2: 'twice' } },
    });
    const { name, body } = await exported('Ana', { format: 'csv', from: '2026-11-24', to: '2026-11-25' });
    expect(name).toBe('crm-rollout-check-in-2026-11-24-to-2026-11-25.csv');
    const rows = cells(body);
    const mine = rows.filter((row) => row[2] === 'Ana');
    const at = (heading: string) => mine.map((row) => row[rows[0]?.indexOf(heading) ?? -1]);
    expect(at('What is next?')).toEqual(['next on Tuesday', 'next on Wednesday']);
    expect(at('What is next? (2)')).toEqual(['', 'twice']);
    expect(at('What moved since last time?')).toEqual(['moved on Tuesday', '']);
    const json = JSON.parse((await exported('Ana', { format: 'json' })).body);
    expect(json.standup).toBe('CRM rollout check-in');
    expect(json.entries[0]).toMatchObject({
      date: '2026-11-24',
      name: 'Ana',
      state: 'answered',
      answers: [
        { question: 'What moved since last time?', answer: 'moved on Tuesday' },
        { question: 'What is next?', answer: 'next on Tuesday' },
      ],
    });
  });

  it('have a name that every file system takes', async () => {
    await store.db.standup.updateMany({ data: { name: '../Über “Straße” 🎉 日本' } });
    expect((await exported('Mia', { format: 'json', to: '2026-11-24', from: '2026-11-24' })).name).toBe(
      'uber-stra-e-2026-11-24-to-2026-11-24.json',
    );
    await store.db.standup.updateMany({ data: { name: '日本' } });
    expect((await exported('Mia', { format: 'csv' })).name).toMatch(/^stand-up-2026/);
  });

  it('hold the last 92 days unless said, and at most 400', async () => {
    expect((await exported('Mia', { format: 'csv' })).name).toBe(
      'crm-rollout-check-in-2026-08-25-to-2026-11-24.csv',
    );
    await expect(exported('Mia', { format: 'csv', from: '2025-10-20' })).rejects.toThrow(
      'These are 401 days, and one file holds at most 400. Please choose a shorter span.',
    );
    await expect(
      exported('Mia', { format: 'csv', from: '2026-11-24', to: '2026-11-23' }),
    ).rejects.toMatchObject({ code: 'bad_span' });
  });
});
