import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Act, Incoming } from '../../src/chat/incoming.ts';
import type { Installation, PlatformHost } from '../../src/chat/installations.ts';
import type { Profile } from '../../src/chat/platform.ts';
import { nothing, type Reply } from '../../src/chat/reply.ts';
import type { Clock } from '../../src/clock.ts';
import type { SlackMode } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSlack } from '../../src/slack/index.ts';
import type { LetIn } from '../../src/slack/open-id.ts';
import type { LocalSlack } from '../support/local-slack.ts';

/** Where installations are kept, in memory, with what the platform told of people. */
function memoryHost() {
  const installations = new Map<string, Installation>();
  const told = {
    profiles: [] as Profile[],
    revoked: [] as string[],
    installers: [] as (string | undefined)[],
  };
  const host: PlatformHost = {
    find: async (_platform, externalId) => installations.get(externalId),
    ofWorkspace: async (_platform, workspaceId) =>
      [...installations.values()].find((installation) => installation.workspaceId === workspaceId),
    save: async ({ installer, ...installed }) => {
      told.installers.push(installer);
      const installation = { ...installed, workspaceId: `w-${installed.externalId}` };
      installations.set(installed.externalId, installation);
      return installation;
    },
    revoked: async (_platform, externalId) => {
      told.revoked.push(externalId);
      installations.delete(externalId);
    },
    profileChanged: async (_platform, _externalId, profile) => void told.profiles.push(profile),
  };
  return { host, installations, told };
}

export type BotOptions = {
  readonly mode?: 'http' | 'socket' | 'oauth';
  readonly dispatch?: (incoming: Incoming) => Promise<Reply> | Reply;
  readonly wireClock?: Clock;
  readonly publicUrl?: string;
  /** Who is let in whom Slack vouches for; nobody can sign in with Slack when left out. */
  readonly letIn?: LetIn;
};

/** Our side of Slack against a local Slack, with a dispatch of the test's own and no database. */
export async function startBot(slack: LocalSlack, options: BotOptions = {}) {
  const lines: string[] = [];
  const acts: Act[] = [];
  const http = express();
  const metrics = createMetrics();
  const kept = memoryHost();
  let dispatch = options.dispatch ?? (() => nothing);
  const server: Server = await new Promise((resolve) => {
    const listening = http.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ours = createSlack({
    mode: modeOf(slack, options.mode ?? 'http'),
    apiUrl: slack.apiUrl,
    publicUrl: options.publicUrl ?? url,
    http,
    dispatch: async (incoming) => {
      acts.push(incoming.act);
      return dispatch(incoming);
    },
    host: kept.host,
    log: createLog('debug', (line) => lines.push(line)),
    metrics,
    ...(options.wireClock && { wireClock: options.wireClock }),
    ...(options.letIn && { letIn: options.letIn }),
  });
  if (options.mode !== 'socket') slack.connect(url);
  await ours.start();
  return {
    ...kept,
    platform: ours.platform,
    url,
    acts,
    /** What was logged, one JSON object a line. */
    lines,
    metrics,
    workspaceId: `w-${slack.workspace.id}`,
    /** From now on acts are answered so. */
    answer(next: (incoming: Incoming) => Promise<Reply> | Reply) {
      dispatch = next;
    },
    stop: () => ours.stop(),
    async close() {
      await ours.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Bot = Awaited<ReturnType<typeof startBot>>;

function modeOf(slack: LocalSlack, kind: 'http' | 'socket' | 'oauth'): SlackMode {
  const { botToken, appToken, signingSecret, clientId, clientSecret } = slack;
  switch (kind) {
    case 'http':
      return { kind, botToken, signingSecret };
    case 'socket':
      return { kind, botToken, appToken };
    case 'oauth':
      return { kind, clientId, clientSecret, signingSecret };
  }
}
