import { z } from 'zod';
import type { Installation, PlatformHost } from '../chat/installations.ts';
import { PlatformError } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import type { Place } from './receive.ts';

/** What we keep of an installation, sealed; the names are ours. */
const credentialsSchema = z.object({ serviceUrl: z.string(), bot: z.string() });

/** A company's Teams. */
export type Tenant = z.infer<typeof credentialsSchema> & {
  readonly tenant: string;
  readonly workspaceId: string;
};

export type Tenants = {
  /** The tenant of an activity; the first activity from one installs it. */
  learn(place: Place, installer?: string): Promise<Tenant>;
  ofWorkspace(workspaceId: string): Promise<Tenant>;
  /** The bot is nowhere in this tenant any more. */
  removed(tenant: string): Promise<void>;
};

/** Teams moves a tenant to another address, and an operator registers another bot. */
const isAt = (tenant: Tenant, place: Place): boolean =>
  tenant.serviceUrl === place.serviceUrl && tenant.bot === place.bot;

/** Another replica may store something new at any time; after this long its news are seen here. */
const CACHED_FOR_MS = 60_000;

export function createTenants(options: {
  host: PlatformHost;
  clock: Clock;
  /** The operator's own company: it is the one that is here already, when there is exactly one. */
  own: boolean;
}): Tenants {
  const { host, clock, own } = options;
  const cache = new Map<string, { readonly tenant: Tenant; readonly until: number }>();
  const learning = new Map<string, Promise<Tenant>>();

  function keep(stored: Installation | undefined): Tenant | undefined {
    const parsed = credentialsSchema.safeParse(stored?.credentials);
    if (!stored || !parsed.success) return undefined;
    const tenant = { ...parsed.data, tenant: stored.externalId, workspaceId: stored.workspaceId };
    const kept = { tenant, until: clock.now().getTime() + CACHED_FOR_MS };
    cache.set(tenant.tenant, kept);
    cache.set(tenant.workspaceId, kept);
    return tenant;
  }

  function cached(key: string): Tenant | undefined {
    const found = cache.get(key);
    return found && found.until > clock.now().getTime() ? found.tenant : undefined;
  }

  async function install(place: Place, installer: string | undefined): Promise<Tenant> {
    const { tenant, serviceUrl, bot, shared } = place;
    const before = keep(await host.find('teams', tenant));
    if (before && isAt(before, place)) return before;
    const stored = await host.save({
      platform: 'teams',
      externalId: tenant,
      name: shared?.name ?? 'Microsoft Teams',
      credentials: { serviceUrl, bot },
      ...(installer && { installer }),
      joins: own,
    });
    const made = keep(stored);
    if (!made) throw new Error('What was just saved cannot be read.');
    return made;
  }

  return {
    async learn(place, installer) {
      const known = cached(place.tenant);
      if (known && isAt(known, place)) return known;
      const underway = learning.get(place.tenant);
      if (underway) return underway;
      const work = install(place, installer).finally(() => learning.delete(place.tenant));
      learning.set(place.tenant, work);
      return work;
    },
    async ofWorkspace(workspaceId) {
      const known = cached(workspaceId) ?? keep(await host.ofWorkspace('teams', workspaceId));
      if (known) return known;
      throw new PlatformError(
        'unauthorised',
        'I am not installed in Microsoft Teams here. Ask an administrator to add me.',
      );
    },
    async removed(tenant) {
      const known = cache.get(tenant)?.tenant;
      cache.delete(tenant);
      if (known) cache.delete(known.workspaceId);
      await host.revoked('teams', tenant);
    },
  };
}
