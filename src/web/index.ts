import { join } from 'node:path';
import type { Express } from 'express';
import type { ApiServices, Handlers } from '../api/route.ts';
import type { Change } from '../changes.ts';
import type { Context } from '../context.ts';
import { createApi } from './api.ts';
import type { Cookies } from './cookies.ts';
import type { Doors } from './enter.ts';
import { headers } from './headers.ts';
import { servePage } from './page.ts';
import { createStreams } from './streams.ts';

export { type Cookies, createCookies } from './cookies.ts';
export { deviceOf } from './device.ts';
export { createPlatform } from './platform.ts';

export type WebOptions = {
  readonly context: Context;
  readonly services: ApiServices;
  /** What answers the routes of the contract. */
  readonly handlers: Handlers;
  readonly openApi: () => object;
  readonly doors: Doors;
  readonly cookies: Cookies;
  /** Hands on every change in any process; null when some may have been missed. */
  readonly listen: (listener: (change: Change | null) => void) => void;
  /** Whether sessions need https. */
  readonly secure: boolean;
};

export type Web = {
  /** Ends the open streams, which would keep the server from closing. */
  stop(): void;
};

/** Where Vite puts the built page. */
const PAGE = join(import.meta.dirname, '../../web/dist');

/** Serves the page and its API. Mount it last: it answers every address that nobody before it did. */
export function mountWeb(http: Express, options: WebOptions): Web {
  const { context, doors, secure, listen } = options;
  const streams = createStreams({ listen, stillHolding: doors.stillHolding, log: context.log });
  // Behind a reverse proxy on this machine or in its network, the address of whoever asks is the one it forwards.
  http.set('trust proxy', 'loopback, linklocal, uniquelocal');
  http.set('etag', false);
  http.use(headers({ https: secure && (context.publicUrl?.startsWith('https:') ?? false) }));
  http.use(createApi({ ...options, streams }));
  http.use(servePage(PAGE));
  return { stop: () => streams.stop() };
}
