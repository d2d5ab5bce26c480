import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { commands } from '../../commands/index.ts';
import { readSession, readToken, signIn, stillHolding } from '../../src/access/index.ts';
import { handlers, openApi } from '../../src/api/index.ts';
import type { ApiServices, Demo } from '../../src/api/route.ts';
import { listenForChanges } from '../../src/changes.ts';
import { createDispatch, type Dispatch } from '../../src/chat/dispatch.ts';
import type { Platform, PlatformName } from '../../src/chat/platform.ts';
import type { Context } from '../../src/context.ts';
import { createDirectory } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { createCookies, createPlatform, mountWeb } from '../../src/web/index.ts';

export type Asking = {
  readonly cookie?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer's JSON; null where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at answers as whoever scripts against the API does
  readonly json: any;
};

/** The page's server over real HTTP, on a company's context and with the production handlers. */
export type WebServer = {
  readonly url: string;
  readonly context: Context;
  /** Asks as a browser on our own page does when there is a cookie, and as a script does when there is none. */
  ask(route: string, asking?: Asking): Promise<Answered>;
  /** Signs a person in without a link; returns the Cookie header. */
  cookieOf(personId: string): Promise<string>;
  close(): Promise<void>;
};

export async function serveWeb(
  store: Store,
  given: Context,
  options: {
    readonly demo?: Demo;
    readonly secure?: boolean;
    readonly publicUrl?: string;
    readonly dispatch?: (real: Dispatch) => Dispatch;
  } = {},
): Promise<WebServer> {
  const { demo, secure = false, publicUrl } = options;
  const platforms = new Map<PlatformName, Platform>(given.platforms);
  const context: Context = { ...given, platforms, publicUrl };
  platforms.set('web', createPlatform(context));
  const dispatch = createDispatch(context, createDirectory(context), commands);
  const services: ApiServices = {
    dispatch: options.dispatch?.(dispatch) ?? dispatch,
    previews: { slack: (view) => view, teams: (view) => view },
    demo,
    slackSignIn: false,
  };
  const cookies = createCookies(secure);
  const http = express();
  const web = mountWeb(http, {
    context,
    services,
    handlers,
    openApi,
    cookies,
    secure,
    doors: {
      session: (secret) => readSession(context, secret),
      token: (secret) => readToken(context, secret),
      stillHolding: (ids) => stillHolding(context, ids),
    },
    listen: (listener) => listenForChanges(store, listener),
  });
  const server = createServer(http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    context,
    async ask(route, { cookie, token, body, headers = {} } = {}) {
      const [method = 'GET', path = ''] = route.split(' ');
      const response = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(cookie ? { cookie, origin: url } : {}),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    },
    async cookieOf(personId) {
      const { workspaceId } = await store.db.person.findUniqueOrThrow({ where: { id: personId } });
      const { secret, expiresAt } = await signIn(context, { personId, workspaceId }, { device: 'A test' });
      return cookies.write(secret, expiresAt).split(';')[0] ?? '';
    },
    async close() {
      web.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
