import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { departmentsOf, joinDepartment, saveDepartment } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
let other: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: { Ana: {}, Ben: { role: 'manager' } },
  });
  other = (await store.db.workspace.create({ data: { name: 'Another company' } })).id;
});
afterEach(() => company.close());

const save = (name: string, more: { id?: string; leadId?: string; workspaceId?: string } = {}) =>
  saveDepartment(store.db, { workspaceId: company.workspaceId, name, leadId: null, ...more });
const roleOf = async (name: string) => (await store.db.person.findFirstOrThrow({ where: { name } })).role;
const idOf = (name: string) => company.ids[name] ?? '';
const names = async () =>
  (await departmentsOf(store.db, company.workspaceId)).map((department) => department.name);

describe('a department', () => {
  it('is listed by name, for its own workspace', async () => {
    await save('Sales');
    await save('Finance');
    await save('IT', { workspaceId: other });
    expect(await names()).toEqual(['Finance', 'Sales']);
  });

  it('makes its lead a lead, and takes nothing from those who are more', async () => {
    await save('Sales', { leadId: idOf('Ana') });
    await save('Finance', { leadId: idOf('Ben') });
    expect(await roleOf('Ana')).toBe('lead');
    expect(await roleOf('Ben')).toBe('manager');
  });

  it('can be renamed and given another lead', async () => {
    const id = await save('Sale');
    expect(await save('Sales', { id, leadId: idOf('Ana') })).toBe(id);
    expect(await departmentsOf(store.db, company.workspaceId)).toEqual([
      { id, name: 'Sales', leadId: idOf('Ana') },
    ]);
    await save('Sales', { id });
    expect(await departmentsOf(store.db, company.workspaceId)).toMatchObject([{ leadId: null }]);
  });

  it('cannot have the name of another, in whatever case', async () => {
    const id = await save('Sales');
    await expect(save('SALES')).rejects.toThrow('There is a department called Sales already.');
    await save('Sales', { id });
    await save('Sales', { workspaceId: other });
    expect(await names()).toEqual(['Sales']);
  });

  it('may have a name with signs that mean something in a search', async () => {
    await save('R&D');
    await save('R_D');
    await save('100%');
    await save('100 people');
    await save('C:\\Archive');
    await expect(save('r_d')).rejects.toThrow('There is a department called R_D already.');
    await expect(save('c:\\archive')).rejects.toThrow('There is a department called C:\\Archive already.');
    expect((await names()).sort()).toEqual(['100 people', '100%', 'C:\\Archive', 'R&D', 'R_D']);
  });

  it('that is gone cannot be changed', async () => {
    const id = await save('Sales');
    const elsewhere = await save('Sales', { workspaceId: other });
    await store.db.department.delete({ where: { id } });
    for (const gone of [id, elsewhere])
      await expect(save('Sales again', { id: gone })).rejects.toThrow('That department is no longer there.');
    expect(await store.db.department.findMany()).toMatchObject([{ id: elsewhere, name: 'Sales' }]);
  });
});

describe('a person', () => {
  const join = (departmentId: string) =>
    joinDepartment(store.db, { personId: idOf('Ana'), workspaceId: company.workspaceId, departmentId });

  it('joins a department, and may change it', async () => {
    const sales = await save('Sales');
    const finance = await save('Finance');
    await join(sales);
    await join(finance);
    expect(await store.db.person.findFirstOrThrow({ where: { name: 'Ana' } })).toMatchObject({
      departmentId: finance,
    });
  });

  it('cannot join one that is gone, or of another company', async () => {
    const sales = await save('Sales');
    await store.db.department.delete({ where: { id: sales } });
    const elsewhere = await save('Sales', { workspaceId: other });
    for (const id of [sales, elsewhere])
      await expect(join(id)).rejects.toThrow('That department is no longer there. Please choose another.');
  });

  it('is in no department once theirs is deleted', async () => {
    const sales = await save('Sales');
    await join(sales);
    await store.db.department.delete({ where: { id: sales } });
    expect(await store.db.person.findFirstOrThrow({ where: { name: 'Ana' } })).toMatchObject({
      departmentId: null,
    });
  });
});
