import { ApiError } from '../api/fault.ts';
import { ourFault } from '../chat/dispatch.ts';
import { PlatformError } from '../chat/platform.ts';
import { errorCode, TuttiError } from '../errors.ts';

/** A fault as the page and scripts get it: the contract's faultSchema, its status, and when to come again. */
export type Fault = {
  readonly status: number;
  readonly body: {
    readonly error: string;
    readonly message: string;
    readonly fields?: Readonly<Record<string, string>>;
  };
  readonly retryAfterSeconds?: number;
};

/** Statuses by code, the first that fits; a fault that a person can mend by writing something else is 422. */
const STATUSES: readonly (readonly [RegExp, number])[] = [
  [/^not_signed_in$/, 401],
  [/^(role|not_manager|stranger)$/, 403],
  [/^no_such_|_gone$/, 404],
  [/^(under_way|just_started)$|_(taken|changed|exists)$/, 409],
  [/^rate_limited$/, 429],
  [/^(unavailable|ambiguous)$/, 503],
];

/** What express and its body parser say, in our words. */
const REQUESTS: Readonly<Record<string, readonly [status: number, code: string, sentence: string]>> = {
  'entity.too.large': [
    413,
    'too_large',
    'That is more than I can take at once. Please send less, or in several parts.',
  ],
  'entity.parse.failed': [400, 'not_json', 'I could not read that: it is not JSON.'],
  'encoding.unsupported': [
    415,
    'bad_encoding',
    'I could not read that: it is packed in a way I do not know.',
  ],
  'charset.unsupported': [
    415,
    'bad_encoding',
    'I could not read that: it is not written in UTF-8. Please send UTF-8.',
  ],
};

/** Any thrown value as a fault. Undefined: it is ours, to be logged; `unexpected` is then what the person reads. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof ApiError) {
    const { status, code, message, fields } = error;
    return { status, body: { error: code, message, ...(fields ? { fields } : {}) } };
  }
  if (error instanceof TuttiError) {
    const status = STATUSES.find(([codes]) => codes.test(error.code))?.[1] ?? 422;
    const wait = error instanceof PlatformError ? error.retryAfterMs : undefined;
    return {
      status,
      body: { error: error.code, message: error.message },
      ...(wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait / 1000) }),
    };
  }
  const type = typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : '';
  const known = Object.hasOwn(REQUESTS, type) ? REQUESTS[type] : undefined;
  if (known) return { status: known[0], body: { error: known[1], message: known[2] } };
  // The rest of what express refuses: a broken address, a body that ended too early.
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500
    ? { status, body: { error: 'bad_request', message: 'I could not read that request. Please try again.' } }
    : undefined;
}

export const unexpected: Fault = { status: 500, body: { error: 'unexpected', message: ourFault } };

/** Errors of Prisma and PostgreSQL before anything can have been written. */
const NOT_WRITTEN = /^(P1000|P1001|P1002|P2024|ECONNREFUSED|ENOENT)$/;
/** A row that ours refers to is gone: the thread, or the workspace. */
const GONE = /^(P2003|P2025)$/;
/** The database refused what was written; it would again. */
const REFUSED = /^(P2000|P2002|P2005|P2006|P2007|P2011|P2012|P2023)$/;

/** A fault of the database while a message was written, as delivery understands it. */
export function toPlatformError(error: unknown): TuttiError {
  if (error instanceof TuttiError) return error;
  const code = errorCode(error);
  if (NOT_WRITTEN.test(code)) {
    return new PlatformError(
      'unavailable',
      'I could not reach my own database. I will try again by myself.',
      { cause: error },
    );
  }
  if (GONE.test(code)) {
    return new PlatformError('no_such_message', 'The message this belongs to is no longer there.', {
      cause: error,
    });
  }
  if (REFUSED.test(code)) {
    return new PlatformError(
      'rejected',
      'My own database refused this message. Please tell your administrator; trying again will not help.',
      { cause: error },
    );
  }
  return new PlatformError(
    'ambiguous',
    'My own database did not say whether it took the message. I will look, and write it again only if it is missing.',
    { cause: error },
  );
}
