import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Platform, PlatformName, Profile } from '../../src/chat/platform.ts';
import {
  createDirectory,
  createHost,
  enqueueSync,
  personsOf,
  seatIn,
  userIdsOf,
} from '../../src/people/index.ts';
import { applyProfile, syncPeople } from '../../src/people/profiles.ts';
import { createSealer } from '../../src/seal.ts';
import type { Store } from '../../src/store/index.ts';
import { createPlatform } from '../../src/web/platform.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { Ana: {} } });
});
afterEach(() => company.close());

const slack = () => ({ workspaceId: company.workspaceId, platform: 'slack' }) as const;
const web = () => ({ workspaceId: company.workspaceId, platform: 'web' }) as const;
const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  externalId: `U-${name}`,
  name,
  active: true,
  administrator: false,
  ...more,
});
const apply = (one: Profile) => applyProfile(company.context, { ...slack(), profile: one });
const people = () => store.db.person.findMany({ orderBy: { name: 'asc' }, include: { identities: true } });
/** Somebody who was imported, or added by hand: with a seat in the browser and no chat. */
async function add(name: string, email: string | null, more: { active?: boolean } = {}): Promise<string> {
  const { workspaceId } = company;
  const { id } = await store.db.person.create({ data: { workspaceId, name, email, ...more } });
  await seatIn(store.db, workspaceId, [id]);
  return id;
}
const platformsOf = async (id: string) => {
  const identities = await store.db.identity.findMany({ where: { personId: id } });
  return identities.map(({ platform }) => platform).sort();
};

describe('a seat in the browser', () => {
  it('keeps nobody active who has left the company’s chat', async () => {
    await seatIn(store.db, company.workspaceId, [company.ids.Ana ?? '']);
    await apply(profile('Ana', { externalId: 'Ana', active: false }));
    expect(only(await people())).toMatchObject({ active: false });
    await apply(profile('Ana', { externalId: 'Ana' }));
    expect(only(await people())).toMatchObject({ active: true });
  });

  it('beside two chats keeps nobody either, and one of the chats does', async () => {
    const personId = company.ids.Ana ?? '';
    await seatIn(store.db, company.workspaceId, [personId]);
    await store.db.identity.create({
      data: { ...slack(), platform: 'teams', externalId: 'teams-ana', personId },
    });
    await apply(profile('Ana', { externalId: 'Ana', active: false }));
    expect(only(await people())).toMatchObject({ active: true });
    const teams = { ...slack(), platform: 'teams' } as const;
    const gone = profile('Ana', { externalId: 'teams-ana', active: false });
    await applyProfile(company.context, { ...teams, profile: gone });
    expect(only(await people())).toMatchObject({ active: false });
  });

  it('is nothing that is read by night, or by hand: people of the browser alone stay as they are', async () => {
    const zoe = await add('Zoe', null);
    company.platform.people.splice(0);
    await enqueueSync(company.context);
    await company.settle();
    const lines = company.logged.filter((line) => line.includes('people.synced'));
    expect(lines.map((line) => JSON.parse(line).platform)).toEqual(['slack']);
    const platforms = new Map<PlatformName, Platform>([['web', createPlatform(company.context)]]);
    expect(await syncPeople({ ...company.context, platforms }, web())).toEqual({
      seen: 0,
      added: 0,
      dropped: 0,
    });
    expect(await store.db.person.findUnique({ where: { id: zoe } })).toMatchObject({ active: true });
  });

  it('is where everybody is chosen and known by their own id, seat or not', async () => {
    const { Ana = '' } = company.ids;
    const zoe = await add('Zoe', null);
    const left = await add('Left', null, { active: false });
    const other = await store.db.workspace.create({
      data: { name: 'Other', persons: { create: { name: 'Stranger' } } },
      include: { persons: true },
    });
    const stranger = only(other.persons).id;
    expect(await personsOf(store.db, web(), [Ana, zoe, left, stranger, 'nonsense'])).toEqual(
      new Map([Ana, zoe].map((id) => [id, id])),
    );
    expect(await userIdsOf(store.db, 'web', [Ana, zoe])).toEqual(new Map([Ana, zoe].map((id) => [id, id])));
    const directory = createDirectory(company.context);
    expect(await directory.persons(web(), [Ana, 'nonsense'])).toEqual(new Map([[Ana, Ana]]));
    expect(await people()).toHaveLength(4);
  });

  it('is needed to act there, and nobody gets one by trying', async () => {
    const platforms = new Map<PlatformName, Platform>([['web', createPlatform(company.context)]]);
    const directory = createDirectory({ ...company.context, platforms });
    const who = { platform: 'web', workspace: company.workspaceId, user: company.ids.Ana ?? '' } as const;
    expect(await directory.identify(who)).toBeUndefined();
    await seatIn(store.db, company.workspaceId, [who.user]);
    expect(await directory.identify(who)).toMatchObject({ name: 'Ana' });
    expect(
      await directory.identify({ ...who, user: '01a20428-b62e-7252-ba1e-a858c43b1383' }),
    ).toBeUndefined();
    expect(await people()).toHaveLength(1);
  });
});

describe('a newcomer in chat whose e-mail is known', () => {
  it('is the person who was here before them, with what the chat says of them', async () => {
    const zoe = await add('Zoe (warehouse)', 'zoe@example.com');
    await store.db.person.update({ where: { id: zoe }, data: { role: 'lead' } });
    await apply(profile('Zoe Prado', { email: 'Zoe@Example.com', zone: 'Europe/Lisbon' }));
    expect((await people()).map(({ name }) => name)).toEqual(['Ana', 'Zoe Prado']);
    expect(await store.db.person.findUnique({ where: { id: zoe } })).toMatchObject({
      name: 'Zoe Prado',
      email: 'zoe@example.com',
      zone: 'Europe/Lisbon',
      role: 'lead',
    });
    expect(await platformsOf(zoe)).toEqual(['slack', 'web']);
    // And is so ever after.
    await apply(profile('Zoe P.', { externalId: 'U-Zoe Prado', email: 'zoe@example.com' }));
    expect((await people()).map(({ name }) => name)).toEqual(['Ana', 'Zoe P.']);
  });

  it.each([
    ['nobody has it', async () => {}],
    [
      'two people have it',
      async () => {
        await add('Zoe one', 'zoe@example.com');
        await add('Zoe two', 'ZOE@example.com');
      },
    ],
    ['its person has left', async () => void (await add('Zoe', 'zoe@example.com', { active: false }))],
    [
      'its person has an account there already',
      async () => {
        const personId = await add('Zoe', 'zoe@example.com');
        await store.db.identity.create({ data: { ...slack(), externalId: 'U-old', personId } });
      },
    ],
    [
      'its person is of another company',
      async () =>
        void (await store.db.workspace.create({
          data: { name: 'Other', persons: { create: { name: 'Zoe', email: 'zoe@example.com' } } },
        })),
    ],
  ])('is a person of their own where %s', async (_where, given) => {
    await given();
    const before = await store.db.person.count();
    await apply(profile('Newcomer', { email: 'zoe@example.com' }));
    expect(await store.db.person.count()).toBe(before + 1);
    const newcomer = await store.db.person.findFirstOrThrow({ where: { name: 'Newcomer' } });
    expect(await platformsOf(newcomer.id)).toEqual(['slack']);
  });

  it('is a person of their own without an e-mail, and so are two who share one', async () => {
    await add('Nobody', null);
    await add('Zoe', 'zoe@example.com');
    company.platform.people.splice(
      0,
      Number.POSITIVE_INFINITY,
      profile('No e-mail'),
      profile('First', { email: 'zoe@example.com' }),
      profile('Second', { email: 'zoe@example.com' }),
    );
    expect(await syncPeople(company.context, slack())).toMatchObject({ seen: 3, added: 3 });
    expect((await people()).map(({ name }) => name)).toEqual([
      'Ana',
      'First',
      'No e-mail',
      'Nobody',
      'Second',
      'Zoe',
    ]);
  });
});

describe('a chat that is connected to a company that began in the browser', () => {
  const connect = (more: { externalId?: string; installer?: string } = {}) =>
    createHost(company.context, createSealer(randomBytes(32).toString('base64'))).save({
      platform: 'slack',
      externalId: 'T9',
      name: 'Web shop in Slack',
      credentials: {},
      ...more,
    });
  beforeEach(async () => {
    await store.db.workspace.deleteMany();
    await store.db.workspace.create({ data: { name: 'My company' } });
  });
  const names = async () =>
    (await store.db.workspace.findMany({ orderBy: { createdAt: 'asc' } })).map(({ name }) => name);

  it('by the token in the settings is that company’s', async () => {
    const { id } = await store.db.workspace.findFirstOrThrow();
    expect(await connect()).toMatchObject({ workspaceId: id });
    expect(await names()).toEqual(['My company']);
    // A second team is another company.
    await connect({ externalId: 'T10' });
    expect(await names()).toHaveLength(2);
  });

  it('by whoever installs it is a company of its own, for that may be anybody', async () => {
    await connect({ installer: 'U1' });
    expect(await names()).toEqual(['My company', 'Web shop in Slack']);
  });

  it('where there are several companies is one more', async () => {
    await store.db.workspace.create({ data: { name: 'Another' } });
    await connect();
    expect(await names()).toHaveLength(3);
  });
});

describe('what changes among people', () => {
  it('is told to open pages, once for each reading, and not at all where nothing changed', async () => {
    const heard: string[] = [];
    store.listen((payload) => void heard.push(payload ?? ''));
    const told = { workspaceId: company.workspaceId, topic: 'people' };
    await apply(profile('Zoe'));
    await expect.poll(() => heard.map((payload) => JSON.parse(payload))).toEqual([told]);
    await apply(profile('Zoe'));
    await apply(profile('Zoe', { name: 'Zoe Prado' }));
    await apply(profile('Zoe', { name: 'Zoe Prado', active: false }));
    await expect.poll(() => heard.map((payload) => JSON.parse(payload))).toEqual([told, told, told]);
  });
});
