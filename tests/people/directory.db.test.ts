import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/chat/actor.ts';
import { addressesOf, createDirectory, personsOf, userIdsOf } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
let directory: Directory;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: {
      Ana: { role: 'lead', zone: 'Europe/Lisbon', department: 'Sales' },
      Ben: {},
    },
  });
  directory = createDirectory(company.context);
});
afterEach(() => company.close());

const who = (user: string, workspace = 'T1') => ({ platform: 'slack', workspace, user }) as const;
const newcomer = { externalId: 'Zoe', name: 'Zoe', zone: 'Asia/Tokyo', locale: 'ja', active: true };
const slack = () => ({ workspaceId: company.workspaceId, platform: 'slack' }) as const;

describe('who acts', () => {
  it('is known by the platform’s ids, with their own zone or else the workspace’s', async () => {
    expect(await directory.identify(who('Ana'))).toEqual({
      personId: company.ids.Ana,
      workspaceId: company.workspaceId,
      name: 'Ana',
      role: 'lead',
      zone: 'Europe/Lisbon',
      locale: 'en',
      departmentId: expect.any(String),
    });
    expect(await directory.identify(who('Ben'))).toMatchObject({
      zone: 'Europe/Berlin',
      departmentId: null,
    });
    expect(company.platform.calls.profile).toBe(0);
  });

  it('is looked up on the platform when they are new, once, and then known', async () => {
    company.platform.people.push({ ...newcomer, administrator: false });
    const met = await directory.identify(who('Zoe'));
    expect(met).toMatchObject({ name: 'Zoe', role: 'member', zone: 'Asia/Tokyo', locale: 'ja' });
    expect((await directory.identify(who('Zoe')))?.personId).toBe(met?.personId);
    expect(company.platform.calls.profile).toBe(1);
  });

  it('is one person even when a newcomer does two things at once', async () => {
    company.platform.people.push({ ...newcomer, administrator: false });
    const met = await Promise.all(['a', 'b', 'c'].map(() => directory.identify(who('Zoe'))));
    expect(new Set(met.map((actor) => actor?.personId)).size).toBe(1);
    expect(await store.db.person.count({ where: { name: 'Zoe' } })).toBe(1);
  });

  it('is nobody when the platform does not know them, or has deactivated them', async () => {
    company.platform.people.push({ ...newcomer, active: false, administrator: false });
    expect(await directory.identify(who('Zoe'))).toBeUndefined();
    expect(await directory.identify(who('Nobody'))).toBeUndefined();
    await store.db.person.updateMany({ where: { name: 'Ben' }, data: { active: false } });
    company.platform.people.splice(1, 1);
    expect(await directory.identify(who('Ben'))).toBeUndefined();
  });

  it('is nobody in a workspace that is not ours, and their platform is not asked', async () => {
    expect(await directory.identify(who('Ana', 'T2'))).toBeUndefined();
    expect(company.platform.calls.profile).toBe(0);
  });

  it('gets the platform’s reason when it cannot be asked', async () => {
    company.platform.failNext('profile', { fault: 'unavailable', sentence: 'Slack is not there.' });
    await expect(directory.identify(who('Zoe'))).rejects.toThrow('Slack is not there.');
  });
});

describe('people in a form', () => {
  it('become persons, newcomers included; bots and strangers are left out', async () => {
    company.platform.people.push({ ...newcomer, administrator: false });
    const persons = await directory.persons(slack(), ['Ana', 'Zoe', 'Bot', 'Zoe']);
    expect([...persons.keys()].sort()).toEqual(['Ana', 'Zoe']);
    expect(persons.get('Ana')).toBe(company.ids.Ana);
    // Zoe and the bot, once each.
    expect(company.platform.calls.profile).toBe(2);
  });

  it('who have left are nobody', async () => {
    await store.db.person.updateMany({ where: { name: 'Ben' }, data: { active: false } });
    expect([...(await personsOf(store.db, slack(), ['Ana', 'Ben'])).keys()]).toEqual(['Ana']);
  });

  it('are shown by their ids of the platform at hand', async () => {
    const { Ana = '', Ben = '' } = company.ids;
    await store.db.identity.create({
      data: { workspaceId: company.workspaceId, personId: Ana, platform: 'teams', externalId: 'teams-ana' },
    });
    expect([...(await userIdsOf(store.db, 'teams', [Ana, Ben]))]).toEqual([[Ana, 'teams-ana']]);
    expect([...(await userIdsOf(store.db, 'slack', [Ana, Ben])).values()].sort()).toEqual(['Ana', 'Ben']);
  });
});

describe('where somebody is reached', () => {
  const address = async (name: 'Ana' | 'Ben') => {
    const id = company.ids[name] ?? '';
    return (await addressesOf(store.db, [id])).get(id);
  };
  const alsoOn = (platform: 'teams' | 'web', more: { reachable?: boolean } = {}) =>
    store.db.identity.create({
      data: {
        workspaceId: company.workspaceId,
        personId: company.ids.Ana ?? '',
        platform,
        externalId: `${platform}-ana`,
        ...more,
      },
    });
  const install = (platform: 'teams' | 'web', revokedAt: Date | null = null) =>
    store.db.installation.create({
      data: { workspaceId: company.workspaceId, platform, externalId: `${platform}-1`, name: 'x', revokedAt },
    });

  it('is their chat', async () => {
    expect(await address('Ana')).toEqual({ ...slack(), kind: 'person', id: 'Ana' });
  });

  it('is one place, chat before the page, though they have several', async () => {
    await install('web');
    await alsoOn('web');
    expect(await address('Ana')).toMatchObject({ platform: 'slack' });
    const all = await addressesOf(store.db, Object.values(company.ids));
    expect(all.size).toBe(2);
  });

  it('is the next one where they cannot be reached on the first', async () => {
    await install('teams');
    await alsoOn('teams');
    await store.db.identity.updateMany({ where: { externalId: 'Ana' }, data: { reachable: false } });
    expect(await address('Ana')).toMatchObject({ platform: 'teams', id: 'teams-ana' });
  });

  it('is never a platform that removed the bot', async () => {
    await install('teams');
    await alsoOn('teams');
    await store.db.installation.updateMany({
      where: { platform: 'slack' },
      data: { revokedAt: company.clock.now() },
    });
    expect(await address('Ana')).toMatchObject({ platform: 'teams', id: 'teams-ana' });
    expect(await address('Ben')).toBeUndefined();
  });

  it('is nowhere for those who left', async () => {
    await store.db.person.updateMany({ where: { name: 'Ana' }, data: { active: false } });
    expect(await address('Ana')).toBeUndefined();
    expect(only([...(await addressesOf(store.db, Object.values(company.ids))).values()]).id).toBe('Ben');
  });
});
