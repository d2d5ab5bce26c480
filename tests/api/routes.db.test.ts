import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeToken } from '../../src/access/index.ts';
import { contract } from '../../src/api/contract/index.ts';
import { handlers } from '../../src/api/index.ts';
import type { Demo, RouteName, RouteSpec } from '../../src/api/route.ts';
import { hasRole } from '../../src/chat/actor.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { type Answered, type Asking, serveWeb, type WebServer } from '../support/web.ts';
import { makeWorld, requestOf, roles, type World } from './samples.ts';

const table = Object.entries(contract) as [RouteName, RouteSpec][];

let store: Store;
let company: Company;
let web: WebServer;
let own: World;
let foreign: World;
/** Cookies by role; of people who are there for this alone, so that what a route does to others ends no session. */
let cookies: Readonly<Record<(typeof roles)[number], string>>;

beforeAll(async () => {
  store = await openTestStore();
  company = await createCompany(store, { now: '2026-11-24T10:00:00Z', people: {} });
});
afterAll(async () => {
  await web.close();
  await company.close();
  await store.close();
});
beforeEach(async () => {
  if (web) await web.close();
  await store.db.workspace.deleteMany();
  own = await makeWorld(company.context, 'Own');
  foreign = await makeWorld(company.context, 'Foreign');
  const demo: Demo = {
    workspaceId: own.workspaceId,
    people: async () => [],
    reset: async () => {},
  };
  web = await serveWeb(store, company.context, { demo });
  cookies = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await web.cookieOf(own.people[role])])),
  );
});

/** Asks; a stream is left at once, for it would never end. */
async function ask(name: RouteName, world: World, as: { role?: (typeof roles)[number]; token?: string }) {
  const personId = as.role ? world.people[as.role] : world.people.member;
  const { route, body } = await requestOf(name, { context: company.context, world, personId });
  const asking = {
    ...(as.token ? { token: as.token } : as.role ? { cookie: cookies[as.role] } : {}),
    ...(body === undefined ? {} : { body }),
  };
  return name === 'GET /api/events' ? listen(route, asking) : web.ask(route, asking);
}

async function listen(route: string, { cookie, token }: Asking): Promise<Answered> {
  const leaving = new AbortController();
  const response = await fetch(web.url + route.split(' ')[1], {
    headers: { ...(cookie ? { cookie } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    signal: leaving.signal,
  });
  const { status, headers } = response;
  const text = response.ok ? '' : await response.text();
  leaving.abort();
  return { status, headers, text, json: text ? JSON.parse(text) : null };
}

const isFault = ({ json }: Answered) =>
  expect(json).toEqual({
    error: expect.stringMatching(/^\w+$/),
    message: expect.stringMatching(/^[A-Z].+\.$/),
    ...(json?.fields ? { fields: expect.any(Object) } : {}),
  });

describe('the table of routes', () => {
  it('has a handler for each, or src/web serves it itself', () => {
    const served = [...Object.keys(handlers), 'GET /api/events', 'POST /api/act'];
    expect(served.sort()).toEqual(table.map(([name]) => name).sort());
  });

  it('names every path so that no route hides another', () => {
    for (const [name] of table)
      expect(name).toMatch(/^(GET|POST|PATCH|DELETE) \/api(\/[a-z-]+|\/\{[a-z]+\})+$/);
  });
});

describe.each(table)('%s', (name, spec) => {
  it('lets in whoever the table says, and nobody else', async () => {
    const { role } = spec;
    const stranger = await ask(name, own, {});
    if (role === 'anyone') expect([name, stranger.status]).toEqual([name, 200]);
    else {
      expect([name, stranger.status, stranger.json?.error]).toEqual([name, 401, 'not_signed_in']);
      isFault(stranger);
    }
    for (const as of roles) {
      const answered = await ask(name, own, { role: as });
      const allowed = role === 'anyone' || hasRole({ role: as }, role);
      expect([as, answered.status, answered.json?.message]).toEqual([
        as,
        allowed ? 200 : 403,
        allowed ? answered.json?.message : expect.stringContaining('That is for'),
      ]);
      if (!allowed) isFault(answered);
    }
  });

  it('knows nothing of another workspace, and changes nothing there', async () => {
    const params = name.includes('{id}');
    // A link belongs to whoever holds it, wherever they are signed in: it gives its person a seat.
    for (const role of roles) if (name === 'POST /api/sign-in') await web.cookieOf(foreign.people[role]);
    const before = await contents(foreign);
    for (const as of roles) {
      const answered = await ask(name, foreign, { role: as });
      const allowed = spec.role === 'anyone' || hasRole({ role: as }, spec.role);
      if (params) expect([as, answered.status]).toEqual([as, allowed ? 404 : 403]);
      if (NAMES_IN_BODY.has(name)) expect([as, answered.status]).toEqual([as, allowed ? 404 : 403]);
      expect(answered.text).not.toContain('Foreign');
      // What was made for the request is the test's own doing.
      expect(await contents(foreign)).toEqual(before);
    }
  });

  it('takes access tokens by their scope alone', async () => {
    const tokenOf = async (...scopes: ('read' | 'write')[]) =>
      (await makeToken(company.context, own.people.administrator, { name: 't', scopes, days: 1 })).token;
    for (const scopes of [['read'], ['write'], ['read', 'write']] as const) {
      const answered = await ask(name, own, { role: 'administrator', token: await tokenOf(...scopes) });
      const { role, scope } = spec;
      const allowed =
        role === 'anyone' || (scope !== undefined && (scopes as readonly string[]).includes(scope));
      expect([scopes, answered.status, answered.json?.error]).toEqual([
        scopes,
        allowed ? 200 : 403,
        allowed ? undefined : scope === undefined ? 'no_tokens' : 'scope',
      ]);
    }
  });
});

/** Routes whose body names something by its id, which for another workspace is not there. */
const NAMES_IN_BODY = new Set<RouteName>([
  'POST /api/demo/sign-in',
  'PATCH /api/me',
  'POST /api/people',
  'POST /api/departments',
  'POST /api/issues',
]);

/** What a workspace holds that requests could change; samples add rows of their own, which are left out. */
async function contents({ workspaceId }: World): Promise<unknown> {
  const { db } = store;
  const where = { workspaceId };
  return {
    workspace: await db.workspace.findUnique({ where: { id: workspaceId } }),
    people: await db.person.findMany({ where, orderBy: { id: 'asc' } }),
    standups: await db.standup.findMany({ where, include: { members: true } }),
    rounds: await db.occurrence.findMany({ where: { standup: where }, include: { entries: true } }),
    links: await db.signInLink.count({ where: { person: where, kind: 'personal' } }),
    identities: await db.identity.count({ where }),
    holidays: await db.holiday.count({ where: { ...where, name: { not: 'Old year' } } }),
  };
}
