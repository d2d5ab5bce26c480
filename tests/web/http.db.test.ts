// Long because it tries every way in which a request can be wrong, one beside the other.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeOnceLink, makePersonalLink, makeToken, revokePersonalLink } from '../../src/access/index.ts';
import type { Store } from '../../src/store/index.ts';
import { hours, minutes } from '../support/clock.ts';
import { type Company, createCompany, only } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { type Answered, serveWeb, type WebServer } from '../support/web.ts';

let store: Store;
let company: Company;
let web: WebServer;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T08:00:00Z',
    people: { Ana: {}, Mia: { role: 'administrator' } },
  });
  web = await serveWeb(store, company.context);
});
afterEach(async () => {
  await web.close();
  await company.close();
});

const idOf = (name: string) => company.ids[name] ?? '';
const linkOf = async (name: string) => (await makeOnceLink(web.context, idOf(name))).replace('/sign-in#', '');
const signIn = (token: string, headers = {}) => web.ask('POST /api/sign-in', { body: { token }, headers });
const cookieIn = ({ headers }: Answered) => (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
/** Something that only a signed-in person gets. */
const enters = async (cookie: string) => (await web.ask('GET /api/sessions', { cookie })).status;

describe('signing in over HTTP', () => {
  it('by a link sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const answered = await signIn(await linkOf('Ana'));
    expect([answered.status, answered.json]).toEqual([200, {}]);
    const set = answered.headers.get('set-cookie') ?? '';
    expect(set).toMatch(
      /^tutti=[\w-]{43}; Path=\/; Expires=Thu, 24 Dec 2026 08:00:00 GMT; HttpOnly; SameSite=Lax$/,
    );
    expect(await enters(cookieIn(answered))).toBe(200);
  });

  it('is listed by its browser in words, and marks the one that asks', async () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const cookie = cookieIn(await signIn(await linkOf('Ana'), { 'user-agent': agent }));
    await signIn(await linkOf('Ana'));
    const { json } = await web.ask('GET /api/sessions', { cookie });
    expect(json.sessions).toHaveLength(2);
    expect(only(json.sessions.filter(({ current }: { current: boolean }) => current))).toMatchObject({
      device: 'Firefox on Windows',
      createdAt: '2026-11-24T08:00:00.000Z',
    });
  });

  it('happens once by a one-time link, and only by POST: looking at the link does not use it up', async () => {
    const token = await linkOf('Ana');
    for (const method of ['GET', 'HEAD']) {
      expect((await web.ask(`${method} /sign-in`)).status).not.toBe(404);
      expect((await web.ask(`${method} /api/sign-in`)).status).toBe(405);
    }
    expect((await signIn(token)).status).toBe(200);
    const again = await signIn(token);
    expect([again.status, again.json.error, again.headers.get('set-cookie')]).toEqual([
      404,
      'link_gone',
      null,
    ]);
    expect(again.json.message).toMatch(/^This link was used already/);
  });

  it('with a forged or an expired link is refused in the same words', async () => {
    const expired = await linkOf('Ana');
    await company.clock.advance(minutes(10));
    const answers = [await signIn(expired), await signIn('A'.repeat(43)), await signIn("' OR 1=1 --")];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('lasts until the person signs out, and ends for that cookie wherever it is kept', async () => {
    const cookie = cookieIn(await signIn(await linkOf('Ana')));
    const out = await web.ask('POST /api/sign-out', { cookie });
    expect(out.headers.get('set-cookie')).toMatch(/^tutti=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(await enters(cookie)).toBe(401);
  });

  it('ends from another of one’s browsers, and at once with the personal link it came by', async () => {
    const [here, there] = [await web.cookieOf(idOf('Ana')), await web.cookieOf(idOf('Ana'))];
    const { json } = await web.ask('GET /api/sessions', { cookie: here });
    const other = json.sessions.find(({ current }: { current: boolean }) => !current);
    expect((await web.ask(`DELETE /api/sessions/${other.id}`, { cookie: here })).status).toBe(200);
    expect([await enters(here), await enters(there)]).toEqual([200, 401]);
    const who = { workspaceId: company.workspaceId, personId: idOf('Ana') };
    const personal = (await makePersonalLink(web.context, who)).replace('/sign-in#', '');
    const cookie = cookieIn(await signIn(personal));
    expect(await enters(cookie)).toBe(200);
    await revokePersonalLink(web.context, who);
    expect(await enters(cookie)).toBe(401);
  });

  it('with a cookie that nobody was given is no sign-in', async () => {
    for (const cookie of [
      'tutti=',
      'tutti=AAAA',
      `tutti=${'A'.repeat(43)}`,
      `tutti=${'x'.repeat(7000)}`,
      'tutti=%00',
    ]) {
      expect(await enters(cookie), cookie).toBe(401);
    }
  });

  it('is tried from one address twenty times in ten minutes without success, and not more', async () => {
    // Those that succeed do not count.
    for (let time = 0; time < 3; time++) await signIn(await linkOf('Ana'));
    for (let time = 0; time < 20; time++) expect((await signIn('wrong')).status).toBe(404);
    const refused = await signIn(await linkOf('Ana'));
    expect([refused.status, refused.json]).toEqual([
      429,
      {
        error: 'rate_limited',
        message: 'There were too many failed tries to sign in from here. Please try again in ten minutes.',
      },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    // Another address, as a proxy beside us forwards it, is another one.
    expect((await signIn('wrong', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  });
});

describe('where sessions need https', () => {
  let secure: WebServer;
  beforeEach(async () => {
    secure = await serveWeb(store, company.context, { secure: true, publicUrl: 'https://tutti.example.com' });
  });
  afterEach(() => secure.close());

  it('the cookie goes over https alone, and its name says so to the browser', async () => {
    const answered = await secure.ask('POST /api/sign-in', {
      body: { token: await linkOf('Ana') },
      headers: { origin: 'https://tutti.example.com' },
    });
    expect(answered.headers.get('set-cookie')).toMatch(
      /^__Host-tutti=[\w-]{43}; Path=\/; .*Secure; SameSite=Lax$/,
    );
    expect(answered.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await secure.ask('GET /api/sessions', { cookie: cookieIn(answered) })).status).toBe(200);
    // The name without the prefix could be set by any page beside ours.
    const bare = cookieIn(answered).replace('__Host-', '');
    expect((await secure.ask('GET /api/sessions', { cookie: bare })).status).toBe(401);
  });

  it('says what to do when the page was opened without', async () => {
    const { host } = new URL(secure.url);
    const answered = await secure.ask('POST /api/sign-in', {
      body: { token: await linkOf('Ana') },
      headers: { origin: `http://${host}` },
    });
    expect([answered.status, answered.json.error]).toEqual([422, 'needs_https']);
    expect(answered.headers.get('set-cookie')).toBeNull();
  });
});

describe('what another site makes a browser send', () => {
  const leave = { body: { from: '2026-12-01', to: '2026-12-02' } };
  const post = async (headers: Record<string, string>) =>
    web.ask('POST /api/absences', {
      ...leave,
      headers: { cookie: await web.cookieOf(idOf('Ana')), ...headers },
    });

  it.each([
    ['without a word of where it comes from', {}],
    ['from another site', { origin: 'https://evil.example' }],
    ['from our host at another port', { origin: 'http://127.0.0.1:1' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    ['by the browser’s word, whatever the origin', { 'sec-fetch-site': 'same-site' }],
  ])('is not done %s', async (_how, headers) => {
    const answered = await post(headers);
    expect([answered.status, answered.json.error]).toEqual([403, 'other_origin']);
    expect(await store.db.absence.count()).toBe(0);
  });

  it('is done from our own page', async () => {
    expect((await post({ origin: web.url })).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('may be read, for the browser shows it to nobody there', async () => {
    const cookie = await web.cookieOf(idOf('Ana'));
    const answered = await web.ask('GET /api/sessions', {
      headers: { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('access-control-allow-origin')).toBeNull();
    expect(answered.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('does not sign anybody in as somebody else', async () => {
    const answered = await signIn(await linkOf('Mia'), { origin: 'https://evil.example' });
    expect([answered.status, answered.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('does not concern scripts, which send neither cookie nor origin', async () => {
    const { token } = await makeToken(web.context, idOf('Ana'), { name: 't', scopes: ['write'], days: 1 });
    expect((await web.ask('POST /api/absences', { ...leave, token })).status).toBe(200);
  });
});

describe('access tokens over HTTP', () => {
  it.each(['tutti_', `tutti_${'A'.repeat(43)}`, 'nothing', ''])(
    '“%s” is refused, whoever’s cookie comes along',
    async (token) => {
      const cookie = await web.cookieOf(idOf('Ana'));
      const answered = await web.ask('GET /api/today', {
        headers: { cookie, authorization: `Bearer ${token}` },
      });
      expect([answered.status, answered.json.error]).toEqual([401, 'not_signed_in']);
      expect(answered.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it('are refused when they expired, and once they are revoked', async () => {
    const { id, token } = await makeToken(web.context, idOf('Ana'), { name: 't', scopes: ['read'], days: 1 });
    const ask = async () => (await web.ask('GET /api/today', { token })).status;
    expect(await ask()).toBe(200);
    const cookie = await web.cookieOf(idOf('Ana'));
    const mias = await web.cookieOf(idOf('Mia'));
    expect((await web.ask(`DELETE /api/tokens/${id}`, { cookie: mias })).status).toBe(404);
    expect((await web.ask(`DELETE /api/tokens/${id}`, { cookie })).status).toBe(200);
    expect(await ask()).toBe(401);
    const short = await makeToken(web.context, idOf('Ana'), { name: 't', scopes: ['read'], days: 1 });
    await company.clock.advance(hours(24));
    expect((await web.ask('GET /api/today', { token: short.token })).status).toBe(401);
  });

  it('are shown once, when they are made', async () => {
    const cookie = await web.cookieOf(idOf('Ana'));
    const made = await web.ask('POST /api/tokens', {
      cookie,
      body: { name: 'n', scopes: ['read'], days: 7 },
    });
    expect((await web.ask('GET /api/today', { token: made.json.token })).status).toBe(200);
    const { text, json } = await web.ask('GET /api/tokens', { cookie });
    expect(text).not.toContain(made.json.token);
    expect(json.tokens).toMatchObject([
      { id: made.json.id, name: 'n', expiresAt: '2026-12-01T08:00:00.000Z' },
    ]);
  });
});

describe('a request that is not as it should be', () => {
  const asAna = async (route: string, body?: unknown, headers = {}) =>
    web.ask(route, { cookie: await web.cookieOf(idOf('Ana')), body, headers });

  it('at an address where nothing is gets 404, and at one with other methods 405', async () => {
    expect(await asAna('GET /api/nothing')).toMatchObject({ status: 404, json: { error: 'no_such_route' } });
    expect(await asAna('GET /api')).toMatchObject({ status: 404 });
    const answered = await asAna('DELETE /api/today');
    expect([answered.status, answered.headers.get('allow'), answered.json.message]).toEqual([
      405,
      'GET',
      'DELETE is not possible here. Use GET.',
    ]);
    expect((await asAna('GET /api/rounds/%ff')).status).toBe(400);
  });

  it('with an id that is none gets 404', async () => {
    for (const id of ['1', '..', 'x'.repeat(1000), '01a20428-b62e-7252-ba1e-a858c43b1383']) {
      expect((await asAna(`GET /api/rounds/${encodeURIComponent(id)}`)).status, id).toBe(404);
    }
  });

  it.each([
    ['nothing', undefined, 'Please send this as JSON, with the content-type application/json.', []],
    ['half a JSON', '{"from":', 'I could not read that: it is not JSON.', undefined],
    ['a list', [], 'What was sent should be an object.', []],
    ['too little', { from: '2026-12-01' }, 'To is missing.', ['to']],
    ['another kind', { from: 1, to: null }, 'From should be a text.', ['from', 'to']],
    [
      'no date',
      { from: 'soon', to: '2026-02-30' },
      'From should be a date such as 2026-11-24.',
      ['from', 'to'],
    ],
  ])('with %s says in one sentence what is wrong', async (_what, body, message, fields) => {
    const { status, json } = await asAna('POST /api/absences', body);
    expect([status, json.message]).toEqual([400, message]);
    if (fields) expect(Object.keys(json.fields ?? {})).toEqual(fields);
  });

  it('names the field in words, and its limits', async () => {
    const token = (name: unknown, scopes: unknown, days: unknown) =>
      asAna('POST /api/tokens', { name, scopes, days });
    const said = async (answer: Promise<Answered>) => (await answer).json.fields;
    expect(await said(token('', ['read'], 1))).toEqual({ name: 'Name is empty.' });
    expect(await said(token('n'.repeat(61), ['read'], 1))).toEqual({
      name: 'Name is too long: at most 60 characters fit.',
    });
    expect(await said(token('n', [], 400))).toEqual({
      scopes: 'Scopes should hold at least 1.',
      days: 'Days should be at most 365.',
    });
    expect(await said(token('n', ['delete'], 1.5))).toEqual({
      scopes: 'Scopes should be one of read, write.',
      days: 'Days should be a whole number.',
    });
    expect((await asAna('PATCH /api/me', { departmentId: 'x' })).json.message).toBe(
      'Department should be one of those that I listed.',
    );
    expect((await asAna('PATCH /api/me', { quiet: { from: '25:00', to: '06:00' } })).json.fields).toEqual({
      quiet: 'From should be a time such as 09:30.',
    });
    expect((await asAna('GET /api/search?text=a')).json.message).toBe('Text is too short.');
    expect((await asAna('GET /api/days?month=13')).status).toBe(400);
    expect((await asAna('GET /api/search?text=aa&text=bb')).json.message).toBe('Text should be a text.');
  });

  it('that is too large gets 413 and a sentence, each route by its own measure', async () => {
    const large = { act: { kind: 'command', command: 'tutti', text: 'x'.repeat(64 * 1024) } };
    expect(await asAna('POST /api/absences', large)).toMatchObject({
      status: 413,
      json: {
        error: 'too_large',
        message: 'That is more than I can take at once. Please send less, or in several parts.',
      },
    });
    // Acts may be larger, and then it is the text that is too long.
    expect(await asAna('POST /api/act', large)).toMatchObject({ status: 400 });
    expect(await asAna('POST /api/act', 'x'.repeat(257 * 1024))).toMatchObject({ status: 413 });
    expect(await asAna('POST /api/absences', 'x', { 'content-encoding': 'unheard-of' })).toMatchObject({
      status: 415,
    });
  });

  it('is refused before its body is read where nobody is signed in', async () => {
    const { hostname, port } = new URL(web.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /api/people/import HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 4000000\r\n\r\n{',
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 401 /);
    socket.destroy();
  });
});

describe('what goes wrong on our side', () => {
  it('is said as such, and logged by its code alone', async () => {
    const cookie = await web.cookieOf(idOf('Ana'));
    await store.db.$executeRaw`ALTER TABLE "AccessToken" RENAME COLUMN name TO renamed`;
    try {
      const answered = await web.ask('GET /api/tokens?secret=CANARY', { cookie });
      expect([answered.status, answered.json]).toEqual([
        500,
        {
          error: 'unexpected',
          message: 'Something went wrong on my side, and nothing was changed. Please try again in a minute.',
        },
      ]);
    } finally {
      await store.db.$executeRaw`ALTER TABLE "AccessToken" RENAME COLUMN renamed TO name`;
    }
    const line = JSON.parse(only(company.logged.filter((one) => one.includes('web.failed'))));
    expect(line).toMatchObject({ code: 'P2022', route: '/api/tokens' });
  });

  it('nothing of cookies, tokens, bodies, links or query strings is in any log line or metric', async () => {
    const link = await linkOf('Ana');
    const cookie = cookieIn(await signIn(link));
    const { token } = await makeToken(web.context, idOf('Ana'), { name: 't', scopes: ['read'], days: 1 });
    await web.ask('GET /api/today', { token });
    await web.ask('GET /api/search?text=CANARY', { cookie });
    await web.ask('POST /api/absences', { cookie, body: '{"CANARY' });
    await web.ask('POST /api/act', {
      cookie,
      body: { act: { kind: 'command', command: 'CANARY', text: 'CANARY' } },
    });
    await web.ask('GET /CANARY?a=CANARY', { cookie });
    const kept = company.logged.join() + (await web.context.metrics.registry.metrics());
    for (const secret of ['CANARY', link, cookie.replace('tutti=', ''), token])
      expect(kept).not.toContain(secret);
  });
});

describe('the headers', () => {
  it('let scripts and styles come from here alone, and only Teams and ourselves frame the page', async () => {
    for (const route of ['GET /', 'GET /today', 'GET /api/sign-in/ways']) {
      const { headers } = await web.ask(route);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self';");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain(
        "frame-ancestors 'self' https://teams.microsoft.com https://*.teams.microsoft.com ",
      );
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('keep answers of the API out of every cache', async () => {
    const cookie = await web.cookieOf(idOf('Ana'));
    for (const route of ['GET /api/sessions', 'GET /api/nothing', 'GET /api/people']) {
      expect((await web.ask(route, { cookie })).headers.get('cache-control')).toBe('no-store');
    }
  });
});
