import { WebClient } from '@slack/web-api';
import { TuttiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { clientOptions } from './client.ts';
import { slackCode } from './errors.ts';
import type { Installations } from './installations.ts';
import { APP_SCOPE, BOT_SCOPES } from './scopes.ts';

/** Tries the bot's token, and keeps what Slack says of it as the installation of that workspace. */
export async function signIn(
  token: string,
  { installations, log, apiUrl }: { installations: Installations; log: Log; apiUrl?: string },
): Promise<void> {
  const client = new WebClient(token, clientOptions(log, apiUrl));
  const who = await client.auth.test().catch((error) => {
    throw signInFault(error, 'SLACK_BOT_TOKEN');
  });
  if (!who.team_id || !who.user_id || !who.bot_id) throw wrongKind();
  const given = who.response_metadata?.scopes;
  const missing = given ? BOT_SCOPES.filter((scope) => !given.includes(scope)) : [];
  if (missing.length > 0) log.warn('slack.scopes_missing', { scopes: missing.join(',') });
  await installations.save(who.team_id, who.team ?? who.team_id, { token, botUserId: who.user_id });
}

const wrongKind = () =>
  new TuttiError(
    'slack_sign_in',
    'SLACK_BOT_TOKEN is not the token of a bot. Copy "Bot User OAuth Token" (it begins with xoxb-) from ' +
      'https://api.slack.com/apps, your app, "OAuth & Permissions".',
  );

type Variable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

const WHERE: Readonly<Record<Variable, string>> = {
  SLACK_BOT_TOKEN:
    'Copy "Bot User OAuth Token" (xoxb-…) from https://api.slack.com/apps, your app, "OAuth & Permissions".',
  SLACK_APP_TOKEN:
    `Make an app-level token (xapp-…) with the scope ${APP_SCOPE} at https://api.slack.com/apps, your app, ` +
    '"Basic Information", and switch on Socket Mode.',
};

/** Slack's answers to a token, as the person who set it understands them. */
const ANSWERS: Readonly<Record<string, string>> = {
  invalid_auth: 'it does not know this token',
  not_authed: 'it got no token',
  not_allowed_token_type: 'this is a token of another kind',
  account_inactive: 'the app was removed from the workspace',
  token_revoked: 'the token was revoked',
  token_expired: 'the token has expired',
  missing_scope: 'the token lacks a permission',
};

/** Which variable is wrong, what Slack answered, and where the right value is found. */
export function signInFault(error: unknown, variable: Variable): TuttiError {
  const code = slackCode(error);
  if (code) {
    const said = ANSWERS[code] ? `${ANSWERS[code]} (${code})` : code;
    return new TuttiError('slack_sign_in', `Slack did not accept ${variable}: ${said}. ${WHERE[variable]}`, {
      cause: error,
    });
  }
  if (error instanceof TuttiError) return error;
  return new TuttiError(
    'slack_unreachable',
    'Slack could not be reached. Check the network and https://status.slack.com, then start Tutti again.',
    { cause: error },
  );
}
