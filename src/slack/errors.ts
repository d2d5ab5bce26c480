import { record, string } from '../chat/json.ts';
import { PlatformError, type PlatformFault } from '../chat/platform.ts';
import { TuttiError } from '../errors.ts';

/** What was tried, for the sentence: `place` is a channel as people know it, `person` that it was for one person. */
export type Attempt = {
  readonly doing: 'post' | 'update' | 'open' | 'read';
  readonly place?: string;
  readonly person?: boolean;
};

/** Waited when Slack says "too fast" without saying how long; its own Retry-After is usually about this. */
const RETRY_AFTER_MS = 30_000;

const CODES: Readonly<Record<PlatformFault, readonly string[]>> = {
  rate_limited: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  unavailable: ['service_unavailable', 'request_timeout', 'team_added_to_org', 'org_login_required'],
  // "It's possible some aspect of the operation succeeded before the error was raised", says the reference of both.
  ambiguous: ['internal_error', 'fatal_error'],
  no_such_place: [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'is_inactive',
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'user_not_visible',
    'cannot_dm_bot',
    'restricted_action',
    'restricted_action_read_only_channel',
    'messages_tab_disabled',
  ],
  no_such_message: [
    'message_not_found',
    'thread_not_found',
    'cant_update_message',
    'edit_window_closed',
    // A window that was closed.
    'not_found',
    'view_not_found',
  ],
  unauthorised: [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'access_denied',
    'ekm_access_denied',
    'team_access_not_granted',
    'invalid_refresh_token',
  ],
  rejected: [],
};

const FAULTS = new Map(
  Object.entries(CODES).flatMap(([fault, codes]) =>
    codes.map((code) => [code, fault as PlatformFault] as const),
  ),
);

/** Errors of the connection before a request can have left this machine. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|UND_ERR_CONNECT_TIMEOUT|CERT_.*|.*_CERT.*|ERR_TLS_.*|ERR_SSL_.*)$/;

/** Any error of Slack's client as a fault and one sentence; errors that are already ours pass. */
export function toPlatformError(error: unknown, attempt: Attempt): TuttiError {
  if (error instanceof TuttiError) return error;
  const { fault: found, code, retryAfterMs } = diagnose(error);
  // Whether a question arrived does not matter: it can be asked again.
  const fault = found === 'ambiguous' && attempt.doing === 'read' ? 'unavailable' : found;
  return new PlatformError(fault, sentence(fault, code, attempt), {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    cause: error,
  });
}

/** A place that Slack describes and we cannot use, in the words of a refusal. */
export const refusal = (code: 'not_member' | 'is_archived', attempt: Attempt): PlatformError =>
  new PlatformError('no_such_place', sentence('no_such_place', code, attempt));

/** Slack's own word for what went wrong, where there is one; never anything longer, which could hold a payload. */
export function slackCode(error: unknown): string | undefined {
  const code = string(record(record(error)?.data)?.error);
  return code && /^[a-z_]{1,60}$/.test(code) ? code : undefined;
}

type Diagnosis = { fault: PlatformFault; code: string; retryAfterMs?: number };

function diagnose(error: unknown): Diagnosis {
  const { code, retryAfter, statusCode, message } = record(error) ?? {};
  switch (code) {
    case 'slack_webapi_rate_limited_error':
      return {
        fault: 'rate_limited',
        code: 'ratelimited',
        retryAfterMs: Math.max(1, Number(retryAfter) || 0) * 1000,
      };
    case 'slack_webapi_platform_error': {
      const word = slackCode(error);
      // Without a code of Slack's the answer came from something between us, which may have let the request through.
      if (!word) return { fault: 'ambiguous', code: 'not_json' };
      const fault = FAULTS.get(word) ?? 'rejected';
      return { fault, code: word, ...(fault === 'rate_limited' && { retryAfterMs: RETRY_AFTER_MS }) };
    }
    case 'slack_webapi_http_error':
      return { fault: httpFault(Number(statusCode)), code: `http_${String(statusCode)}` };
    case 'slack_webapi_request_error':
      return { fault: sent(error) ? 'ambiguous' : 'unavailable', code: 'connection' };
    default:
      // WebClient throws a bare Error for a 429 without Retry-After.
      return /^Retry header did not contain/.test(string(message) ?? '')
        ? { fault: 'rate_limited', code: 'ratelimited', retryAfterMs: RETRY_AFTER_MS }
        : { fault: 'ambiguous', code: 'unknown' };
  }
}

/** 503 is said before a request is taken up; after 500, 502 and 504 it may have been carried out. */
const httpFault = (status: number): PlatformFault =>
  status === 429 ? 'rate_limited' : status === 503 ? 'unavailable' : status >= 500 ? 'ambiguous' : 'rejected';

/** Whether the request may have reached Slack: the causes of fetch's errors are nested, and for several addresses listed. */
function sent(error: unknown): boolean {
  for (let inner = record(error); inner; inner = record(inner.original) ?? record(inner.cause)) {
    if (NOT_SENT.test(string(inner.code) ?? '')) return false;
  }
  return true;
}

const NO_PLACE: Readonly<Record<string, string>> = {
  not_in_channel: 'I was removed from it. Invite me with /invite @Tutti, or choose another channel.',
  not_member: 'I am not in it. Invite me with /invite @Tutti, or choose another channel.',
  is_archived: 'it is archived. Restore it, or choose another channel.',
  restricted_action: 'only some people may post there. Ask an owner to allow me, or choose another channel.',
  restricted_action_read_only_channel:
    'only some people may post there. Ask an owner to allow me, or choose another channel.',
};

const GONE = 'it is gone, or I am not in it. Invite me with /invite @Tutti, or choose another channel.';

function sentence(
  fault: PlatformFault,
  code: string,
  { doing, place = 'that channel', person }: Attempt,
): string {
  switch (fault) {
    case 'rate_limited':
      return 'Slack asked me to slow down. I will try again by myself.';
    case 'unavailable':
      return 'I could not reach Slack. I will try again by myself; if this lasts, check the network and https://status.slack.com.';
    case 'ambiguous':
      return doing === 'post'
        ? 'Slack did not say whether it took my message. I will look, and send it again only if it is missing.'
        : 'Slack did not answer in time. Please try again.';
    case 'no_such_message':
      return doing === 'open'
        ? 'The window was closed before I was done.'
        : 'The message is no longer there, so I could not change it. Nothing you wrote is lost.';
    case 'unauthorised':
      return code === 'missing_scope'
        ? 'I lack a permission in Slack. Ask an administrator to install me again, which asks for it.'
        : 'Slack no longer accepts my access to this workspace. Ask an administrator to install me again.';
    case 'no_such_place':
      return person || /^users?_|cannot_dm_bot/.test(code)
        ? 'I could not write to them: they have no active account in this Slack workspace.'
        : `I could not ${doing === 'read' ? 'look into' : 'post in'} ${place}: ${NO_PLACE[code] ?? GONE}`;
    case 'rejected':
      return doing === 'open' && /trigger/.test(code)
        ? 'Slack waits only three seconds for a form, and this one came too late. Please try again.'
        : `Slack refused this (${code}). Please tell your administrator; trying again will not help.`;
  }
}

/** What a person is told of any fault: ours say what to do, and for the rest there is one sentence. */
export const sentenceOf = (error: unknown): string =>
  error instanceof TuttiError
    ? error.message
    : 'Something went wrong on my side, and it has been noted. Please try again in a minute.';
