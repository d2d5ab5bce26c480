import { WebClient, type WebClientOptions } from '@slack/web-api';
import { type Json, record } from '../chat/json.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Log } from '../log.ts';
import { type Attempt, toPlatformError } from './errors.ts';
import type { Installations, SlackInstallation } from './installations.ts';
import { silentLogger } from './sdk-log.ts';

/** How long Slack may take for one call; its own clients give up about then. */
const TIMEOUT_MS = 10_000;

/**
 * WebClient's own retries would post a message again after a broken connection, and it has no timeout of its own: both
 * are left to our delivery, which knows what it sent.
 */
export const clientOptions = (log: Log, apiUrl?: string): WebClientOptions => ({
  ...(apiUrl && { slackApiUrl: apiUrl }),
  timeout: TIMEOUT_MS,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: silentLogger(log),
});

/** Slack's Web API in one workspace, with the bot's token. */
export type Workspace = SlackInstallation & {
  call(method: string, args: Json, attempt: Attempt): Promise<Json>;
};

export type Clients = {
  ofTeam(team: string): Promise<Workspace>;
  ofWorkspace(workspaceId: string): Promise<Workspace>;
};

export function createClients(options: { installations: Installations; log: Log; apiUrl?: string }): Clients {
  const { installations, log, apiUrl } = options;
  const byToken = new Map<string, WebClient>();

  function clientOf(token: string): WebClient {
    const known = byToken.get(token);
    if (known) return known;
    // Rotated tokens come and go; the clients of old ones hold nothing worth keeping.
    if (byToken.size >= MOST_CLIENTS) byToken.clear();
    const client = new WebClient(token, clientOptions(log, apiUrl));
    byToken.set(token, client);
    return client;
  }

  async function once(
    installation: SlackInstallation,
    method: string,
    args: Json,
    attempt: Attempt,
  ): Promise<Json> {
    try {
      return record(await clientOf(installation.token).apiCall(method, args)) ?? {};
    } catch (error) {
      throw toPlatformError(error, attempt);
    }
  }

  function workspace(installation: SlackInstallation): Workspace {
    return {
      ...installation,
      async call(method, args, attempt) {
        try {
          return await once(installation, method, args, attempt);
        } catch (error) {
          if (!(error instanceof PlatformError) || error.fault !== 'unauthorised') throw error;
          // Another replica may have renewed the token, or the app may have been installed anew.
          const fresh = await installations.reread(installation.team);
          if (!fresh || fresh.token === installation.token) throw error;
          return once(fresh, method, args, attempt);
        }
      },
    };
  }

  return {
    ofTeam: async (team) => workspace(await installations.ofTeam(team)),
    ofWorkspace: async (workspaceId) => workspace(await installations.ofWorkspace(workspaceId)),
  };
}

const MOST_CLIENTS = 1000;

/** A client without a token, for signing in. */
export const anonymousClient = (log: Log, apiUrl?: string): WebClient =>
  new WebClient(undefined, clientOptions(log, apiUrl));
