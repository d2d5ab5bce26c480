import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { commands } from '../../commands/index.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { createDirectory, createHost } from '../../src/people/index.ts';
import { createSealer } from '../../src/seal.ts';
import { createTeams } from '../../src/teams/index.ts';
import type { Company } from '../support/company.ts';

/** The bot as `npm run playground` starts it, with a company of a test's own behind it. */
export async function startPlaygroundBot({ context }: Company) {
  const http = express();
  const teams = createTeams({
    mode: { kind: 'playground' },
    http,
    dispatch: createDispatch(context, createDirectory(context), commands),
    host: createHost(context, createSealer(Buffer.alloc(32, 7).toString('base64'))),
    commands: commands.map(({ name }) => name),
    log: context.log,
    metrics: context.metrics,
  });
  await teams.start();
  const server: Server = await new Promise((resolve) => {
    const listening = http.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    ...teams,
    messages: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    async close() {
      await teams.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
