import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueHandlers } from '../../src/api/routes/issues.ts';
import type { Store } from '../../src/store/index.ts';
import { departmentId, nameLeads, raiseWith } from '../issues/departments.ts';
import { asked } from '../support/api.ts';
import { type Company, createCompany, only, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: {
      Ana: { department: 'Sales' },
      Ben: { role: 'lead', department: 'Operations' },
      Chi: { department: 'Operations' },
      Fin: { role: 'lead', department: 'Finance' },
      Mia: { role: 'manager' },
    },
  });
  await nameLeads(company, { Operations: 'Ben', Finance: 'Fin' });
});
afterEach(() => company.close());

const list = (person: string, query = {}) =>
  asked(company, issueHandlers, 'GET /api/issues', person, { query });
const titles = async (person: string, query = {}) =>
  (await list(person, query)).issues.map(({ title }) => title);
const read = (person: string, id: string) =>
  asked(company, issueHandlers, 'GET /api/issues/{id}', person, { params: { id } });
const act = (person: string, id: string, body: unknown) =>
  asked(company, issueHandlers, 'POST /api/issues/{id}/act', person, { params: { id }, body });
const matrix = (person = 'Ana') => asked(company, issueHandlers, 'GET /api/matrix', person);
const idOf = async (title: string) => (await store.db.issue.findFirstOrThrow({ where: { title } })).id;
const setDays = (title: string, days: number) =>
  store.db.issue.updateMany({ where: { title }, data: { days } });

const EXPORT = 'Export from the stock system';
const LICENCES = 'Two licences';
const BUDGET = 'The budget for spring';
beforeEach(async () => {
  await raiseWith(company, 'Ana', 'Operations', EXPORT, { detail: 'As CSV, please' });
  await raiseWith(company, 'Fin', 'Operations', LICENCES);
  await raiseWith(company, 'Ana', 'Finance', BUDGET, { kind: 'question' });
  await setDays(EXPORT, 3);
  await setDays(LICENCES, 12);
});

describe('the list', () => {
  it('shows everyone who waits on whom, those that wait longest first', async () => {
    const { issues, total, onMe } = await list('Chi');
    expect(issues.map(({ title, days, age }) => [title, days, age])).toEqual([
      [LICENCES, 12, 'Critical'],
      [EXPORT, 3, 'Ageing'],
      [BUDGET, 0, 'Fresh'],
    ]);
    expect([total, onMe]).toEqual([3, 0]);
    expect(issues[1]).toMatchObject({
      headline: 'Sales is waiting on Operations',
      from: { department: { name: 'Sales' }, person: { name: 'Ana' } },
      on: { department: { name: 'Operations' }, person: null },
    });
  });

  it('is filtered by age, kind, side, text and what is mine', async () => {
    expect(await titles('Ana', { age: 'Ageing' })).toEqual([EXPORT]);
    expect(await titles('Ana', { age: 'Critical' })).toEqual([LICENCES]);
    expect(await titles('Ana', { age: 'Stale' })).toEqual([]);
    expect(await titles('Ana', { kind: 'question' })).toEqual([BUDGET]);
    expect(await titles('Ana', { onDepartmentId: await departmentId(company, 'Finance') })).toEqual([BUDGET]);
    expect(await titles('Ana', { fromDepartmentId: await departmentId(company, 'Finance') })).toEqual([
      LICENCES,
    ]);
    expect(await titles('Ana', { text: 'STOCK' })).toEqual([EXPORT]);
    expect(await titles('Ana', { text: '%' })).toEqual([]);
    expect(await titles('Ana', { mine: 'raised' })).toEqual([EXPORT, BUDGET]);
    expect(await titles('Ben', { mine: 'on_me' })).toEqual([LICENCES, EXPORT]);
    expect((await list('Ben')).onMe).toBe(2);
  });

  it('leaves out what is over unless asked, and comes in pages', async () => {
    await act('Ana', await idOf(BUDGET), { act: { kind: 'solve' } });
    expect(await titles('Ana')).toEqual([LICENCES, EXPORT]);
    expect(await titles('Ana', { state: 'closed' })).toEqual([BUDGET]);
    expect(await titles('Ana', { state: 'all' })).toEqual([LICENCES, EXPORT, BUDGET]);
    expect(await titles('Ana', { state: 'all', size: 1, page: 2 })).toEqual([EXPORT]);
    expect((await list('Ana', { state: 'all', size: 1, page: 2 })).total).toBe(3);
  });

  it('holds nothing of another company', async () => {
    const other = await store.db.workspace.create({ data: { name: 'Rival' } });
    await store.db.issue.updateMany({ where: { title: EXPORT }, data: { workspaceId: other.id } });
    expect(await titles('Mia', { state: 'all' })).not.toContain(EXPORT);
    await expect(read('Mia', await idOf(EXPORT))).rejects.toThrow('This is no longer there.');
    await store.db.workspace.delete({ where: { id: other.id } });
  });
});

describe('one issue', () => {
  it('shows both sides everything that happened, and what each may do', async () => {
    const id = await idOf(BUDGET);
    await act('Fin', id, { act: { kind: 'ask_back', text: 'How much?' } });
    const { events, acts } = await read('Ana', id);
    expect(events.map(({ kind, by, text }) => [kind, by, text])).toEqual([
      ['raised', 'Ana', 'Ana raised it.'],
      ['asked_back', 'Fin', 'Fin asks: “How much?”'],
    ]);
    expect(acts).toEqual(['answer', 'still_waiting', 'change', 'solve', 'merge']);
    expect((await read('Fin', id)).acts).toEqual([
      'accept',
      'ask_back',
      'decline',
      'pass_on',
      'solve',
      'merge',
    ]);
  });

  it('shows words to both departments and managers, and to others only what happened', async () => {
    const id = await idOf(EXPORT);
    await act('Ben', id, { act: { kind: 'decline', text: 'CANARY' } });
    for (const person of ['Ana', 'Ben', 'Chi', 'Mia']) {
      const { inside, detail, events } = await read(person, id);
      expect([person, inside, detail, events[1]?.text]).toEqual([
        person,
        true,
        'As CSV, please',
        'Ben declined it: “CANARY”',
      ]);
    }
    const { inside, detail, events, acts } = await read('Fin', id);
    expect([inside, detail, events[1]?.text, acts]).toEqual([false, null, 'Ben declined it.', []]);
  });

  it('names those that were joined with it, to both sides', async () => {
    await act('Fin', await idOf(LICENCES), { act: { kind: 'merge', intoId: await idOf(EXPORT) } });
    const { joined } = await read('Ana', await idOf(EXPORT));
    expect(joined).toEqual([{ id: await idOf(LICENCES), title: LICENCES, from: 'Finance' }]);
    expect((await read('Fin', await idOf(LICENCES))).mergedInto).toEqual({
      id: await idOf(EXPORT),
      title: EXPORT,
    });
  });
});

describe('what can be done', () => {
  it('is the same as in chat, and shown there', async () => {
    const { issue } = await act('Ben', await idOf(EXPORT), {
      act: { kind: 'accept', promisedFor: '2026-11-27' },
      version: 1,
    });
    expect(issue).toMatchObject({ state: 'accepted', promisedFor: '2026-11-27', version: 2 });
    await company.settle();
    const [first] = company.platform.in('Ana').filter(({ key }) => key.startsWith('issue:'));
    expect(textOf((first ?? only([])).view)).toContain('Ben accepted it, for Fri, Nov 27.');
  });

  it('refuses whoever is too late, and whoever may not', async () => {
    const id = await idOf(EXPORT);
    await act('Ben', id, { act: { kind: 'accept', promisedFor: '2026-11-27' }, version: 1 });
    await expect(act('Mia', id, { act: { kind: 'decline', text: 'No' }, version: 1 })).rejects.toThrow(
      'It has changed meanwhile. Ben accepted it, for Fri, Nov 27.',
    );
    await expect(act('Chi', id, { act: { kind: 'decline', text: 'No' } })).rejects.toThrow(
      'This is for the lead of Operations and managers to say.',
    );
  });

  it('is done to several at once, each by itself', async () => {
    const ids = [await idOf(EXPORT), await idOf(BUDGET), await idOf(LICENCES)];
    const { results } = await asked(company, issueHandlers, 'POST /api/issues/act', 'Ben', {
      body: { ids, act: { kind: 'accept', promisedFor: '2026-11-27' } },
    });
    expect(results.map(({ refused }) => refused)).toEqual([
      null,
      'This is for the lead of Finance and managers to say.',
      null,
    ]);
    expect(await titles('Ana', { state: 'accepted' })).toEqual([LICENCES, EXPORT]);
  });

  it('raises once under one key', async () => {
    const body = {
      kind: 'blocker',
      title: 'Labels',
      onDepartmentId: await departmentId(company, 'Finance'),
      once: 'form-1234',
    };
    const raise = () => asked(company, issueHandlers, 'POST /api/issues', 'Chi', { body });
    const [first, second] = await Promise.all([raise(), raise()]);
    expect(first.issue.id).toBe(second.issue.id);
  });

  it('what waits on somebody comes with its buttons', async () => {
    const { waits } = await asked(company, issueHandlers, 'GET /api/waits-on-me', 'Fin');
    expect(textOf(only(waits).view)).toContain('Sales asks Finance: The budget for spring');
  });
});

describe('the matrix', () => {
  it('counts who waits on whom, for how long, and how long it usually takes', async () => {
    await raiseWith(company, 'Ana', 'Operations', 'Labels for the warehouse');
    await setDays('Labels for the warehouse', 8);
    for (const [title, days] of [
      ['Old one', 2],
      ['Older one', 6],
    ] as const) {
      await raiseWith(company, 'Ana', 'Operations', title);
      await setDays(title, days);
      await act('Ana', await idOf(title), { act: { kind: 'solve' } });
    }
    await raiseWith(company, 'Ana', 'Operations', 'Scan by phone', { kind: 'idea' });
    const { cells, departments } = await matrix('Chi');
    const name = (id: string | null) => departments.find((one) => one.id === id)?.name;
    const cell = cells.find(({ fromId, onId }) => name(fromId) === 'Sales' && name(onId) === 'Operations');
    expect(cell).toMatchObject({ open: 2, oldestDays: 8, age: 'Stale', medianDays: 4, solved: 2 });
    expect(cells.map(({ fromId, onId }) => [name(fromId), name(onId)]).sort()).toEqual([
      ['Finance', 'Operations'],
      ['Sales', 'Finance'],
      ['Sales', 'Operations'],
    ]);
  });
});
