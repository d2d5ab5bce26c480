// Long because every route of the page Set-up has its examples here, with one company for all of them.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HandledName } from '../../src/api/route.ts';
import { setupHandlers } from '../../src/api/routes/setup.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import { dayOff } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
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
    now: '2026-11-24T08:00:00Z',
    people: {
      Ana: { department: 'Sales' },
      Ben: { department: 'Sales', role: 'lead' },
      Eve: { role: 'administrator' },
    },
  });
});
afterEach(() => company.close());

type SetupRoute = Extract<HandledName, keyof typeof setupHandlers>;
const ask = <Name extends SetupRoute>(route: Name, parts: Parameters<typeof asked>[4] = {}, person = 'Eve') =>
  asked(company, setupHandlers, route, person, parts);
const idOf = (name: string) => ({ id: company.ids[name] ?? '' });
const nobody = { id: '00000000-0000-7000-8000-000000000000' };
const departmentId = async (name: string) =>
  (await store.db.department.findFirstOrThrow({ where: { name } })).id;
const listed = async (query: Record<string, unknown> = {}) =>
  (await ask('GET /api/people', { query })).people.map(({ name }) => name).join(' ');

describe('the list of people', () => {
  it('shows where each can be reached, and their department', async () => {
    const { people, total } = await ask('GET /api/people');
    expect(total).toBe(3);
    expect(people[0]).toEqual({
      ...idOf('Ana'),
      name: 'Ana',
      email: null,
      role: 'member',
      department: { id: await departmentId('Sales'), name: 'Sales' },
      active: true,
      platforms: ['slack'],
      personalLink: null,
    });
    await store.db.installation.updateMany({ data: { revokedAt: company.clock.now() } });
    expect((await ask('GET /api/people')).people[0]).toMatchObject({ platforms: [] });
  });

  it('is searched by name and address, by department, and by who has left', async () => {
    await ask('POST /api/people', { body: { name: '100%_Ä', email: 'Zed@example.com' } });
    await store.db.person.update({ where: idOf('Ben'), data: { active: false } });
    expect(await listed()).toBe('100%_Ä Ana Eve');
    expect(await listed({ text: 'AN' })).toBe('Ana');
    expect(await listed({ text: 'zed@' })).toBe('100%_Ä');
    expect(await listed({ text: '%' })).toBe('100%_Ä');
    expect(await listed({ text: 'n_' })).toBe('');
    expect(await listed({ show: 'left' })).toBe('Ben');
    expect(await listed({ show: 'all', department: await departmentId('Sales') })).toBe('Ana Ben');
    expect(await listed({ department: 'none' })).toBe('100%_Ä Eve');
    await expect(listed({ department: 'Sales' })).rejects.toThrow('There is no such department.');
  });

  it('comes in pages that miss nobody', async () => {
    await store.db.person.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        workspaceId: company.workspaceId,
        name: `P${index % 7}`,
      })),
    });
    const first = await ask('GET /api/people');
    const second = await ask('GET /api/people', { query: { skip: first.people.length } });
    expect(first.total).toBe(63);
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(63);
  });

  it('knows nobody of another company', async () => {
    await store.db.workspace.create({ data: { name: 'Another', persons: { create: { name: 'Zoe' } } } });
    expect(await listed({ show: 'all' })).toBe('Ana Ben Eve');
  });
});

describe('a person', () => {
  const change = (name: string, body: object) => ask('PATCH /api/people/{id}', { params: idOf(name), body });
  const added = async (body: object) => (await ask('POST /api/people', { body })).id;

  it('is added with a seat in the browser, where the company is', async () => {
    await ask('PATCH /api/workspace', { body: { country: 'AT' } });
    const id = await added({
      name: ' Dan ',
      email: 'Dan@Example.com',
      role: 'lead',
      departmentId: await departmentId('Sales'),
    });
    expect((await ask('GET /api/people', { query: { text: 'Dan' } })).people).toEqual([
      {
        id,
        name: 'Dan',
        email: 'dan@example.com',
        role: 'lead',
        department: { id: await departmentId('Sales'), name: 'Sales' },
        active: true,
        platforms: ['web'],
        personalLink: null,
      },
    ]);
    expect(await store.db.person.findUnique({ where: { id } })).toMatchObject({ country: 'AT' });
  });

  it.each([
    [{ name: 'Dan', email: 'dan' }, '“dan” is not an e-mail address. Write it like ana@example.com.'],
    [{ name: '=1+1' }, 'The name “=1+1” begins like a formula, with =. Take that sign out.'],
    [{ name: 'Dan', departmentId: nobody.id }, 'That department is no longer there. Please choose another.'],
  ])('is not added from %j', async (body, sentence) => {
    await expect(added(body)).rejects.toThrow(sentence);
    expect(await listed({ show: 'all' })).toBe('Ana Ben Eve');
  });

  it('is not added twice, not even at once', async () => {
    const twice = await Promise.allSettled([
      added({ name: 'Dan', email: 'dan@example.com' }),
      added({ name: 'Daniel', email: 'DAN@example.com' }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.db.person.count({ where: { email: 'dan@example.com' } })).toBe(1);
  });

  it('gets another role and department, or none', async () => {
    await change('Ana', { role: 'manager', departmentId: null });
    expect(await store.db.person.findUnique({ where: idOf('Ana') })).toMatchObject({
      role: 'manager',
      departmentId: null,
    });
    await change('Ana', { departmentId: await departmentId('Sales') });
    expect(await store.db.person.findUnique({ where: idOf('Ana') })).toMatchObject({
      role: 'manager',
      departmentId: await departmentId('Sales'),
    });
  });

  it('is deactivated and brought back, when no chat platform decides that', async () => {
    const id = await added({ name: 'Dan' });
    const set = (active: boolean) => ask('PATCH /api/people/{id}', { params: { id }, body: { active } });
    await set(false);
    expect(await listed()).toBe('Ana Ben Eve');
    await set(true);
    expect(await listed()).toBe('Ana Ben Dan Eve');
    await expect(change('Ana', { active: false })).rejects.toThrow(
      'Ana has an account in Slack. Deactivate it there, and I follow.',
    );
    await store.db.person.update({ where: idOf('Ana'), data: { active: false } });
    await expect(change('Ana', { active: true })).rejects.toThrow(
      'Ana’s account in Slack is deactivated. Activate it there, and I follow.',
    );
    // Once the bot is removed from Slack, nobody there decides any more.
    await store.db.installation.updateMany({
      where: { platform: 'slack' },
      data: { revokedAt: company.clock.now() },
    });
    await change('Ana', { active: true });
    expect(await listed()).toBe('Ana Ben Dan Eve');
  });

  it('stays an administrator while there is no other, also when two take it from each other at once', async () => {
    const refusal = 'This is the only administrator. Make somebody else an administrator first.';
    await expect(change('Eve', { role: 'member' })).rejects.toThrow(refusal);
    await expect(change('Eve', { active: false })).rejects.toThrow(refusal);
    await change('Ben', { role: 'administrator' });
    const results = await Promise.allSettled([
      change('Eve', { role: 'member' }),
      change('Ben', { role: 'member' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.db.person.count({ where: { role: 'administrator' } })).toBe(1);
  });

  it('of another company is nobody here', async () => {
    const { persons } = await store.db.workspace.create({
      data: { name: 'Another', persons: { create: { name: 'Zoe' } } },
      select: { persons: true },
    });
    const params = { id: only(persons).id };
    await expect(ask('PATCH /api/people/{id}', { params, body: { role: 'lead' } })).rejects.toThrow(
      'There is no such person here.',
    );
    await expect(ask('POST /api/people/{id}/link', { params })).rejects.toThrow(
      'There is no such person here.',
    );
    await expect(ask('DELETE /api/people/{id}/link', { params })).rejects.toThrow(
      'There is no such person here.',
    );
    expect(await store.db.person.findUnique({ where: params })).toMatchObject({ role: 'member' });
  });

  it('gets a personal link, which the list shows until it is revoked', async () => {
    const { path } = await ask('POST /api/people/{id}/link', { params: idOf('Ana') });
    expect(path).toMatch(/^\/sign-in#\S{40,}$/);
    const link = async () =>
      (await ask('GET /api/people', { query: { text: 'Ana' } })).people[0]?.personalLink;
    expect(await link()).toEqual({ createdAt: '2026-11-24T08:00:00.000Z', usedAt: null });
    await ask('DELETE /api/people/{id}/link', { params: idOf('Ana') });
    expect(await link()).toBeNull();
  });
});

describe('an import', () => {
  const fileOf = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
  const preview = (body: object) => ask('POST /api/people/import/preview', { body });

  it('is previewed, then carried out', async () => {
    const file = fileOf('\ufeffName;E-mail;Abteilung\r\nDan;dan@example.com;Lager\r\nEmil;emil;\r\n');
    const mapping = { 2: 'department' };
    const shown = await preview({ file, mapping });
    expect(shown).toEqual({
      columns: [
        { heading: 'Name', sample: 'Dan', field: 'name' },
        { heading: 'E-mail', sample: 'dan@example.com', field: 'email' },
        { heading: 'Abteilung', sample: 'Lager', field: 'department' },
      ],
      rows: [
        {
          line: 2,
          outcome: 'add',
          name: 'Dan',
          email: 'dan@example.com',
          sentence: 'New, department Lager.',
        },
        {
          line: 3,
          outcome: 'fault',
          name: 'Emil',
          email: 'emil',
          sentence: '“emil” is not an e-mail address. Write it like ana@example.com.',
        },
      ],
      counts: { add: 1, change: 0, same: 0, fault: 1 },
      departments: ['Lager'],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await listed()).toBe('Ana Ben Eve');
    const body = { file, mapping, digest: shown.digest };
    expect(await ask('POST /api/people/import', { body })).toEqual({ added: 1, changed: 0, departments: 1 });
    expect(await listed()).toBe('Ana Ben Dan Eve');
    await expect(ask('POST /api/people/import', { body })).rejects.toMatchObject({ code: 'people_changed' });
  });

  it('of what is no file is refused', async () => {
    await expect(preview({ file: 'what? is this' })).rejects.toThrow(
      'I could not read the file as it was sent. It must be written in base64.',
    );
    await expect(preview({ file: fileOf(new Uint8Array(3 * 1024 * 1024 + 1)) })).rejects.toThrow(
      'at most 3 MB fit',
    );
  });
});

describe('departments', () => {
  it('are made, renamed, given a lead, and deleted without their people', async () => {
    const { id } = await ask('POST /api/departments', { body: { name: 'Finance', leadId: null } });
    await ask('PATCH /api/departments/{id}', {
      params: { id },
      body: { name: 'Money', leadId: company.ids.Ana },
    });
    expect((await ask('GET /api/departments')).departments).toEqual([
      { id, name: 'Money', lead: { ...idOf('Ana'), name: 'Ana' }, people: 0 },
      { id: await departmentId('Sales'), name: 'Sales', lead: null, people: 2 },
    ]);
    await ask('DELETE /api/departments/{id}', { params: { id: await departmentId('Sales') } });
    expect(await listed({ department: 'none' })).toBe('Ana Ben Eve');
    await expect(ask('DELETE /api/departments/{id}', { params: nobody })).rejects.toThrow(
      'That department is no longer there.',
    );
  });

  it('have a lead of the same company', async () => {
    const { persons } = await store.db.workspace.create({
      data: { name: 'Another', persons: { create: { name: 'Zoe' } } },
      select: { persons: true },
    });
    const body = { name: 'Finance', leadId: only(persons).id };
    await expect(ask('POST /api/departments', { body })).rejects.toThrow('There is no such person here.');
    expect((await ask('GET /api/departments')).departments).toHaveLength(1);
  });
});

describe('the company', () => {
  it('has settings that change one by one', async () => {
    await ask('PATCH /api/workspace', { body: { name: 'Web shop Ltd', locale: 'de-de' } });
    await ask('PATCH /api/workspace', {
      body: { zone: 'europe/vienna', country: 'at', retentionMonths: 12 },
    });
    const settings = { name: 'Web shop Ltd', zone: 'Europe/Vienna', locale: 'de-DE', country: 'AT' };
    expect(await ask('GET /api/workspace')).toEqual({ ...settings, retentionMonths: 12 });
    await ask('PATCH /api/workspace', { body: { retentionMonths: null } });
    expect(await ask('GET /api/workspace')).toEqual({ ...settings, retentionMonths: null });
    await expect(ask('PATCH /api/workspace', { body: { name: 'Other', zone: 'Mars' } })).rejects.toThrow(
      'I do not know the time zone “Mars”.',
    );
    expect(await ask('GET /api/workspace')).toMatchObject(settings);
  });

  it('shows the public holidays of its country, and those of its own', async () => {
    const days = (year: number) => ask('GET /api/holidays', { query: { year } });
    expect(await days(2026)).toEqual({ country: null, public: [], own: [] });
    await ask('PATCH /api/workspace', { body: { country: 'DE' } });
    const year = await days(2026);
    expect(year.public).toContainEqual({ date: '2026-12-25', name: '1. Weihnachtstag' });
    expect(year.public.every(({ date }) => date.startsWith('2026-'))).toBe(true);
    await ask('POST /api/holidays', { body: { date: '2026-12-24', name: 'Party' } });
    await ask('POST /api/holidays', { body: { date: '2026-12-24', name: 'Summer party' } });
    await ask('POST /api/holidays', { body: { date: '2027-01-04', name: 'Inventory' } });
    expect((await days(2026)).own).toEqual([{ date: '2026-12-24', name: 'Summer party' }]);
    await ask('DELETE /api/holidays/{date}', { params: { date: '2026-12-24' } });
    expect((await days(2026)).own).toEqual([]);
    await expect(ask('DELETE /api/holidays/{date}', { params: { date: '2026-12-24' } })).rejects.toThrow(
      'That day is no longer in the list.',
    );
  });

  it('asks nobody on its own days off', async () => {
    await ask('POST /api/holidays', { body: { date: '2026-11-24', name: 'Summer party' } });
    const people = Object.values(company.ids).map((id) => ({ id, country: null }));
    expect([...(await dayOff(store.db, people, '2026-11-24'))].sort()).toEqual(
      people.map(({ id }) => id).sort(),
    );
    expect((await dayOff(store.db, people, '2026-11-25')).size).toBe(0);
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    expect(company.platform.in('Ana')).toEqual([]);
    expect(await store.db.entry.count({ where: { state: 'away' } })).toBe(3);
    // Another company's day off is none here.
    await store.db.holiday.deleteMany();
    await store.db.workspace.create({
      data: { name: 'Another', holidays: { create: { date: new Date('2026-11-25'), name: 'Theirs' } } },
    });
    await company.at('2026-11-25T08:30:00Z');
    expect(company.platform.in('Ana')).toHaveLength(1);
  });
});

describe('connections', () => {
  const states = async () =>
    (await ask('GET /api/connections')).connections.map(({ platform, state, name }) => [
      platform,
      state,
      name,
    ]);
  const test = (platform: string) => ask('POST /api/connections/{platform}/test', { params: { platform } });

  it('say how each platform stands', async () => {
    expect(await states()).toEqual([
      ['slack', 'connected', 'Web shop'],
      ['teams', 'not_connected', null],
      ['web', 'connected', null],
    ]);
    await store.db.installation.updateMany({ data: { revokedAt: company.clock.now() } });
    expect((await states())[0]).toEqual(['slack', 'removed', 'Web shop']);
    await store.db.installation.deleteMany();
    expect((await states())[0]).toEqual(['slack', 'not_connected', null]);
  });

  it('are tested by asking the platform', async () => {
    const slack = company.platform;
    expect((await ask('GET /api/connections')).connections[0]).toMatchObject({ testable: false });
    slack.check = async () => 'Web shop on Slack';
    expect((await ask('GET /api/connections')).connections[0]).toMatchObject({ testable: true });
    expect(await test('slack')).toEqual({
      works: true,
      sentence: 'Web shop on Slack answered and knows me.',
    });
    slack.check = async () => {
      throw new PlatformError('unauthorised', 'Slack no longer knows my token. Install me again.');
    };
    expect(await test('slack')).toEqual({
      works: false,
      sentence: 'Slack no longer knows my token. Install me again.',
    });
    expect(await test('web')).toMatchObject({ works: true });
    expect(await test('teams')).toMatchObject({ works: false });
  });
});

describe('stand-ups', () => {
  it('are listed for those who manage them, with whom they ask and when next', async () => {
    await company.makeStandup({ managers: [company.ids.Ben ?? ''] });
    await company.makeStandup({
      name: 'In the channel',
      membersChannelId: 'C1',
      members: [],
      channelId: null,
    });
    const list = await ask('GET /api/setup/standups');
    expect(list).toMatchObject({
      mayCreate: true,
      templates: expect.arrayContaining([{ id: 'daily', name: 'Daily stand-up' }]),
      standups: [
        {
          name: 'CRM rollout check-in',
          people: 3,
          channel: '#crm-rollout',
          times: ['09:30'],
          zone: null,
          nextAt: '2026-11-24T08:30:00.000Z',
        },
        { name: 'In the channel', people: null, channel: null },
      ],
    });
    expect((await ask('GET /api/setup/standups', {}, 'Ben')).standups.map(({ name }) => name)).toEqual([
      'CRM rollout check-in',
    ]);
    expect(await ask('GET /api/setup/standups', {}, 'Ana')).toMatchObject({
      mayCreate: false,
      standups: [{ name: 'In the channel' }],
    });
    await store.db.standup.updateMany({ data: { paused: true } });
    expect((await ask('GET /api/setup/standups')).standups[0]).toMatchObject({ paused: true, nextAt: null });
  });

  it('are previewed as they are typed', async () => {
    const body = {
      name: 'Stock check',
      questions: 'What moved? [moved]\nWhat is next? [next]\nHow full is it? [1-5]',
    };
    const { fault, prompt, form } = await ask('POST /api/setup/preview', { body }, 'Ben');
    expect(fault).toBeNull();
    expect(textOf(prompt?.web ?? { summary: '', elements: [] })).toBe(`Stock check · Tue, Nov 24
Hello Ben. 3 questions, about 2 minutes. Open until 1:00 PM your time.
[ Answer ] [ Away… ]`);
    expect(prompt).toMatchObject({ slack: prompt?.web, teams: prompt?.web });
    expect(form?.parts).toMatchObject([
      { kind: 'note' },
      { label: 'What moved?' },
      { label: 'What is next?' },
      { kind: 'rating' },
    ]);
    expect(
      await ask('POST /api/setup/preview', { body: { ...body, questions: 'Which? [choice: A]' } }, 'Ben'),
    ).toEqual({
      fault: 'Question 1: give at least two different choices, separated by |.',
      prompt: null,
      form: null,
    });
  });
});
