import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importPeople, previewImport, saveWorkspace } from '../../src/people/index.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore, type TestStore } from '../support/database.ts';

let store: TestStore;
let company: Company;
const heard: string[] = [];
beforeAll(async () => {
  store = await openTestStore();
  store.listen((payload) => heard.push(payload ?? ''));
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: { Ana: {}, Eve: { role: 'administrator' } },
  });
});
afterEach(() => company.close());

const file = (text: string) => ({ bytes: new TextEncoder().encode(text) });
const preview = (text: string) => previewImport(company.context, company.workspaceId, file(text));
const importAs = (text: string, digest: string) =>
  importPeople(company.context, company.workspaceId, { ...file(text), digest });
const importNow = async (text: string) => importAs(text, (await preview(text)).digest);
const people = async () =>
  (
    await store.db.person.findMany({
      where: { workspaceId: company.workspaceId },
      include: { department: true, identities: true },
      orderBy: { name: 'asc' },
    })
  ).map(({ name, email, role, department, zone, country, identities }) =>
    [
      name,
      email,
      role,
      department?.name,
      zone,
      country,
      identities.map(({ platform }) => platform).join(),
    ].join(' '),
  );

describe('importing people', () => {
  it('adds them with a seat in the browser, and makes their departments', async () => {
    await saveWorkspace(store.db, company.workspaceId, { country: 'at' });
    const text =
      'Name;E-mail;Department;Role;Time zone\nBen;BEN@example.com;IT;lead;Europe/Berlin\nChi;;IT;;';
    expect(await importNow(text)).toEqual({ added: 2, changed: 0, departments: 1 });
    expect(await people()).toEqual([
      'Ana  member    slack',
      'Ben ben@example.com lead IT Europe/Berlin DE web',
      'Chi  member IT  AT web',
      'Eve  administrator    slack',
    ]);
    const web = await store.db.identity.findFirstOrThrow({ where: { person: { name: 'Ben' } } });
    expect(web.externalId).toBe(web.personId);
  });

  it('changes those who are here, and only what differs', async () => {
    await importNow('name,department,role\nAna,Sales,manager\nBen,Sales,');
    await company.context.db.person.updateMany({ where: { name: 'Ben' }, data: { reminders: false } });
    const text = 'name,department,role,tz\nBen,Finance,lead,UTC\nAna,,,UTC';
    const { rows } = await preview(text);
    expect(rows.map(({ outcome, sentence }) => `${outcome}: ${sentence}`)).toEqual([
      'change: Department becomes Finance, role becomes lead, time zone becomes UTC.',
      'same: Time zone stays as Slack has it.',
    ]);
    expect(await importNow(text)).toEqual({ added: 0, changed: 1, departments: 1 });
    expect(await people()).toEqual([
      'Ana  manager Sales   slack',
      'Ben  lead Finance UTC  web',
      'Eve  administrator    slack',
    ]);
    expect(await store.db.person.count({ where: { name: 'Ben', reminders: false } })).toBe(1);
    expect((await preview(text)).counts).toEqual({ add: 0, change: 0, same: 2, fault: 0 });
  });

  it('imports the good rows when the bad ones were seen', async () => {
    const text = 'name,email\nBen,ben@example.com\n=1,chi@example.com';
    expect((await preview(text)).counts).toMatchObject({ add: 1, fault: 1 });
    expect(await importNow(text)).toEqual({ added: 1, changed: 0, departments: 0 });
  });

  it('is refused when somebody came meanwhile, and then nothing is imported', async () => {
    const text = 'name,email,department\nBen,ben@example.com,IT';
    const { digest } = await preview(text);
    await importNow('name,email\nBenjamin,ben@example.com');
    await expect(importAs(text, digest)).rejects.toThrow(
      'Somebody changed people or departments meanwhile, so this import would do something else now. Look at it once more.',
    );
    expect((await people()).filter((line) => line.startsWith('Ben'))).toEqual([
      'Benjamin ben@example.com member    web',
    ]);
    expect(await store.db.department.count()).toBe(0);
  });

  it('twice at once adds everybody once', async () => {
    const text = `name,email\n${Array.from({ length: 50 }, (_, index) => `P${index},p${index}@example.com`).join('\n')}`;
    const { digest } = await preview(text);
    const results = await Promise.allSettled([importAs(text, digest), importAs(text, digest)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.db.person.count()).toBe(52);
  });

  it('leaves nothing behind when it fails half way', async () => {
    const text = `name,email,department\n${Array.from({ length: 3000 }, (_, index) => `P${index},p${index}@example.com,D${index % 5}`).join('\n')}`;
    const { digest } = await preview(text);
    // The second batch cannot be written.
    await store.db.$executeRaw`
      ALTER TABLE "Person" ADD CONSTRAINT refuse_late CHECK (email IS DISTINCT FROM 'p2500@example.com')`;
    try {
      await expect(importAs(text, digest)).rejects.toThrow();
    } finally {
      await store.db.$executeRaw`ALTER TABLE "Person" DROP CONSTRAINT refuse_late`;
    }
    expect(await people()).toHaveLength(2);
    expect(await store.db.department.count()).toBe(0);
  });

  it('needs a column with names or addresses', async () => {
    expect(await preview('a,b\n1,2')).toMatchObject({
      rows: [],
      columns: [{ field: null }, { field: null }],
    });
    await expect(importAs('a,b\n1,2', 'x')).rejects.toThrow(
      'Say which column holds the name or the e-mail address.',
    );
  });

  it('reads and changes nobody of another company', async () => {
    const other = await store.db.workspace.create({
      data: {
        name: 'Another',
        departments: { create: { name: 'IT' } },
        persons: { create: { name: 'Ben', email: 'ben@example.com' } },
      },
    });
    expect(await importNow('name,email,department\nBenny,ben@example.com,IT')).toEqual({
      added: 1,
      changed: 0,
      departments: 1,
    });
    const theirs = await store.db.person.findMany({ where: { workspaceId: other.id } });
    expect(theirs).toMatchObject([{ name: 'Ben', departmentId: null }]);
  });

  it('says so to open pages, and in the log by counts alone', async () => {
    heard.length = 0;
    await importNow('name\nBen');
    await expect
      .poll(() => heard)
      .toContainEqual(JSON.stringify({ workspaceId: company.workspaceId, topic: 'people' }));
    const line = company.logged.find((one) => one.includes('people.imported')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ added: 1, changed: 0, departments: 0 });
    expect(line).not.toContain('Ben');
  });

  it('takes ten thousand rows, and changes them again', async () => {
    const rows = (department: string) =>
      `name,email,department,role,tz,language\n${Array.from(
        { length: 10_000 },
        (_, index) =>
          `Person ${index},p${index}@example.com,${department} ${index % 40},member,Europe/Berlin,de`,
      ).join('\n')}`;
    expect(await importNow(rows('D'))).toEqual({ added: 10_000, changed: 0, departments: 40 });
    expect(await importNow(rows('E'))).toEqual({ added: 0, changed: 10_000, departments: 40 });
    expect(await store.db.person.count({ where: { department: { name: 'E 7' } } })).toBe(250);
  });
});
