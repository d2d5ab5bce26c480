import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/chat/delivery.ts';
import { drainLane } from '../../src/chat/drain.ts';
import type { Address, Platform } from '../../src/chat/platform.ts';
import { seatIn } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { createPlatform } from '../../src/web/platform.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { viewOfText } from '../support/lane.ts';
import { type Harness, platformContract } from '../support/platform-contract.ts';

/** A database whose next transaction commits, and whose answer to that is lost on the way. */
function losing<Database extends object>(db: Database): { db: Database; loseNext(): void } {
  let lose = false;
  const wrapped = new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== '$transaction' || typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const losing = lose;
        lose = false;
        const result = await value.apply(target, args);
        if (losing) throw Object.assign(new Error('Server has closed the connection.'), { code: 'P1017' });
        return result;
      };
    },
  });
  return {
    db: wrapped,
    loseNext: () => {
      lose = true;
    },
  };
}

const people = { Ana: { department: 'Sales' }, Ben: { department: 'Operations' } };

platformContract('the browser', async (): Promise<Harness> => {
  const store = await openTestStore();
  const company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people });
  const { db, loseNext } = losing(store.db);
  const { workspaceId, ids } = company;
  const place = { workspaceId, platform: 'web' } as const;
  const sales = await store.db.department.findFirstOrThrow({ where: { name: 'Sales' } });
  const summaries = async (where: object) => {
    const rows = await store.db.inboxMessage.findMany({ where, orderBy: { id: 'asc' } });
    return rows.map(({ view }) => (view as { summary: string }).summary);
  };
  return {
    platform: createPlatform({ db, clock: company.clock }),
    person: { ...place, kind: 'person', id: ids.Ana ?? '' },
    channel: { ...place, kind: 'channel', id: sales.id, name: 'Sales' },
    seen: (at) => summaries({ toKind: at.kind, toId: at.id, threadId: null }),
    seenInThread: (_at, of) => summaries({ threadId: of }),
    remove: async (_at, message) => void (await store.db.inboxMessage.delete({ where: { id: message } })),
    loseNextAnswer: loseNext,
    later: async () => {},
    async close() {
      await company.close();
      await store.close();
    },
  };
});

let store: Store;
let company: Company;
let platform: Platform;
let heard: string[];
beforeAll(async () => {
  store = await openTestStore();
  store.listen((payload) => void heard.push(payload ?? 'missed'));
});
afterAll(() => store.close());
beforeEach(async () => {
  heard = [];
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people });
  platform = createPlatform(company.context);
});
afterEach(() => company.close());

const ana = (): Address => ({
  workspaceId: company.workspaceId,
  platform: 'web',
  kind: 'person',
  id: company.ids.Ana ?? '',
});
const everyone = (): Address => ({ ...ana(), kind: 'channel', id: 'everyone' });
const changes = () => heard.map((payload) => JSON.parse(payload));

describe('the browser as a platform', () => {
  it('keeps one message for each key, however often it is sent', async () => {
    const first = await platform.send(ana(), viewOfText('one'), { key: 'k' });
    expect(await platform.send(ana(), viewOfText('two'), { key: 'k' })).toBe(first);
    expect(only(await store.db.inboxMessage.findMany())).toMatchObject({
      view: { summary: 'two' },
      sentAt: new Date('2026-11-24T08:00:00Z'),
    });
  });

  it('tells open pages: its person of what is for them alone, everybody of what is for a place', async () => {
    const { workspaceId } = company;
    const message = await platform.send(ana(), viewOfText('for Ana'), { key: 'a' });
    await platform.send(everyone(), viewOfText('for all'), { key: 'b' });
    await platform.update(ana(), message, viewOfText('anew'));
    await expect.poll(() => heard.length).toBe(3);
    const personal = { workspaceId, topic: 'inbox', personId: company.ids.Ana };
    expect(changes()).toEqual([personal, { workspaceId, topic: 'inbox' }, personal]);
  });

  it('tells nobody of what was refused', async () => {
    const nobody = { ...ana(), id: '01a20428-b62e-7252-ba1e-a858c43b1383' };
    await expect(platform.send(nobody, viewOfText('x'), { key: 'a' })).rejects.toMatchObject({
      fault: 'no_such_place',
    });
    await platform.send(ana(), viewOfText('y'), { key: 'b' });
    await expect.poll(() => heard.length).toBe(1);
    expect(await store.db.inboxMessage.count()).toBe(1);
  });

  it('knows the people and places of its own workspace alone', async () => {
    const other = await store.db.workspace.create({
      data: {
        name: 'Other',
        persons: { create: { name: 'Zoe' } },
        departments: { create: { name: 'Sales' } },
      },
      include: { persons: true, departments: true },
    });
    const zoe = only(other.persons).id;
    const theirs = only(other.departments).id;
    const gone = { fault: 'no_such_place' };
    await expect(platform.send({ ...ana(), id: zoe }, viewOfText('x'), { key: 'a' })).rejects.toMatchObject(
      gone,
    );
    await expect(platform.members(company.workspaceId, theirs)).rejects.toMatchObject(gone);
    await expect(platform.channelName(company.workspaceId, theirs)).rejects.toMatchObject(gone);
    expect(await platform.profile(company.workspaceId, zoe)).toBeUndefined();
    const sent = await platform.send({ ...ana(), workspaceId: other.id, id: zoe }, viewOfText('x'), {
      key: 'a',
    });
    await expect(platform.update(ana(), sent, viewOfText('mine'))).rejects.toMatchObject({
      fault: 'no_such_message',
    });
    await expect(platform.send(ana(), viewOfText('x'), { key: 'b', thread: sent })).rejects.toMatchObject({
      fault: 'no_such_message',
    });
    expect(await platform.find?.(ana(), 'a', { since: new Date(0) })).toBeUndefined();
  });

  it('has everyone and each department for places, with those who are there now as members', async () => {
    const { Ana = '', Ben = '' } = company.ids;
    const sales = await store.db.department.findFirstOrThrow({ where: { name: 'Sales' } });
    expect(await platform.members(company.workspaceId, 'everyone')).toEqual([Ana, Ben].sort());
    expect(await platform.members(company.workspaceId, sales.id)).toEqual([Ana]);
    expect(await platform.channelName(company.workspaceId, 'everyone')).toBe('Everyone');
    await store.db.person.update({ where: { id: Ana }, data: { active: false } });
    expect(await platform.members(company.workspaceId, 'everyone')).toEqual([Ben]);
    expect(await platform.members(company.workspaceId, sales.id)).toEqual([]);
  });

  it('is where people are written to who have no chat seat, by the same delivery', async () => {
    await store.db.identity.deleteMany({ where: { personId: company.ids.Ben ?? '' } });
    await seatIn(store.db, company.workspaceId, [company.ids.Ben ?? '']);
    const to = { ...ana(), id: company.ids.Ben ?? '' };
    await deliver(company.context, store.db, { key: 'greeting', to, view: viewOfText('Good morning') });
    const context = { ...company.context, platforms: new Map([['web' as const, platform]]) };
    const lane = { workspaceId: company.workspaceId, platform: 'web' as const };
    await drainLane(context, lane, new AbortController().signal);
    expect(only(await store.db.inboxMessage.findMany())).toMatchObject({ toId: company.ids.Ben });
    expect(only(await store.db.delivery.findMany())).toMatchObject({ state: 'sent', view: null });
  });
});
