// A server for the bench of Teams: our side of Teams with a dispatch that asks a form, or says that it is done.
// argv: address of the local Teams' keys, and its service address.
import type { AddressInfo } from 'node:net';
import { PUBLIC, withOverrides } from '@microsoft/teams.api';
import express from 'express';
import { ask, nothing } from '../../src/chat/reply.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createTeams } from '../../src/teams/index.ts';
import { CLIENT_ID, TENANT_ID } from '../support/local-teams.ts';
import { memoryHost } from '../teams/bot.ts';

const [, , keys = ''] = process.argv;
const http = express();
const teams = createTeams({
  mode: { kind: 'bot', clientId: CLIENT_ID, clientSecret: 'unused', tenantId: TENANT_ID },
  http,
  dispatch: async ({ act }) =>
    act.kind === 'submit'
      ? nothing
      : ask({
          title: 'Check-in',
          submitLabel: 'Send',
          command: 'standup',
          name: 'answer',
          state: 'entry-1',
          parts: ['What moved?', 'What is next?', 'What is in the way?'].map((label, at) => ({
            kind: 'longText',
            name: `q${at}`,
            label,
          })),
        }),
  host: memoryHost().host,
  commands: ['standup'],
  cloud: withOverrides(PUBLIC, { openIdMetadataUrl: `${keys}/v1/.well-known/openidconfiguration` }),
  token: async () => 'a.e30.c',
  log: createLog('error'),
  metrics: createMetrics(),
});
await teams.start();
const server = http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
