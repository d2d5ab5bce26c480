import { type Json, record, string } from '../chat/json.ts';
import { PlatformError, type PlatformFault } from '../chat/platform.ts';
import { TuttiError } from '../errors.ts';

/** What was tried, for the sentence: `place` is a channel as people know it, `person` that it was for one person. */
export type Attempt = {
  readonly doing: 'post' | 'update' | 'read';
  readonly place?: string;
  readonly person?: boolean;
};

/** Waited when Teams says "too fast" without saying how long. */
const RETRY_AFTER_MS = 5_000;

/** Teams' own words for what went wrong, where the status alone does not tell. */
const CODES: Readonly<Record<string, PlatformFault>> = {
  MessageWritesBlocked: 'no_such_place',
  BotNotInConversationRoster: 'no_such_place',
  ConversationBlockedByUser: 'no_such_place',
  ConversationNotFound: 'no_such_place',
  ActivityNotFoundInConversation: 'no_such_message',
  BotDisabledByAdmin: 'unauthorised',
  BotNotRegistered: 'unauthorised',
  // A person who is none of this tenant.
  'Invalid user identity in provided tenant': 'no_such_place',
};

/** Errors of the connection before a request can have left this machine. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPROTO|CERT_.*|.*_CERT.*|ERR_TLS_.*|ERR_SSL_.*|network_error|endpoints_resolution_error|openid_config_error)$/;

/** Any error of the SDK's clients as a fault and one sentence; errors that are already ours pass. */
export function toPlatformError(error: unknown, attempt: Attempt): TuttiError {
  if (error instanceof TuttiError) return error;
  const { fault: found, code, retryAfterMs } = diagnose(error, attempt);
  // Whether a question arrived does not matter: it can be asked again.
  const fault = found === 'ambiguous' && attempt.doing === 'read' ? 'unavailable' : found;
  return new PlatformError(fault, sentence(fault, code, attempt), {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    cause: error,
  });
}

/** A place that is not in our list, in the words of a refusal. */
export const unknownPlace = (attempt: Attempt): PlatformError =>
  new PlatformError('no_such_place', sentence('no_such_place', 'unknown', attempt));

/** Teams' own word for what went wrong, where there is one; never anything longer, which could hold a payload. */
export function teamsCode(error: unknown): string | undefined {
  const body = record(record(record(record(error)?.response)?.data)?.error);
  const message = string(body?.message);
  if (message !== undefined && Object.hasOwn(CODES, message)) return message;
  const code = string(body?.code);
  return code && /^\w{1,60}$/.test(code) ? code : undefined;
}

type Diagnosis = { fault: PlatformFault; code: string; retryAfterMs?: number };

function diagnose(error: unknown, { doing }: Attempt): Diagnosis {
  const root = record(error) ?? {};
  const response = record(root.response);
  if (!response) return diagnoseConnection(root);
  const status = Number(response.status);
  const word = teamsCode(error);
  if (status === 429) {
    const seconds = Number(string(record(response.headers)?.['retry-after']));
    return {
      fault: 'rate_limited',
      code: 'too_many',
      retryAfterMs: seconds > 0 ? seconds * 1000 : RETRY_AFTER_MS,
    };
  }
  const known = word !== undefined && Object.hasOwn(CODES, word) ? CODES[word] : undefined;
  return { fault: known ?? faultOf(status, doing), code: word ?? `http_${status}` };
}

function faultOf(status: number, doing: Attempt['doing']): PlatformFault {
  switch (status) {
    case 401:
      return 'unauthorised';
    case 403:
      return 'no_such_place';
    case 404:
      return doing === 'update' ? 'no_such_message' : 'no_such_place';
    // "Precondition failed" and "unavailable" are said before a message is taken up.
    case 412:
    case 503:
      return 'unavailable';
    default:
      return status >= 500 ? 'ambiguous' : 'rejected';
  }
}

function diagnoseConnection(root: Json): Diagnosis {
  const code = string(root.code) ?? string(root.errorCode) ?? 'unknown';
  if (NOT_SENT.test(code)) return { fault: 'unavailable', code: 'connection' };
  // Entra refused to give us a token: the client secret has expired, or is for another app.
  if (string(root.errorCode) !== undefined || /^AADSTS/.test(string(root.errorMessage) ?? ''))
    return { fault: 'unauthorised', code: 'no_token' };
  return { fault: 'ambiguous', code: 'connection' };
}

const NO_PLACE: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'I was removed from it. Add me to the team again, or choose another channel.',
};

const GONE = 'it is gone, or I am not in its team. Add me to the team, or choose another channel.';

function sentence(
  fault: PlatformFault,
  code: string,
  { doing, place = 'that channel', person }: Attempt,
): string {
  switch (fault) {
    case 'rate_limited':
      return 'Teams asked me to slow down. I will try again by myself.';
    case 'unavailable':
      return 'I could not reach Teams. I will try again by myself; if this lasts, check the network and https://status.cloud.microsoft.';
    case 'ambiguous':
      return doing === 'post'
        ? 'Teams did not say whether it took my message. I will send it once more, so it may be there twice.'
        : 'Teams did not answer in time. Please try again.';
    case 'no_such_message':
      return 'The message is no longer there, so I could not change it. Nothing you wrote is lost.';
    case 'unauthorised':
      return code === 'BotDisabledByAdmin'
        ? 'An administrator of Teams has blocked me. Ask them to allow Tutti in the Teams admin center.'
        : 'Teams does not accept my access. Check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET (it may have expired) and TEAMS_TENANT_ID.';
    case 'no_such_place':
      return person
        ? 'I could not write to them: they have removed or blocked me in Teams, or have no account there.'
        : `I could not ${doing === 'read' ? 'look into' : 'post in'} ${place}: ${NO_PLACE[code] ?? GONE}`;
    case 'rejected':
      return `Teams refused this (${code}). Please tell your administrator; trying again will not help.`;
  }
}

/** What a person is told of any fault: ours say what to do, and for the rest there is one sentence. */
export const sentenceOf = (error: unknown): string =>
  error instanceof TuttiError
    ? error.message
    : 'Something went wrong on my side, and it has been noted. Please try again in a minute.';
