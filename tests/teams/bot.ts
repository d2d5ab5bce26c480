import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { commands } from '../../commands/index.ts';
import type { Act, Incoming } from '../../src/chat/incoming.ts';
import type { Installation, KnownChannel, PlaceHost, PlatformHost } from '../../src/chat/installations.ts';
import type { Profile } from '../../src/chat/platform.ts';
import { nothing, type Reply } from '../../src/chat/reply.ts';
import type { Clock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createTeams } from '../../src/teams/index.ts';
import { CLIENT_ID, type LocalTeams, TENANT_ID } from '../support/local-teams.ts';

/** Where installations, people and channels are kept, in memory. */
export function memoryHost() {
  const installations = new Map<string, Installation>();
  const people = new Map<string, { profile: Profile; reference: unknown; reachable: boolean }>();
  const channels = new Map<string, KnownChannel>();
  const told = { revoked: [] as string[], installers: [] as (string | undefined)[] };
  const host: PlatformHost & PlaceHost = {
    find: async (_platform, externalId) => installations.get(externalId),
    ofWorkspace: async (_platform, workspaceId) =>
      [...installations.values()].find((installation) => installation.workspaceId === workspaceId),
    save: async ({ installer, joins: _joins, ...installed }) => {
      told.installers.push(installer);
      const installation = { ...installed, workspaceId: `w-${installed.externalId}` };
      installations.set(installed.externalId, installation);
      return installation;
    },
    revoked: async (_platform, externalId) => {
      told.revoked.push(externalId);
      installations.delete(externalId);
    },
    profileChanged: async (_platform, _externalId, profile) => {
      const before = people.get(profile.externalId);
      people.set(profile.externalId, {
        reference: before?.reference ?? null,
        reachable: before?.reachable ?? true,
        profile: { ...before?.profile, ...profile },
      });
    },
    reference: async (_platform, _workspaceId, user) => people.get(user)?.reference,
    keepReference: async (_platform, _workspaceId, user, reference) => {
      const known = people.get(user);
      if (known) people.set(user, { ...known, reference, reachable: true });
    },
    unreachable: async (_platform, _workspaceId, user) => {
      const known = people.get(user);
      if (known) people.set(user, { ...known, reference: null, reachable: false });
    },
    references: async () =>
      new Map(
        [...people]
          .filter(([, { reference }]) => reference !== null)
          .map(([id, { reference }]) => [id, reference]),
      ),
    channels: async () => [...channels.values()],
    keepChannels: async (_platform, _workspaceId, known) => {
      for (const channel of known) channels.set(channel.id, channel);
    },
    dropChannels: async (_platform, _workspaceId, ids) => {
      for (const id of ids) channels.delete(id);
    },
  };
  return { host, installations, people, channels, told };
}

export type BotOptions = {
  readonly dispatch?: (incoming: Incoming) => Promise<Reply> | Reply;
  readonly wireClock?: Clock;
  /** False: every tenant is a company of its own. */
  readonly single?: boolean;
  readonly host?: PlatformHost & PlaceHost;
};

/** Our side of Teams against a local Teams, with a dispatch of the test's own and no database. */
export async function startBot(teams: LocalTeams, options: BotOptions = {}) {
  const lines: string[] = [];
  const incoming: Incoming[] = [];
  const http = express();
  const metrics = createMetrics();
  const kept = memoryHost();
  let dispatch = options.dispatch ?? (() => nothing);
  const ours = createTeams({
    mode: {
      kind: 'bot',
      clientId: CLIENT_ID,
      clientSecret: 'unused',
      tenantId: options.single === false ? undefined : TENANT_ID,
    },
    http,
    dispatch: async (one) => {
      incoming.push(one);
      return dispatch(one);
    },
    host: options.host ?? kept.host,
    commands: commands.map(({ name }) => name),
    cloud: teams.cloud,
    token: teams.token,
    log: createLog('debug', (line) => lines.push(line)),
    metrics,
    ...(options.wireClock && { wireClock: options.wireClock }),
  });
  await ours.start();
  const server: Server = await new Promise((resolve) => {
    const listening = http.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  teams.connect(url);
  return {
    ...kept,
    platform: ours.platform,
    url,
    incoming,
    acts: (): Act[] => incoming.map(({ act }) => act),
    /** What was logged, one JSON object a line. */
    lines,
    metrics,
    workspaceId: `w-${TENANT_ID}`,
    /** From now on acts are answered so. */
    answer(next: (incoming: Incoming) => Promise<Reply> | Reply) {
      dispatch = next;
    },
    idle: () => ours.idle(),
    stop: () => ours.stop(),
    async close() {
      await ours.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Bot = Awaited<ReturnType<typeof startBot>>;
