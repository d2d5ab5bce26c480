import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meHandlers } from '../../src/api/routes/me.ts';
import type { Store } from '../../src/store/index.ts';
import { asked } from '../support/api.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: { Ana: { department: 'Sales', country: 'DE' }, Ben: { department: 'IT' } },
  });
});
afterEach(() => company.close());

const me = (name = 'Ana') => asked(company, meHandlers, 'GET /api/me', name);
const change = (body: object) => asked(company, meHandlers, 'PATCH /api/me', 'Ana', { body });
const departmentId = async (name: string) =>
  (await store.db.department.findFirstOrThrow({ where: { name } })).id;

describe('who I am', () => {
  it('is my name and settings, and the workspace’s where I have said nothing', async () => {
    expect(await me()).toEqual({
      id: company.ids.Ana,
      name: 'Ana',
      role: 'member',
      department: { id: await departmentId('Sales'), name: 'Sales' },
      workspace: 'Web shop',
      locale: 'en',
      zone: 'Europe/Berlin',
      country: 'DE',
      reminders: true,
      quietFrom: null,
      quietTo: null,
      departments: [
        { id: await departmentId('IT'), name: 'IT' },
        { id: await departmentId('Sales'), name: 'Sales' },
      ],
      demo: false,
    });
  });
});

describe('my settings', () => {
  it('change one by one; what is left out stays', async () => {
    await change({ locale: 'pt_br', zone: 'europe/lisbon' });
    await change({ country: 'pt', reminders: false });
    await change({ quiet: { from: '18:00', to: '08:00' }, departmentId: await departmentId('IT') });
    expect(await me()).toMatchObject({
      locale: 'pt-BR',
      zone: 'Europe/Lisbon',
      country: 'PT',
      reminders: false,
      quietFrom: '18:00',
      quietTo: '08:00',
      department: { name: 'IT' },
    });
    await change({ quiet: null, country: null });
    expect(await me()).toMatchObject({
      country: null,
      reminders: false,
      quietFrom: null,
      quietTo: null,
      zone: 'Europe/Lisbon',
    });
    expect(await me('Ben')).toMatchObject({ reminders: true, locale: 'en', zone: 'Europe/Berlin' });
  });

  it.each([
    [
      { locale: 'Klingonese!' },
      'I do not know the language “Klingonese!”. Write a code such as en, de or pt-BR.',
    ],
    [{ locale: 'xx' }, 'I do not know the language “xx”. Write a code such as en, de or pt-BR.'],
    [{ zone: '+02:00' }, 'I do not know the time zone “+02:00”. Choose one such as “Europe/Berlin”.'],
    [{ country: 'Narnia' }, 'I do not know the country “Narnia”. Give two letters such as DE, or DE-BY.'],
    [
      { quiet: { from: '08:00', to: '08:00' } },
      'Quiet hours end at another time than they begin. Please change one of the two.',
    ],
    [
      { departmentId: '00000000-0000-7000-8000-000000000000' },
      'That department is no longer there. Please choose another.',
    ],
  ])('refuse %j, and then change nothing', async (body, sentence) => {
    await expect(change({ reminders: false, ...body })).rejects.toThrow(sentence);
    expect(await me()).toMatchObject({ reminders: true, department: { name: 'Sales' }, quietFrom: null });
  });
});
