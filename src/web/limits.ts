import type { RateLimit } from '../chat/platform.ts';

/**
 * What the page shows of a view at most. The page itself has no limits: these keep one message from filling a screen, and
 * the database from keeping a flood. Lengths are in characters.
 */
export const LIMITS = {
  summary: 300,
  heading: 300,
  text: 20_000,
  fields: 100,
  label: 300,
  listItems: 500,
  tableColumns: 30,
  tableRows: 1000,
  cell: 2000,
  bars: 200,
  buttons: 50,
  buttonText: 100,
  /** As chat/view promises. */
  buttonValue: 1000,
  url: 3000,
  elements: 500,
  formParts: 200,
  options: 5000,
  hint: 2000,
} as const;

/**
 * Nobody outside has to be spared; only the database, in which everything else also waits. A stand-up of 500 is written in
 * five seconds, and whoever acts meanwhile is not kept waiting.
 */
export const PER_WORKSPACE: RateLimit = { burst: 50, intervalMs: 10 };
export const PER_CHANNEL: RateLimit = { burst: 20, intervalMs: 20 };

/** What express takes of a route's body when the route says nothing else. */
export const BODY_BYTES = 64 * 1024;

/** Failed tries to sign in, by address. Nobody guesses 256 bits: this only keeps the tries cheap. */
export const SIGN_IN_TRIES = { limit: 20, windowMs: 10 * 60_000 };

/** Requests of one person: what a page with every tab open does is far below. */
export const REQUESTS = { limit: 600, windowMs: 60_000 };

/** Open streams of one person: tabs and devices. */
export const STREAMS = 20;
