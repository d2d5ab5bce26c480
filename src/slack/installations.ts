import { z } from 'zod';
import type { Installation, PlatformHost } from '../chat/installations.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';

/** What we keep of an installation, sealed; the names are ours. */
const credentialsSchema = z.object({
  token: z.string(),
  botUserId: z.string(),
  /** Only with token rotation: single use, and gives the next pair. */
  refreshToken: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
});

export type Credentials = z.infer<typeof credentialsSchema>;

export type SlackInstallation = Credentials & {
  /** Slack's id of the workspace, and ours. */
  readonly team: string;
  readonly workspaceId: string;
  readonly name: string;
};

export type Installations = {
  ofTeam(team: string): Promise<SlackInstallation>;
  ofWorkspace(workspaceId: string): Promise<SlackInstallation>;
  /** What is stored now, whatever is cached; undefined when there is none. */
  reread(team: string): Promise<SlackInstallation | undefined>;
  save(team: string, name: string, credentials: Credentials, installer?: string): Promise<SlackInstallation>;
  revoked(team: string): Promise<void>;
};

/** Another replica may store new credentials at any time; after this long its news are seen here. */
const CACHED_FOR_MS = 60_000;

/** Slack's rotated tokens live twelve hours. Renewing well before leaves time for Slack to be down meanwhile. */
const RENEW_BEFORE_MS = 2 * 3_600_000;

type Cached = { readonly installation: SlackInstallation; readonly until: number };

/**
 * The installations of this platform: cached, so that an event costs no database read, and with tokens that are still
 * good, renewed by one caller at a time. `renew` is absent where the tokens do not rotate.
 */
export function createInstallations(options: {
  host: PlatformHost;
  clock: Clock;
  renew?: (refreshToken: string) => Promise<Credentials>;
}): Installations {
  const { host, clock, renew } = options;
  const cache = new Map<string, Cached>();
  const teams = new Map<string, string>();
  const renewing = new Map<string, Promise<SlackInstallation>>();

  function keep(stored: Installation | undefined): SlackInstallation | undefined {
    if (!stored) return undefined;
    const parsed = credentialsSchema.safeParse(stored.credentials);
    if (!parsed.success) return undefined;
    const { workspaceId, externalId: team, name } = stored;
    const installation = { ...parsed.data, team, workspaceId, name };
    cache.set(team, { installation, until: clock.now().getTime() + CACHED_FOR_MS });
    teams.set(workspaceId, team);
    return installation;
  }

  async function reread(team: string): Promise<SlackInstallation | undefined> {
    cache.delete(team);
    return keep(await host.find('slack', team));
  }

  function cached(team: string | undefined): SlackInstallation | undefined {
    const found = team === undefined ? undefined : cache.get(team);
    return found && found.until > clock.now().getTime() ? found.installation : undefined;
  }

  const mustRenew = ({ expiresAt, refreshToken }: SlackInstallation) =>
    renew && refreshToken && expiresAt !== undefined && expiresAt - clock.now().getTime() < RENEW_BEFORE_MS;

  async function fresh(installation: SlackInstallation | undefined): Promise<SlackInstallation> {
    if (!installation) {
      throw new PlatformError(
        'unauthorised',
        'I am not installed in this Slack workspace. Ask an administrator to install me.',
      );
    }
    if (!mustRenew(installation)) return installation;
    const { team } = installation;
    const underway = renewing.get(team) ?? renewNow(installation).finally(() => renewing.delete(team));
    renewing.set(team, underway);
    return underway;
  }

  async function renewNow(installation: SlackInstallation): Promise<SlackInstallation> {
    const { team, name, refreshToken = '' } = installation;
    try {
      const credentials = await renew?.(refreshToken);
      return credentials
        ? await save(team, name, { ...credentials, botUserId: installation.botUserId })
        : installation;
    } catch (error) {
      const stored = await reread(team);
      // A replica was quicker, and the refresh token is spent; or Slack is down, and the old token is good for a while.
      if (stored && stored.refreshToken !== refreshToken) return stored;
      if (stored?.expiresAt !== undefined && stored.expiresAt > clock.now().getTime()) return stored;
      throw error;
    }
  }

  async function save(team: string, name: string, credentials: Credentials, installer?: string) {
    const stored = await host.save({
      platform: 'slack',
      externalId: team,
      name,
      credentials,
      ...(installer && { installer }),
    });
    return keep(stored) ?? { ...credentials, team, name, workspaceId: stored.workspaceId };
  }

  return {
    ofTeam: async (team) => fresh(cached(team) ?? (await reread(team))),
    ofWorkspace: async (workspaceId) =>
      fresh(cached(teams.get(workspaceId)) ?? keep(await host.ofWorkspace('slack', workspaceId))),
    reread,
    save,
    async revoked(team) {
      cache.delete(team);
      await host.revoked('slack', team);
    },
  };
}
