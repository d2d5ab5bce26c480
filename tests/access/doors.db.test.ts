// Long because links, sessions, tokens and the first door each have their own ways to be misused.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  endSession,
  firstDoor,
  makeOnceLink,
  makePersonalLink,
  makeToken,
  readSession,
  readToken,
  revokePersonalLink,
  revokeToken,
  sessionsOf,
  signInByLink,
  stillHolding,
  tokensOf,
} from '../../src/access/index.ts';
import { clean } from '../../src/access/jobs.ts';
import { addressesOf } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { hours, minutes } from '../support/clock.ts';
import { type Company, createCompany, only } from '../support/company.ts';
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
    people: { Ana: { role: 'lead' }, Ben: {} },
  });
});
afterEach(() => company.close());

const days = (count: number) => hours(24 * count);
const idOf = (name: string) => company.ids[name] ?? '';
const who = (name: string) => ({ workspaceId: company.workspaceId, personId: idOf(name) });
const secretOf = (path: string) => path.replace('/sign-in#', '');
const once = async (name: string) => secretOf(await makeOnceLink(company.context, idOf(name)));
const personal = async (name: string) => secretOf(await makePersonalLink(company.context, who(name)));
const enter = (secret: string, before?: string) =>
  signInByLink(company.context, secret, { device: 'Firefox on Windows', before });
const entered = async (secret: string) => (await readSession(company.context, secret))?.actor.name;
const sentence =
  'This link was used already, has expired or was revoked. Get a new one with /tutti web, or ask your administrator.';

/** Every column of the tables of access, as text: bytes as PostgreSQL writes them, and as what they spell. */
async function everythingKept(): Promise<string> {
  const kept = [
    await store.db.signInLink.findMany(),
    await store.db.session.findMany(),
    await store.db.accessToken.findMany(),
  ].flat();
  const bytes = kept.map(({ hash }) => Buffer.from(hash));
  return JSON.stringify(kept) + bytes.map((hash) => hash.toString('latin1') + hash.toString('base64url'));
}

describe('a one-time link', () => {
  it('stands behind the #, where no server and no log sees it, and holds 256 random bits', async () => {
    const path = await makeOnceLink(company.context, idOf('Ana'));
    expect(path).toMatch(/^\/sign-in#[\w-]{43}$/);
    expect(await makeOnceLink(company.context, idOf('Ana'))).not.toBe(path);
  });

  it('signs its person in, with a session of 30 days and a seat in the browser', async () => {
    const { secret, expiresAt } = await enter(await once('Ana'));
    expect(expiresAt).toEqual(new Date('2026-12-24T08:00:00Z'));
    expect((await readSession(company.context, secret))?.actor).toEqual({
      personId: idOf('Ana'),
      workspaceId: company.workspaceId,
      name: 'Ana',
      role: 'lead',
      departmentId: null,
      zone: 'Europe/Berlin',
      locale: 'en',
    });
    const seat = { workspaceId: company.workspaceId, platform: 'web', externalId: idOf('Ana') } as const;
    expect(await store.db.identity.count({ where: seat })).toBe(1);
    // Chat comes first: the seat changes nothing about where Ana is asked.
    expect((await addressesOf(store.db, [idOf('Ana')])).get(idOf('Ana'))?.platform).toBe('slack');
  });

  it('works once', async () => {
    const link = await once('Ana');
    await enter(link);
    await expect(enter(link)).rejects.toThrow(sentence);
    expect(await store.db.session.count()).toBe(1);
  });

  it('lets exactly one of many in who use it at the same moment', async () => {
    const link = await once('Ana');
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => enter(link)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.db.session.count()).toBe(1);
  });

  it('works for ten minutes', async () => {
    const [inTime, late] = [await once('Ana'), await once('Ana')];
    await company.clock.advance(minutes(10) - 1);
    await enter(inTime);
    await company.clock.advance(1);
    await expect(enter(late)).rejects.toThrow(sentence);
  });

  it('that nobody made, or of somebody who has left, is refused with the same sentence', async () => {
    await expect(enter('A'.repeat(43))).rejects.toThrow(sentence);
    await expect(enter('')).rejects.toThrow(sentence);
    const link = await once('Ben');
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    await expect(enter(link)).rejects.toThrow(sentence);
  });
});

describe('a personal link', () => {
  it('works again and again, for ever', async () => {
    const link = await personal('Ben');
    await enter(link);
    await company.clock.advance(days(400));
    expect(await entered((await enter(link)).secret)).toBe('Ben');
  });

  it('ends when a new one is made, and its sessions with it', async () => {
    const before = await personal('Ben');
    const { secret } = await enter(before);
    const after = await personal('Ben');
    await expect(enter(before)).rejects.toThrow(sentence);
    expect(await entered(secret)).toBeUndefined();
    await enter(after);
    expect(await store.db.signInLink.count()).toBe(1);
  });

  it('takes at once every session with it when it is revoked, and no other', async () => {
    const link = await personal('Ben');
    const [first, second] = [await enter(link), await enter(link)];
    const other = await enter(await once('Ben'));
    await revokePersonalLink(company.context, who('Ben'));
    expect(await entered(first.secret)).toBeUndefined();
    expect(await entered(second.secret)).toBeUndefined();
    expect(await entered(other.secret)).toBe('Ben');
    await expect(enter(link)).rejects.toThrow(sentence);
    // A second press on the button is no fault.
    await revokePersonalLink(company.context, who('Ben'));
  });

  it('is one, also when two administrators make it at the same moment', async () => {
    const links = await Promise.all([personal('Ben'), personal('Ben'), personal('Ben')]);
    expect(await store.db.signInLink.count({ where: { kind: 'personal' } })).toBe(1);
    const tries = await Promise.allSettled(links.map((link) => enter(link)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not made for people of another workspace, nor for those who have left', async () => {
    const stranger = { ...who('Ben'), workspaceId: '01a20428-b62e-7252-ba1e-a858c43b1383' };
    await expect(makePersonalLink(company.context, stranger)).rejects.toMatchObject({
      code: 'no_such_person',
    });
    await expect(revokePersonalLink(company.context, stranger)).rejects.toMatchObject({
      code: 'no_such_person',
    });
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    await expect(makePersonalLink(company.context, who('Ben'))).rejects.toMatchObject({
      code: 'person_inactive',
    });
  });
});

describe('a session', () => {
  it('ends after 30 days without a visit', async () => {
    const { secret } = await enter(await once('Ana'));
    await company.clock.advance(days(30));
    expect(await entered(secret)).toBeUndefined();
  });

  it('goes on with every visit, up to 90 days in all', async () => {
    const { secret } = await enter(await once('Ana'));
    for (const _visit of [1, 2, 3]) {
      await company.clock.advance(days(29));
      expect(await entered(secret)).toBe('Ana');
    }
    // Day 87: three more are left.
    await company.clock.advance(days(3) - 1);
    expect(await entered(secret)).toBe('Ana');
    await company.clock.advance(1);
    expect(await entered(secret)).toBeUndefined();
  });

  it('notes visits every few minutes, not each', async () => {
    const { secret } = await enter(await once('Ana'));
    const seen = async () => only(await store.db.session.findMany()).seenAt;
    await company.clock.advance(minutes(4));
    await entered(secret);
    expect(await seen()).toEqual(new Date('2026-11-24T08:00:00Z'));
    await company.clock.advance(minutes(1));
    await entered(secret);
    expect(await seen()).toEqual(new Date('2026-11-24T08:05:00Z'));
  });

  it('is none for somebody who has left, and knows a changed role at once', async () => {
    const { secret } = await enter(await once('Ana'));
    await store.db.person.update({ where: { id: idOf('Ana') }, data: { role: 'member' } });
    expect((await readSession(company.context, secret))?.actor.role).toBe('member');
    await store.db.person.update({ where: { id: idOf('Ana') }, data: { active: false } });
    expect(await entered(secret)).toBeUndefined();
  });

  it('ends the one that the same browser had before', async () => {
    const first = await enter(await once('Ana'));
    const second = await enter(await once('Ben'), first.secret);
    expect(await entered(first.secret)).toBeUndefined();
    expect(await entered(second.secret)).toBe('Ben');
  });

  it('is listed for its own person, the latest visit first, and can be ended by nobody else', async () => {
    const first = await enter(await once('Ana'));
    await company.clock.advance(hours(1));
    await enter(await once('Ana'));
    const [latest, oldest] = await sessionsOf(company.context, idOf('Ana'));
    expect(latest).toMatchObject({ device: 'Firefox on Windows', seenAt: new Date('2026-11-24T09:00:00Z') });
    expect(await sessionsOf(company.context, idOf('Ben'))).toEqual([]);
    const id = oldest?.id ?? '';
    await expect(endSession(company.context, who('Ben'), id)).rejects.toMatchObject({
      code: 'no_such_session',
    });
    await endSession(company.context, who('Ana'), id);
    expect(await entered(first.secret)).toBeUndefined();
    expect(await sessionsOf(company.context, idOf('Ana'))).toHaveLength(1);
  });

  it('that is not one is nobody’s', async () => {
    await enter(await once('Ana'));
    expect(await entered('')).toBeUndefined();
    expect(await entered('A'.repeat(43))).toBeUndefined();
  });
});

describe('an access token', () => {
  const make = (name: string, scopes: readonly ('read' | 'write')[] = ['read']) =>
    makeToken(company.context, idOf(name), { name: 'a script', scopes, days: 30 });

  it('stands for its person within its scopes, until it expires', async () => {
    const { token } = await make('Ana', ['read', 'write', 'read']);
    expect(token).toMatch(/^tutti_[\w-]{43}$/);
    const read = await readToken(company.context, token);
    expect(read).toMatchObject({ scopes: ['read', 'write'], actor: { name: 'Ana', role: 'lead' } });
    await company.clock.advance(days(30));
    expect(await readToken(company.context, token)).toBeUndefined();
  });

  it('is listed without its secret, with its last use, and can be revoked by its own person', async () => {
    const { id, token } = await make('Ana');
    await company.clock.advance(hours(1));
    await readToken(company.context, token);
    const [listed] = await tokensOf(company.context, idOf('Ana'));
    expect(listed).toEqual({
      id,
      name: 'a script',
      scopes: ['read'],
      createdAt: new Date('2026-11-24T08:00:00Z'),
      expiresAt: new Date('2026-12-24T08:00:00Z'),
      usedAt: new Date('2026-11-24T09:00:00Z'),
    });
    await expect(revokeToken(company.context, who('Ben'), id)).rejects.toMatchObject({
      code: 'no_such_token',
    });
    await revokeToken(company.context, who('Ana'), id);
    expect(await readToken(company.context, token)).toBeUndefined();
  });

  it('is no session, and a session is no token', async () => {
    const { token } = await make('Ana');
    const { secret } = await enter(await once('Ana'));
    expect(await entered(token)).toBeUndefined();
    expect(await readToken(company.context, secret)).toBeUndefined();
    expect(await readToken(company.context, `tutti_${secret}`)).toBeUndefined();
  });

  it('is none for somebody who has left', async () => {
    const { token } = await make('Ben');
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    expect(await readToken(company.context, token)).toBeUndefined();
  });

  it('is one of fifty at most', async () => {
    for (let made = 0; made < 50; made++) await make('Ana');
    await expect(make('Ana')).rejects.toThrow('You have 50 access tokens already.');
    await make('Ben');
  });
});

describe('what the database keeps', () => {
  it('lets nobody in who reads it', async () => {
    const link = await once('Ana');
    const forEver = await personal('Ben');
    const { secret } = await enter(forEver);
    const { token } = await makeToken(company.context, idOf('Ana'), {
      name: 'a script',
      scopes: ['read'],
      days: 1,
    });
    const kept = await everythingKept();
    expect(kept).toContain('Firefox on Windows');
    for (const hidden of [link, forEver, secret, token, token.replace('tutti_', '')]) {
      expect(kept).not.toContain(hidden);
    }
  });

  it('is cleaned by night of what can let nobody in any more', async () => {
    const expired = await once('Ana');
    const used = await once('Ana');
    const stays = await personal('Ben');
    const { secret } = await enter(used);
    await makeToken(company.context, idOf('Ana'), { name: 'short', scopes: ['read'], days: 1 });
    await makeToken(company.context, idOf('Ana'), { name: 'long', scopes: ['read'], days: 100 });
    const key = (name: string) => ({ personId: idOf('Ana'), key: name, createdAt: company.clock.now() });
    await store.db.submission.create({ data: key('old-one-1') });
    await company.clock.advance(days(1));
    await store.db.submission.create({ data: key('new-one-1') });
    await clean(company.context);
    expect(await store.db.signInLink.findMany()).toMatchObject([{ kind: 'personal' }]);
    expect(await store.db.accessToken.findMany()).toMatchObject([{ name: 'long' }]);
    // Exactly a day is not older than a day.
    expect(await store.db.submission.count()).toBe(2);
    await company.clock.advance(1);
    await clean(company.context);
    expect(await store.db.submission.findMany()).toMatchObject([{ key: 'new-one-1' }]);
    // A session outlives the used link it came by.
    expect(await entered(secret)).toBe('Ana');
    await enter(stays);
    await company.clock.advance(days(31));
    await clean(company.context);
    expect(await store.db.session.count()).toBe(0);
    await expect(enter(expired)).rejects.toThrow(sentence);
  });
});

describe('whether sessions and tokens still hold', () => {
  it('is told for many at once', async () => {
    const mine = await enter(await once('Ana'));
    await enter(await once('Ben'));
    const { id: tokenId } = await makeToken(company.context, idOf('Ana'), {
      name: 't',
      scopes: ['read'],
      days: 1,
    });
    const sessions = await store.db.session.findMany();
    const ids = [...sessions.map(({ id }) => id), tokenId];
    expect(await stillHolding(company.context, ids)).toEqual(new Set(ids));
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    await company.clock.advance(days(1));
    const anas = (await readSession(company.context, mine.secret))?.id;
    expect(await stillHolding(company.context, ids)).toEqual(new Set([anas]));
    expect(await stillHolding(company.context, [])).toEqual(new Set());
  });
});

describe('the first door', () => {
  it('makes a company and its administrator where there is nobody, once', async () => {
    await store.db.workspace.deleteMany();
    const doors = await Promise.all([
      firstDoor(company.context, 'Europe/Lisbon'),
      firstDoor(company.context, 'Europe/Lisbon'),
    ]);
    expect(await store.db.workspace.findMany()).toMatchObject([
      { name: 'My company', zone: 'Europe/Lisbon' },
    ]);
    for (const door of doors) {
      const { secret } = await enter(secretOf(door ?? ''));
      expect((await readSession(company.context, secret))?.actor).toMatchObject({
        name: 'Administrator',
        role: 'administrator',
      });
    }
  });

  it('is open until somebody has signed in', async () => {
    await store.db.workspace.deleteMany();
    await firstDoor(company.context, 'UTC');
    const path = await firstDoor(company.context, 'UTC');
    await enter(secretOf(path ?? ''));
    expect(await firstDoor(company.context, 'UTC')).toBeUndefined();
    await store.db.session.deleteMany();
    expect(await firstDoor(company.context, 'UTC')).toBeUndefined();
  });

  it('leads an administrator in who was here before, and nobody else', async () => {
    expect(await firstDoor(company.context, 'UTC')).toBeUndefined();
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { role: 'administrator' } });
    const path = await firstDoor(company.context, 'UTC');
    expect(await entered((await enter(secretOf(path ?? ''))).secret)).toBe('Ben');
    expect(await store.db.workspace.count()).toBe(1);
  });
});
