import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type Installation,
  InstallProvider,
  type InstallURLOptions,
  InvalidStateError,
  type StateStore,
} from '@slack/oauth';
import type { Express, Request, Response } from 'express';
import { record, string } from '../chat/json.ts';
import type { Clock } from '../clock.ts';
import { TuttiError } from '../errors.ts';
import type { Log } from '../log.ts';
import { anonymousClient, clientOptions } from './client.ts';
import type { Credentials, Installations } from './installations.ts';
import { page } from './page.ts';
import { BOT_SCOPES } from './scopes.ts';
import { silentLogger } from './sdk-log.ts';

export type OAuthApp = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
};

/** From pressing "Add to Slack" to coming back, with time to ask an owner. */
const STATE_FOR_MS = 600_000;

/** Trades a refresh token for the next pair (https://docs.slack.dev/authentication/using-token-rotation). */
export function createRenewal(app: OAuthApp, options: { clock: Clock; log: Log; apiUrl?: string }) {
  const client = anonymousClient(options.log, options.apiUrl);
  return async (refreshToken: string): Promise<Credentials> => {
    const renewed = await client.oauth.v2.access({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    return {
      token: renewed.access_token ?? '',
      botUserId: renewed.bot_user_id ?? '',
      ...(renewed.refresh_token && { refreshToken: renewed.refresh_token }),
      ...(renewed.expires_in && { expiresAt: options.clock.now().getTime() + renewed.expires_in * 1000 }),
    };
  };
}

/** The two pages by which a company adds us to its workspace. Slack's own provider walks the steps; the state is ours. */
export function mountOAuth(
  http: Express,
  app: OAuthApp,
  options: { installations: Installations; clock: Clock; log: Log; apiUrl?: string; publicUrl?: string },
): void {
  const { installations, clock, log, apiUrl, publicUrl } = options;
  const provider = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateStore: createStateStore(app, clock),
    installationStore: {
      storeInstallation: (installation) => store(installation, installations),
      fetchInstallation: () =>
        Promise.reject(new TuttiError('slack_not_used', 'Installations are read elsewhere.')),
    },
    directInstall: true,
    logger: silentLogger(log),
    clientOptions: clientOptions(log, apiUrl),
    // A local Slack serves the consent page beside its API.
    ...(apiUrl && { authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href }),
  });
  const asked: InstallURLOptions = {
    scopes: [...BOT_SCOPES],
    ...(publicUrl && { redirectUri: `${publicUrl}/slack/oauth_redirect` }),
  };

  http.get('/slack/install', async (request: Request, response: Response) => {
    await provider.handleInstallPath(request, response, undefined, asked);
  });

  http.get('/slack/oauth_redirect', async (request: Request, response: Response) => {
    await provider.handleCallback(request, response, {
      successAsync: async (installed) => {
        log.info('slack.installed', { team: installed.team?.id });
        page(response, 200, `Tutti is now in ${installed.team?.name ?? 'your workspace'}.`, [
          'Open Slack and type /tutti to set up your first stand-up. You are its administrator.',
        ]);
      },
      failureAsync: async (error) => {
        log.error('slack.install_failed', error);
        page(response, 400, 'Tutti was not installed.', [
          reason(error),
          'You can start again at /slack/install.',
        ]);
      },
    });
  });
}

async function store(installation: Installation, installations: Installations): Promise<void> {
  const { team, bot, user } = installation;
  if (!team || !bot) {
    throw new TuttiError(
      'slack_install_unfit',
      'Tutti is installed into one workspace at a time: please choose a workspace instead of the whole organisation.',
    );
  }
  const credentials: Credentials = {
    token: bot.token,
    botUserId: bot.userId,
    ...(bot.refreshToken && { refreshToken: bot.refreshToken }),
    ...(bot.expiresAt && { expiresAt: bot.expiresAt * 1000 }),
  };
  await installations.save(team.id, team.name ?? team.id, credentials, user.id);
}

/**
 * The state is random and signed, and the provider also holds it against a cookie: only the browser that began an
 * installation, within ten minutes, can end it.
 */
function createStateStore(app: OAuthApp, clock: Clock): StateStore {
  const sign = (text: string) =>
    createHmac('sha256', `${app.clientSecret}:${app.signingSecret}`)
      .update(`oauth-state:${text}`)
      .digest('base64url');
  return {
    async generateStateParam(options) {
      const payload = { options, at: clock.now().getTime(), nonce: randomBytes(18).toString('base64url') };
      const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
      return `${text}.${sign(text)}`;
    },
    async verifyStateParam(_now, state) {
      const [text = '', signature = ''] = state.split('.');
      const wanted = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        throw new InvalidStateError('The state was not made here');
      }
      const payload = record(JSON.parse(Buffer.from(text, 'base64url').toString()));
      const age = clock.now().getTime() - Number(payload?.at);
      if (!(age >= 0 && age <= STATE_FOR_MS)) throw new InvalidStateError('The state is too old');
      return record(payload?.options) as unknown as InstallURLOptions;
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  slack_oauth_installer_authorization_error: 'It was cancelled in Slack.',
  slack_oauth_invalid_state: 'This page did not begin in this browser within the last ten minutes.',
  slack_oauth_missing_state: 'This page was not reached through /slack/install.',
  slack_oauth_missing_code: 'This page was not reached through /slack/install.',
  slack_webapi_platform_error:
    'Slack refused it. SLACK_CLIENT_ID and SLACK_CLIENT_SECRET may be those of another app.',
  slack_webapi_request_error: 'Slack could not be reached. Please try again in a minute.',
};

const reason = (error: unknown): string =>
  error instanceof TuttiError
    ? error.message
    : (REASONS[string(record(error)?.code) ?? ''] ??
      'Something went wrong on our side. Please try again in a minute.');
