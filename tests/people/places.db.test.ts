import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceHost, PlatformHost } from '../../src/chat/installations.ts';
import { createHost } from '../../src/people/index.ts';
import { createSealer } from '../../src/seal.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore, type TestStore } from '../support/database.ts';

const TENANT = '7d1f8a54-93c0-4d0f-8c62-1f2f4e5a6b7c';
const profile = (externalId: string, email: string) => ({
  externalId,
  name: externalId,
  email,
  active: true,
  administrator: false,
});

describe('the places of a platform that cannot be asked', () => {
  let store: TestStore;
  let company: Company;
  let host: PlatformHost & PlaceHost;
  const save = (joins: boolean, externalId = TENANT) =>
    host.save({ platform: 'teams', externalId, name: 'Web shop', credentials: { bot: 'b' }, joins });

  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { ana: {} } });
    host = createHost(company.context, createSealer(Buffer.alloc(32, 7).toString('base64')));
    return () => company.close();
  });

  it('belong to the company that is here, when the settings name its tenant', async () => {
    expect((await save(true)).workspaceId).toBe(company.workspaceId);
  });

  it('belong to a company of their own, when every tenant may come', async () => {
    expect((await save(false)).workspaceId).not.toBe(company.workspaceId);
  });

  it('make one person of two accounts with one e-mail', async () => {
    await store.db.person.updateMany({ data: { email: 'ana@webshop.example' } });
    await save(true);
    await host.profileChanged('teams', TENANT, profile('ana-in-teams', 'Ana@webshop.example'));
    expect(await store.db.person.count()).toBe(1);
    expect(await store.db.identity.count()).toBe(2);
  });

  it('keep how a person is reached, and forget it when they are not', async () => {
    const { workspaceId } = await save(true);
    expect(await host.reference('teams', workspaceId, 'ben')).toBeUndefined();
    await host.profileChanged('teams', TENANT, profile('ben', 'ben@webshop.example'));
    expect(await host.reference('teams', workspaceId, 'ben')).toBeNull();
    await host.keepReference('teams', workspaceId, 'ben', { conversation: 'a:1' });
    expect(await host.reference('teams', workspaceId, 'ben')).toEqual({ conversation: 'a:1' });
    expect(await host.references('teams', workspaceId)).toEqual(new Map([['ben', { conversation: 'a:1' }]]));
    await host.unreachable('teams', workspaceId, 'ben');
    expect(await store.db.identity.findFirst({ where: { externalId: 'ben' } })).toMatchObject({
      reachable: false,
      reference: null,
    });
    await host.keepReference('teams', workspaceId, 'ben', { conversation: 'a:2' });
    expect(await store.db.identity.findFirst({ where: { externalId: 'ben' } })).toMatchObject({
      reachable: true,
    });
  });

  it('keep the channels, by name, and drop them', async () => {
    const { workspaceId } = await save(true);
    const channels = [
      { id: '2', name: 'Web shop › CRM', reference: { team: 't' } },
      { id: '1', name: 'Web shop › Zero', reference: { team: 't' } },
    ];
    await host.keepChannels('teams', workspaceId, channels);
    await host.keepChannels('teams', workspaceId, [
      { id: '1', name: 'Web shop › All', reference: { team: 't' } },
    ]);
    expect((await host.channels('teams', workspaceId)).map(({ name }) => name)).toEqual([
      'Web shop › All',
      'Web shop › CRM',
    ]);
    await host.dropChannels('teams', workspaceId, ['1']);
    expect((await host.channels('teams', workspaceId)).map(({ id }) => id)).toEqual(['2']);
    expect(await host.channels('slack', workspaceId)).toEqual([]);
  });
});
