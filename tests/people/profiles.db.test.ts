import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/chat/platform.ts';
import { enqueueSync, saveOwnSettings, saveWorkspace } from '../../src/people/index.ts';
import { applyProfile, appointInstaller, syncPeople } from '../../src/people/profiles.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { createTestPlatform } from '../support/platform.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: {} });
});
afterEach(() => company.close());

const profile = (name: string, more: Partial<Profile> = {}): Profile => ({
  externalId: name,
  name,
  active: true,
  administrator: false,
  ...more,
});
const slack = () => ({ workspaceId: company.workspaceId, platform: 'slack' }) as const;
const sync = (...profiles: Profile[]) => {
  company.platform.people.splice(0, Number.POSITIVE_INFINITY, ...profiles);
  return syncPeople(company.context, slack());
};
const people = () => store.db.person.findMany({ orderBy: { name: 'asc' }, include: { identities: true } });
const person = (name: string) => store.db.person.findFirstOrThrow({ where: { name } });
const administrators = async () =>
  (await people()).filter(({ role }) => role === 'administrator').map(({ name }) => name);

describe('reading everyone from a platform', () => {
  it('adds who is new, with what the platform says of them', async () => {
    const ana = profile('Ana', {
      email: 'Ana@Example.com',
      zone: 'Europe/Berlin',
      locale: 'de-DE',
    });
    expect(await sync(ana, profile('Ben'))).toEqual({ seen: 2, added: 2, dropped: 0 });
    expect(await person('Ana')).toMatchObject({
      email: 'ana@example.com',
      zone: 'Europe/Berlin',
      locale: 'de-DE',
      role: 'member',
      active: true,
    });
    expect(await person('Ben')).toMatchObject({ email: null, zone: null, locale: null });
  });

  it('guesses the country from the zone for holidays, once, and leaves it to the person after that', async () => {
    await sync(profile('Ana', { zone: 'Europe/Berlin' }), profile('Ben', { zone: 'UTC' }));
    expect((await people()).map(({ country }) => country)).toEqual(['DE', null]);
    await store.db.person.updateMany({ data: { country: null } });
    await sync(profile('Ana', { zone: 'Europe/Vienna' }), profile('Ben', { zone: 'UTC' }));
    expect((await people()).map(({ country }) => country)).toEqual([null, null]);
  });

  it('changes what has changed, and leaves what the platform does not say', async () => {
    await sync(profile('Ana', { email: 'ana@example.com', zone: 'Europe/Berlin' }));
    const before = await person('Ana');
    expect(await sync(profile('Ana', { name: 'Ana Prado', zone: 'Europe/Lisbon' }))).toMatchObject({
      added: 0,
    });
    const after = only(await people());
    expect(after).toMatchObject({
      id: before.id,
      name: 'Ana Prado',
      email: 'ana@example.com',
      zone: 'Europe/Lisbon',
    });
  });

  it('leaves the zone and language that somebody chose themselves, and takes those they did not choose', async () => {
    await sync(profile('Ana', { zone: 'Europe/Berlin', locale: 'de-DE' }));
    const { id: personId } = await person('Ana');
    const self = { personId, workspaceId: company.workspaceId };
    await saveOwnSettings(store.db, self, { zone: 'Europe/Berlin', locale: 'en-GB' });
    await sync(profile('Ana', { zone: 'Europe/Lisbon', locale: 'de-AT' }));
    expect(await person('Ana')).toMatchObject({ zone: 'Europe/Lisbon', locale: 'en-GB' });
  });

  it('gives the company the zone of most people, until an administrator chooses one', async () => {
    const place = () => store.db.workspace.findFirstOrThrow({ select: { zone: true } });
    await sync(profile('Ana', { zone: 'Europe/Lisbon' }));
    expect(await place()).toEqual({ zone: 'Europe/Lisbon' });
    await saveWorkspace(store.db, company.workspaceId, { zone: 'Europe/Vienna' });
    await sync(profile('Ana', { zone: 'Europe/Berlin' }));
    expect(await place()).toEqual({ zone: 'Europe/Vienna' });
  });

  it('keeps a zone that exists in place of one that does not', async () => {
    await sync(profile('Ana', { zone: 'Europe/Berlin' }));
    await sync(profile('Ana', { zone: 'Mars/Olympus' }));
    expect(await person('Ana')).toMatchObject({ zone: 'Europe/Berlin' });
  });

  it('drops who was deactivated, keeps what they said, and takes them back when they return', async () => {
    await sync(profile('Ana'), profile('Ben'));
    const { id } = await person('Ben');
    expect(await sync(profile('Ana'), profile('Ben', { active: false }))).toMatchObject({ dropped: 1 });
    expect(await person('Ben')).toMatchObject({ id, active: false });
    expect(await store.db.identity.findMany({ where: { reachable: false } })).toHaveLength(1);
    expect(await sync(profile('Ana'), profile('Ben', { active: false }))).toMatchObject({ dropped: 0 });
    await sync(profile('Ana'), profile('Ben'));
    expect(await person('Ben')).toMatchObject({ id, active: true });
    expect(await store.db.identity.findMany({ where: { reachable: false } })).toEqual([]);
  });

  it('adds nobody who was deactivated before we came', async () => {
    expect(await sync(profile('Gone', { active: false }))).toEqual({ seen: 1, added: 0, dropped: 0 });
    expect(await people()).toEqual([]);
  });

  it('leaves a person active who is deactivated on one platform and not on the other', async () => {
    await sync(profile('Ana'));
    const { id: personId, workspaceId } = await person('Ana');
    await store.db.identity.create({
      data: { workspaceId, personId, platform: 'teams', externalId: 'teams-ana' },
    });
    await sync(profile('Ana', { active: false }));
    const ana = only(await people());
    expect(ana.active).toBe(true);
    expect(ana.identities.map(({ platform, reachable }) => [platform, reachable]).sort()).toEqual([
      ['slack', false],
      ['teams', true],
    ]);
    const teams = { workspaceId, platform: 'teams' } as const;
    await applyProfile(company.context, {
      ...teams,
      profile: profile('Ana', { externalId: 'teams-ana', active: false }),
    });
    expect(await person('Ana')).toMatchObject({ active: false });
  });

  it('takes many, page by page, and one that is listed twice once', async () => {
    const many = Array.from({ length: 450 }, (_, index) => profile(`Person ${index}`));
    expect(await sync(...many, profile('Person 0'))).toMatchObject({ seen: 451, added: 450 });
    expect(await sync(profile('New'), profile('New'))).toMatchObject({ added: 1 });
    expect(await store.db.person.count()).toBe(451);
  });

  it('can happen twice at once, and while somebody new says hello', async () => {
    company.platform.people.push(...['Ana', 'Ben', 'Chi'].map((name) => profile(name)));
    await Promise.all([
      syncPeople(company.context, slack()),
      syncPeople(company.context, slack()),
      company.command('Ben', '/tutti help'),
    ]);
    expect((await people()).map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Chi']);
  });

  it('reads every connected workspace by night, and none that removed the bot', async () => {
    const gone = await store.db.workspace.create({
      data: {
        name: 'Gone',
        installations: {
          create: { platform: 'slack', externalId: 'T9', name: 'Gone', revokedAt: company.clock.now() },
        },
      },
    });
    company.platform.people.push(profile('Ana'));
    await enqueueSync(company.context);
    await company.settle();
    expect((await people()).map(({ name, workspaceId }) => [name, workspaceId === gone.id])).toEqual([
      ['Ana', false],
    ]);
    expect(company.platform.calls.profiles).toBe(1);
    const line = only(company.logged.filter((one) => one.includes('people.synced')));
    expect(JSON.parse(line)).toMatchObject({ seen: 1, added: 1, dropped: 0 });
    expect(line).not.toContain('Ana');
  });

  it('is nothing on a platform that is not connected here', async () => {
    const teams = createTestPlatform(company.clock, 'teams');
    teams.people.push(profile('Ana'));
    const place = { workspaceId: company.workspaceId, platform: 'teams' } as const;
    expect(await syncPeople(company.context, place)).toEqual({ seen: 0, added: 0, dropped: 0 });
  });
});

describe('the first administrators', () => {
  it('are those who administer the workspace on the platform', async () => {
    await sync(
      profile('Ana', { administrator: true }),
      profile('Ben'),
      profile('Old owner', { administrator: true, active: false }),
    );
    expect(await administrators()).toEqual(['Ana']);
  });

  it('are appointed only while there is none', async () => {
    await sync(profile('Ana', { administrator: true }), profile('Ben'));
    await sync(profile('Ana', { administrator: true }), profile('Ben', { administrator: true }));
    expect(await administrators()).toEqual(['Ana']);
  });

  it('are appointed again when the only one has left', async () => {
    await sync(profile('Ana', { administrator: true }), profile('Ben'));
    await sync(
      profile('Ana', { administrator: true, active: false }),
      profile('Ben', { administrator: true }),
    );
    expect(await administrators()).toEqual(['Ana', 'Ben']);
    expect(await person('Ana')).toMatchObject({ active: false });
  });

  it('are the one who installed, where that is known', async () => {
    company.platform.people.push(profile('Ana', { administrator: true }), profile('Ben'));
    await appointInstaller(company.context, slack(), 'Ben');
    await syncPeople(company.context, slack());
    expect(await administrators()).toEqual(['Ben']);
  });

  it('are those of the platform when it does not know who installed', async () => {
    company.platform.people.push(profile('Ana', { administrator: true }));
    await appointInstaller(company.context, slack(), 'Nobody');
    await syncPeople(company.context, slack());
    expect(await administrators()).toEqual(['Ana']);
  });
});
