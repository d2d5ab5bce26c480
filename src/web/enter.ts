import type { Request } from 'express';
import { ApiError } from '../api/fault.ts';
import type { RouteSpec, Scope, Way } from '../api/route.ts';
import { type Actor, hasRole, rolesText } from '../chat/actor.ts';
import type { Cookies } from './cookies.ts';

/** What stands behind the door, wired in app.ts: sessions and access tokens. */
export type Doors = {
  session(secret: string): Promise<{ readonly id: string; readonly actor: Actor } | undefined>;
  token(
    secret: string,
  ): Promise<{ readonly id: string; readonly actor: Actor; readonly scopes: readonly Scope[] } | undefined>;
  /** Of sessions and tokens, by their ids: those that still hold. */
  stillHolding(ids: readonly string[]): Promise<ReadonlySet<string>>;
};

/** Who asks; `id` is that of the session or token they came with. */
export type Entered = { readonly actor: Actor; readonly way: Way; readonly id: string };

const notSignedIn = () =>
  new ApiError(401, 'not_signed_in', 'You are not signed in here, or no longer. Please sign in again.');

/**
 * Lets whoever may use a route in, and nobody else: by the session's cookie, or by an access token where the route has a
 * scope for it. Throws one sentence for everybody else.
 */
export async function enter(
  request: Request,
  spec: RouteSpec & { readonly role: Exclude<RouteSpec['role'], 'anyone'> },
  { doors, cookies }: { doors: Doors; cookies: Cookies },
): Promise<Entered> {
  const { authorization } = request.headers;
  const entered = authorization
    ? await byToken(authorization, spec, doors)
    : await bySession(cookies.read(request.headers.cookie), doors);
  if (!hasRole(entered.actor, spec.role)) {
    throw new ApiError(
      403,
      'role',
      `That is for ${rolesText[spec.role]}. Ask an administrator if you need it.`,
    );
  }
  return entered;
}

async function bySession(secret: string | undefined, doors: Doors): Promise<Entered> {
  const found = secret ? await doors.session(secret) : undefined;
  if (!found) throw notSignedIn();
  return { ...found, way: { kind: 'session', sessionId: found.id } };
}

async function byToken(authorization: string, { scope }: RouteSpec, doors: Doors): Promise<Entered> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const found = secret ? await doors.token(secret) : undefined;
  if (!found) {
    throw new ApiError(
      401,
      'not_signed_in',
      'This access token is unknown, expired or revoked. Make a new one in your settings.',
    );
  }
  if (!scope) {
    throw new ApiError(
      403,
      'no_tokens',
      'This can only be done from a signed-in browser, not with an access token.',
    );
  }
  if (!found.scopes.includes(scope)) {
    throw new ApiError(
      403,
      'scope',
      `This access token may not ${scope}. Make one with the scope “${scope}” in your settings.`,
    );
  }
  return { id: found.id, actor: found.actor, way: { kind: 'token' } };
}

/**
 * Refuses what another site made a browser send: a cookie goes along with that, so the browser's own word on where it came
 * from must be ours. Scripts send neither cookie nor origin.
 */
export function checkOrigin(request: Request, publicUrl: string | undefined, hasCookie: boolean): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.authorization) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  // Whoever has no cookie has nothing that could be misused; but a browser that says where it comes from is believed.
  if (site === undefined && origin === undefined && !hasCookie) return;
  if (site === 'same-origin') return;
  const ours = [publicUrl ? new URL(publicUrl).origin : undefined, `http://${host}`, `https://${host}`];
  if (site === undefined && origin !== undefined && ours.includes(origin)) return;
  throw new ApiError(
    403,
    'other_origin',
    'This came from another site, so I did not do it. Please do it on this page.',
  );
}
