// A server for the throughput bench: `tutti`, our Slack receiver whose dispatch has nothing to do, or `bolt`, a bare Bolt
// app that acknowledges every command.

import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver } from '@slack/bolt';
import express from 'express';
import type { PlatformHost } from '../../src/chat/installations.ts';
import { nothing } from '../../src/chat/reply.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createSlack } from '../../src/slack/index.ts';
import { SIGNING_SECRET, TEAM } from './bot.ts';

const http = express();
if (process.argv[2] === 'tutti') serveTutti();
else serveBolt();
const server = http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));

function serveTutti(): void {
  const installation = {
    workspaceId: 'w1',
    platform: 'slack' as const,
    externalId: TEAM,
    name: 'Bench',
    credentials: { botToken: 'xoxb-bench', botUserId: 'UBOT', botId: 'BBOT' },
  };
  const host: PlatformHost = {
    find: async () => installation,
    ofWorkspace: async () => installation,
    save: async () => installation,
    revoked: async () => {},
    profileChanged: async () => {},
  };
  createSlack({
    mode: { kind: 'http', botToken: 'xoxb-bench', signingSecret: SIGNING_SECRET },
    http,
    dispatch: async () => nothing,
    host,
    log: createLog('error'),
    metrics: createMetrics(),
  });
}

function serveBolt(): void {
  const receiver = new ExpressReceiver({
    app: http,
    signingSecret: SIGNING_SECRET,
    endpoints: '/slack/events',
  });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-bench', botId: 'BBOT', botUserId: 'UBOT', teamId: TEAM }),
  });
  app.command('/standup', async ({ ack }) => {
    await ack();
  });
}
