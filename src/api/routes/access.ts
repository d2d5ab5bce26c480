import {
  endSession,
  makeToken,
  revokeToken,
  sessionsOf,
  signIn,
  signInByLink,
  tokensOf,
} from '../../access/index.ts';
import type { accessRoutes } from '../contract/access.ts';
import { ApiError } from '../fault.ts';
import type { ApiContext, Demo, Handlers } from '../route.ts';

type Names = Exclude<keyof typeof accessRoutes, 'GET /api/me' | 'PATCH /api/me'>;

/** Signing in and out, the demo's doors, sessions and access tokens. */
export const accessHandlers: Handlers<Names> = {
  async 'GET /api/sign-in/ways'({ services }) {
    return { slack: services.slackSignIn, demo: services.demo !== undefined };
  },

  async 'POST /api/sign-in'(context, { body, browser }) {
    const { device, session: before } = browser;
    const { secret, expiresAt } = await signInByLink(context, body.token, { device, before });
    browser.signIn(secret, expiresAt);
    return {};
  },

  async 'POST /api/sign-out'(context, { actor, way, browser }) {
    if (way.kind === 'session') await endSession(context, actor, way.sessionId);
    browser.signOut();
    return {};
  },

  async 'GET /api/demo/people'(context) {
    return { people: [...(await demoOf(context).people())] };
  },

  async 'POST /api/demo/sign-in'(context, { body, browser }) {
    const { workspaceId } = demoOf(context);
    const where = { id: body.personId, workspaceId, active: true };
    const person = await context.db.person.findFirst({ where, select: { id: true } });
    if (!person) {
      throw new ApiError(404, 'no_such_person', 'There is no such person in this demo. Choose another one.');
    }
    const { device, session: before } = browser;
    const actor = { personId: person.id, workspaceId };
    const { secret, expiresAt } = await signIn(context, actor, { device, before });
    browser.signIn(secret, expiresAt);
    return {};
  },

  async 'POST /api/demo/reset'(context, { browser }) {
    await demoOf(context).reset();
    browser.signOut();
    return {};
  },

  async 'GET /api/sessions'(context, { actor, way }) {
    const sessions = await sessionsOf(context, actor.personId);
    return {
      sessions: sessions.map(({ createdAt, seenAt, ...session }) => ({
        ...session,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        current: way.kind === 'session' && way.sessionId === session.id,
      })),
    };
  },

  async 'DELETE /api/sessions/{id}'(context, { actor, params, way, browser }) {
    await endSession(context, actor, params.id);
    if (way.kind === 'session' && way.sessionId === params.id) browser.signOut();
    return {};
  },

  async 'GET /api/tokens'(context, { actor }) {
    const tokens = await tokensOf(context, actor.personId);
    return {
      tokens: tokens.map(({ scopes, createdAt, expiresAt, usedAt, ...token }) => ({
        ...token,
        scopes: scopes.map((scope) => (scope === 'write' ? 'write' : 'read')),
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        usedAt: usedAt?.toISOString() ?? null,
      })),
    };
  },

  async 'POST /api/tokens'(context, { actor, body }) {
    return makeToken(context, actor.personId, body);
  },

  async 'DELETE /api/tokens/{id}'(context, { actor, params }) {
    await revokeToken(context, actor, params.id);
    return {};
  },
};

function demoOf({ services }: ApiContext): Demo {
  if (services.demo) return services.demo;
  throw new ApiError(
    404,
    'no_demo',
    'This is no demo. Sign in with a link, or ask your administrator for one.',
  );
}
