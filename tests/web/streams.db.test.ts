import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession, makeToken, revokeToken, stillHolding } from '../../src/access/index.ts';
import { announce, type Change } from '../../src/changes.ts';
import type { Store } from '../../src/store/index.ts';
import { createStreams } from '../../src/web/streams.ts';
import { hours } from '../support/clock.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { serveWeb, type WebServer } from '../support/web.ts';

let store: Store;
let company: Company;
let web: WebServer;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { Ana: {}, Ben: {} } });
  web = await serveWeb(store, company.context);
});
afterEach(async () => {
  await web.close();
  await company.close();
});

const idOf = (name: string) => company.ids[name] ?? '';

/** An open page: what it was told so far, and when its stream ended. */
async function open(headers: Record<string, string>) {
  const response = await fetch(`${web.url}/api/events`, { headers });
  const heard: string[] = [];
  const reading = (async () => {
    let rest = '';
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      heard.push(...events.filter((event) => event.startsWith('event:')));
    }
  })();
  reading.catch(() => {});
  return { response, heard, ended: reading };
}

const pageOf = async (name: string) => {
  const page = await open({ cookie: await web.cookieOf(idOf(name)) });
  await expect.poll(() => page.heard).toEqual([REFRESH]);
  return page;
};
const REFRESH = 'event: refresh\ndata: {}';
const changed = (topic: Change['topic']) => `event: change\ndata: {"topic":"${topic}"}`;
const tell = (change: Omit<Change, 'workspaceId'>) =>
  store.db.$transaction((tx) => announce(tx, { workspaceId: company.workspaceId, ...change }));

describe('an open page', () => {
  it('is a stream that no proxy keeps, and reads everything again at its start', async () => {
    const { response } = await pageOf('Ana');
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
  });

  it('is told what changed in its workspace, and what changed for its reader alone', async () => {
    const [ana, ben] = [await pageOf('Ana'), await pageOf('Ben')];
    await tell({ topic: 'inbox', personId: idOf('Ana') });
    await tell({ topic: 'rounds' });
    await expect.poll(() => ana.heard.length).toBe(3);
    expect(new Set(ana.heard)).toEqual(new Set([REFRESH, changed('inbox'), changed('rounds')]));
    await expect.poll(() => ben.heard).toEqual([REFRESH, changed('rounds')]);
  });

  it('hears nothing of another workspace', async () => {
    const ana = await pageOf('Ana');
    const other = await store.db.workspace.create({ data: { name: 'Other' } });
    await store.db.$transaction((tx) => announce(tx, { workspaceId: other.id, topic: 'rounds' }));
    await tell({ topic: 'people' });
    await expect.poll(() => ana.heard).toEqual([REFRESH, changed('people')]);
  });

  it('ends at once with its session, and no other does', async () => {
    const [ana, anaElsewhere, ben] = [await pageOf('Ana'), await pageOf('Ana'), await pageOf('Ben')];
    const [first] = await store.db.session.findMany({
      where: { personId: idOf('Ana') },
      orderBy: { id: 'asc' },
    });
    const who = { workspaceId: company.workspaceId, personId: idOf('Ana') };
    await endSession(web.context, who, first?.id ?? '');
    await ana.ended;
    await tell({ topic: 'rounds' });
    await expect.poll(() => anaElsewhere.heard.at(-1)).toBe(changed('rounds'));
    await expect.poll(() => ben.heard.at(-1)).toBe(changed('rounds'));
    expect(ana.heard).not.toContain(changed('rounds'));
  });

  it('can be a script’s with an access token, until that is revoked', async () => {
    const { id, token } = await makeToken(web.context, idOf('Ana'), { name: 't', scopes: ['read'], days: 1 });
    const script = await open({ authorization: `Bearer ${token}` });
    await expect.poll(() => script.heard).toEqual([REFRESH]);
    await revokeToken(web.context, { workspaceId: company.workspaceId, personId: idOf('Ana') }, id);
    await script.ended;
  });

  it('is one of twenty at most for one person', async () => {
    const cookie = await web.cookieOf(idOf('Ana'));
    const pages = await Promise.all(Array.from({ length: 20 }, () => open({ cookie })));
    expect(pages.map(({ response }) => response.status)).toEqual(Array(20).fill(200));
    const more = await web.ask('GET /api/events', { cookie });
    expect([more.status, more.json.error]).toEqual([429, 'too_many_streams']);
    await pageOf('Ben');
    await only(pages.slice(0, 1))
      .response.body?.cancel()
      .catch(() => {});
  });

  it('ends when the server stops', async () => {
    const ana = await pageOf('Ana');
    const closing = web.close();
    await ana.ended.catch(() => {});
    await closing;
    web = await serveWeb(store, company.context);
  });
});

describe('streams', () => {
  /** Streams on their own, with a response that keeps what is written. */
  function alone() {
    let say: (change: Change | null) => void = () => {};
    const streams = createStreams({
      listen: (listener) => {
        say = listener;
      },
      stillHolding: (ids) => stillHolding(company.context, ids),
      log: company.context.log,
    });
    return { streams, say: (change: Change | null) => say(change) };
  }
  function response(waiting = 0) {
    const written: string[] = [];
    let ended = false;
    let destroyed = false;
    const fake = {
      writableLength: waiting,
      writeHead: () => fake,
      write: (text: string) => written.push(text),
      end: () => {
        ended = true;
      },
      destroy: () => {
        destroyed = true;
      },
      once: () => fake,
    };
    return { fake: fake as never, written, is: () => ({ ended, destroyed }) };
  }
  const request = { method: 'GET', socket: { setNoDelay() {} } } as never;
  async function reader(name: string) {
    await web.cookieOf(idOf(name));
    const { id } = only(await store.db.session.findMany({ where: { personId: idOf(name) } }));
    const person = { personId: idOf(name), workspaceId: company.workspaceId };
    return {
      id,
      actor: { ...person, name, role: 'member', zone: 'UTC', locale: 'en', departmentId: null },
      way: { kind: 'session', sessionId: id },
    } as const;
  }

  it('say a word at every beat, and end those whose session is over by then', async () => {
    const { streams } = alone();
    const [ana, ben] = [response(), response()];
    streams.open(request, ana.fake, await reader('Ana'));
    await company.clock.advance(hours(1));
    streams.open(request, ben.fake, await reader('Ben'));
    await company.clock.advance(hours(30 * 24 - 1));
    await streams.beat();
    expect(ana.written.at(-1)).toBe(': still here\n\n');
    expect([ana.is().ended, ben.is().ended]).toEqual([true, false]);
    await store.db.person.update({ where: { id: idOf('Ben') }, data: { active: false } });
    await streams.beat();
    expect(ben.is().ended).toBe(true);
    streams.stop();
  });

  it('tell a rush of changes of one kind once, and what changes after that again', async () => {
    const { streams, say } = alone();
    const ana = response();
    streams.open(request, ana.fake, await reader('Ana'));
    const told = () => ana.written.filter((text) => text.includes('event: change'));
    const change = { workspaceId: company.workspaceId, topic: 'rounds' } as const;
    for (let answer = 0; answer < 500; answer++) say(change);
    await expect.poll(told).toEqual([`${changed('rounds')}\n\n`]);
    say(change);
    await expect.poll(() => told().length).toBe(2);
    streams.stop();
  });

  it('read everything again when something may have been missed', async () => {
    const { streams, say } = alone();
    const ana = response();
    streams.open(request, ana.fake, await reader('Ana'));
    say(null);
    expect(ana.written.filter((text) => text.includes('event: refresh'))).toHaveLength(2);
    streams.stop();
    expect(ana.is().ended).toBe(true);
  });

  it('let go of a reader who takes nothing', async () => {
    const { streams, say } = alone();
    const stuck = response(100_000);
    streams.open(request, stuck.fake, await reader('Ana'));
    say(null);
    expect(stuck.is().destroyed).toBe(true);
    streams.stop();
  });

  it('outlast a database that is away for a moment', async () => {
    const lines: string[] = [];
    const streams = createStreams({
      listen: () => {},
      stillHolding: () => Promise.reject(Object.assign(new Error('gone'), { code: 'P1001' })),
      log: { ...company.context.log, error: (event: string) => void lines.push(event) },
    });
    const ana = response();
    streams.open(request, ana.fake, await reader('Ana'));
    await streams.beat();
    expect(ana.is().ended).toBe(false);
    expect(lines).toEqual(['web.streams_unchecked']);
    streams.stop();
  });
});
