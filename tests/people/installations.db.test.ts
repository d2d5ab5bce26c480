import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/chat/delivery.ts';
import type { PlatformHost } from '../../src/chat/installations.ts';
import { createHost } from '../../src/people/index.ts';
import { createSealer } from '../../src/seal.ts';
import type { Store } from '../../src/store/index.ts';
import { minutes } from '../support/clock.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { viewOfText } from '../support/lane.ts';

let store: Store;
let company: Company;
let host: PlatformHost;
const secretKey = randomBytes(32).toString('base64');
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: {} });
  await store.db.workspace.deleteMany();
  host = createHost(company.context, createSealer(secretKey));
});
afterEach(() => company.close());

const TOKEN = 'xoxb-canary-91c4';
const credentials = { token: TOKEN, botUserId: 'B1' };
const install = (more: Partial<Parameters<PlatformHost['save']>[0]> = {}) =>
  host.save({ platform: 'slack', externalId: 'T1', name: 'Web shop', credentials, ...more });
const everyone = () => store.db.person.findMany({ orderBy: { name: 'asc' } });

/** Every row of every table, of pg-boss's too, as text: bytes as PostgreSQL writes them, and as what they may spell. */
async function everything(): Promise<string> {
  const tables = await store.db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
    WHERE schemaname IN ('public', 'pgboss')`;
  const rows = await Promise.all(
    tables.map(({ name }) => store.db.$queryRawUnsafe(`SELECT t::text AS row FROM ${name} t`)),
  );
  const text = JSON.stringify(rows);
  const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  );
  return [text, ...bytes].join('\n');
}

describe('an installation', () => {
  it('makes its workspace when it is new, and is found by the platform’s id and by ours', async () => {
    const made = await install();
    expect(made).toEqual({
      workspaceId: expect.any(String),
      platform: 'slack',
      externalId: 'T1',
      name: 'Web shop',
      credentials,
    });
    expect(await host.find('slack', 'T1')).toEqual(made);
    expect(await host.ofWorkspace('slack', made.workspaceId)).toEqual(made);
    expect(await host.find('teams', 'T1')).toBeUndefined();
    expect(await host.find('slack', 'T2')).toBeUndefined();
    expect(await store.db.workspace.findMany()).toMatchObject([{ id: made.workspaceId, name: 'Web shop' }]);
  });

  it('keeps new credentials in place of the old ones', async () => {
    const { workspaceId } = await install();
    const renewed = { token: 'xoxb-2', botUserId: 'B1' };
    expect(await install({ credentials: renewed })).toMatchObject({ workspaceId });
    expect(await host.find('slack', 'T1')).toMatchObject({ workspaceId, credentials: renewed });
    expect(await store.db.workspace.count()).toBe(1);
  });

  it('is sealed: no token is to be read in any column of any table', async () => {
    await install();
    const text = await everything();
    expect(text).toContain('Web shop');
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(Buffer.from(TOKEN).toString('base64'));
    expect(text).not.toContain(Buffer.from(TOKEN).toString('hex'));
    expect(company.logged.join()).not.toContain('canary');
  });

  it('does not open with another key, and says what to do', async () => {
    const { workspaceId } = await install();
    const stranger = createHost(company.context, createSealer(randomBytes(32).toString('base64')));
    const sentence =
      'The stored credentials do not open with this SECRET_KEY. Start with the key they were stored with, or connect again.';
    await expect(stranger.find('slack', 'T1')).rejects.toThrow(sentence);
    await expect(stranger.ofWorkspace('slack', workspaceId)).rejects.toThrow(sentence);
    // Connecting again is what mends it.
    await stranger.save({ platform: 'slack', externalId: 'T1', name: 'Web shop', credentials });
    expect(await stranger.find('slack', 'T1')).toMatchObject({ workspaceId, credentials });
  });
});

describe('the people of a workspace', () => {
  it('are read when it is installed, and whoever installed it is its administrator', async () => {
    company.platform.people.push(
      { externalId: 'U1', name: 'Ana', active: true, administrator: false },
      { externalId: 'U2', name: 'Owner', active: true, administrator: true },
    );
    await install({ installer: 'U1' });
    await company.settle();
    expect((await everyone()).map(({ name, role }) => [name, role])).toEqual([
      ['Ana', 'administrator'],
      ['Owner', 'member'],
    ]);
  });

  it('are not read again because a token was renewed, but when the bot comes back', async () => {
    await install();
    await company.settle();
    await install({ credentials: { token: 'xoxb-2' } });
    await company.settle();
    expect(company.platform.calls.profiles).toBe(1);
    await host.revoked('slack', 'T1');
    await install();
    await company.settle();
    expect(company.platform.calls.profiles).toBe(2);
  });

  it('come, change and go as the platform says', async () => {
    await install();
    const ana = { externalId: 'U1', name: 'Ana', active: true, administrator: false };
    await host.profileChanged('slack', 'T1', ana);
    await host.profileChanged('slack', 'T1', { ...ana, name: 'Ana Prado' });
    expect(only(await everyone())).toMatchObject({ name: 'Ana Prado', active: true });
    await host.profileChanged('slack', 'T1', { ...ana, active: false });
    expect(only(await everyone())).toMatchObject({ active: false });
    await host.profileChanged('slack', 'elsewhere', { ...ana, externalId: 'U9' });
    expect(await everyone()).toHaveLength(1);
  });
});

describe('a bot that is removed', () => {
  it('is found no more, and its credentials are gone', async () => {
    const { workspaceId } = await install();
    await host.revoked('slack', 'T1');
    expect(await host.find('slack', 'T1')).toBeUndefined();
    expect(await host.ofWorkspace('slack', workspaceId)).toBeUndefined();
    expect(await store.db.installation.findMany()).toMatchObject([
      { sealed: null, revokedAt: company.clock.now() },
    ]);
    expect(company.logged.filter((line) => line.includes('installation.revoked'))).toHaveLength(1);
  });

  it('may be told of twice, and keeps the time of the first', async () => {
    await install();
    const at = company.clock.now();
    await host.revoked('slack', 'T1');
    await company.clock.advance(minutes(5));
    await host.revoked('slack', 'T1');
    await host.revoked('slack', 'unknown');
    expect(await store.db.installation.findMany()).toMatchObject([{ revokedAt: at }]);
  });

  it('sends what had waited as soon as it is back, in the workspace as it was', async () => {
    const { workspaceId } = await install();
    await host.revoked('slack', 'T1');
    const to = { workspaceId, platform: 'slack', kind: 'person', id: 'U1' } as const;
    await deliver(company.context, store.db, { key: 'greeting', to, view: viewOfText('Hello') });
    await company.settle();
    expect(company.platform.shown).toEqual([]);
    expect(await install()).toMatchObject({ workspaceId });
    await company.settle();
    expect(only(company.platform.shown).to.id).toBe('U1');
  });
});
