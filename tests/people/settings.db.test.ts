import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/chat/actor.ts';
import {
  ownSettings,
  peopleOverview,
  peopleView,
  saveDepartment,
  saveOwnSettings,
  setPerson,
} from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
let sales: string;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: { Ana: { zone: 'Europe/Lisbon', country: 'PT' }, Ben: {}, Eve: { role: 'administrator' } },
  });
  const { workspaceId } = company;
  sales = await saveDepartment(store.db, { workspaceId, name: 'Sales', leadId: null });
});
afterEach(() => company.close());

const idOf = (name: string) => company.ids[name] ?? '';
const self = () => ({ personId: idOf('Ana'), workspaceId: company.workspaceId });
const row = (name: string) => store.db.person.findFirstOrThrow({ where: { name } });

describe('one’s own settings', () => {
  const keep = (settings: Partial<Parameters<typeof saveOwnSettings>[2]>) =>
    saveOwnSettings(store.db, self(), { departmentId: null, country: null, reminders: true, ...settings });

  it('are kept and shown', async () => {
    await keep({ departmentId: sales, country: 'de-by', reminders: false });
    expect(await ownSettings(store.db, self())).toEqual({
      departmentId: sales,
      department: { name: 'Sales' },
      zone: 'Europe/Lisbon',
      country: 'DE-BY',
      reminders: false,
    });
  });

  it('may leave the country empty, to be asked on holidays too', async () => {
    await keep({ country: null });
    expect(await row('Ana')).toMatchObject({ country: null, reminders: true });
  });

  it('keep the department when none is chosen', async () => {
    await keep({ departmentId: sales });
    await keep({});
    expect(await row('Ana')).toMatchObject({ departmentId: sales });
  });

  it.each(['Germany', 'XX', 'DE-', 'D', '🇩🇪'])('do not take %s for a country', async (country) => {
    await expect(keep({ country, departmentId: sales, reminders: false })).rejects.toThrow(
      `I do not know the country “${country}”. Give two letters such as DE, or DE-BY.`,
    );
    expect(await row('Ana')).toMatchObject({ country: 'PT', departmentId: null, reminders: true });
  });

  it('change nobody else', async () => {
    await keep({ country: 'FR', reminders: false });
    expect(await row('Ben')).toMatchObject({ country: null, reminders: true });
  });
});

describe('what an administrator sets about a person', () => {
  const set = (name: string, what: { role?: Role; departmentId?: string }, workspaceId?: string) =>
    setPerson(store.db, { workspaceId: workspaceId ?? company.workspaceId, id: idOf(name), ...what });

  it('is their role and department; what is left out stays', async () => {
    await set('Ben', { role: 'manager', departmentId: sales });
    expect(await row('Ben')).toMatchObject({ role: 'manager', departmentId: sales });
    await set('Ben', { role: 'lead' });
    expect(await row('Ben')).toMatchObject({ role: 'lead', departmentId: sales });
    await set('Ben', {});
    expect(await row('Ben')).toMatchObject({ role: 'lead', departmentId: sales });
  });

  it('never leaves a company without an administrator', async () => {
    const refusal = 'This is the only administrator. Make somebody else an administrator first.';
    await expect(set('Eve', { role: 'member' })).rejects.toThrow(refusal);
    await set('Ben', { role: 'administrator' });
    await set('Eve', { role: 'member' });
    expect(await row('Eve')).toMatchObject({ role: 'member' });
    await expect(set('Ben', { role: 'lead' })).rejects.toThrow(refusal);
  });

  it('does not count administrators who have left', async () => {
    await set('Ben', { role: 'administrator' });
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    await expect(set('Eve', { role: 'member' })).rejects.toThrow('This is the only administrator.');
  });

  it('is all or nothing', async () => {
    await store.db.department.delete({ where: { id: sales } });
    await expect(set('Ben', { role: 'manager', departmentId: sales })).rejects.toThrow(
      'That department is no longer there. Please choose another.',
    );
    expect(await row('Ben')).toMatchObject({ role: 'member' });
  });

  it('reaches nobody of another company', async () => {
    const { id: other } = await store.db.workspace.create({
      data: { name: 'Another', persons: { create: { name: 'Their admin', role: 'administrator' } } },
    });
    await set('Ben', { role: 'administrator' }, other);
    expect(await row('Ben')).toMatchObject({ role: 'member' });
  });
});

describe('the overview', () => {
  it('shows departments with their leads and sizes, and who is in none', async () => {
    const { workspaceId } = company;
    await saveDepartment(store.db, { workspaceId, name: 'Finance', leadId: idOf('Ben') });
    await store.db.person.updateMany({
      where: { name: { in: ['Ana', 'Eve'] } },
      data: { departmentId: sales },
    });
    await store.db.person.update({ where: { id: idOf('Eve') }, data: { active: false } });
    const { departments, ...counts } = await peopleOverview(store.db, workspaceId);
    expect(textOf(peopleView(departments, counts))).toBe(`People
2 active, 1 without a department.
Finance
0 people · led by Ben
[ Edit ]
Sales
one person · no lead yet
[ Edit ]
[ Set a person’s department or role ] [ New department ] [ Read people again ]`);
  });
});
