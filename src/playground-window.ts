import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TuttiError } from './errors.ts';

/** Somebody in the Playground; a person of the company when the e-mail is theirs. */
export type PlaygroundPerson = { readonly name: string; readonly email: string };

export type PlaygroundWindow = {
  /** Where it is opened in a browser. */
  readonly url: string;
  stop(): Promise<void>;
};

/** Exactly so many people the Playground takes. */
export const PLAYGROUND_PEOPLE = 6;

const TRIES = 150;
const PAUSE_MS = 200;

/** The Playground would listen on every address of this machine. */
const LOOPBACK = `const { Server } = require('node:net');
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number'
    ? listen.call(this, port, '127.0.0.1', ...rest.filter((one) => typeof one === 'function'))
    : listen.call(this, port, ...rest);
};`;

/**
 * Microsoft 365 Agents Playground on this machine: a window that looks like Teams, with made-up people, that talks to the
 * bot at `messages`. It is a development dependency; nothing of it runs in production.
 */
export async function openPlayground(options: {
  messages: string;
  port: number;
  /** The first one is who the visitor is. */
  people: readonly PlaygroundPerson[];
}): Promise<PlaygroundWindow> {
  const { messages, port, people } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tutti-playground-'));
  const config = join(folder, 'config.yml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configOf(people)));
  const preload = join(folder, 'loopback.cjs');
  writeFileSync(preload, LOOPBACK);
  const settings = join(folder, 'settings.env');
  writeFileSync(
    settings,
    [
      'TEAMSAPPTESTER_BROWSER=none',
      `M365_AGENTS_PLAYGROUND_CONFIG_PATH=${config}`,
      `M365_AGENTS_PLAYGROUND_LOGFILE=${join(folder, 'playground.log')}`,
    ].join('\n'),
  );
  const program = join(import.meta.dirname, '../node_modules/@microsoft/m365agentsplayground/cli.js');
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      ...[
        '--env-file',
        settings,
        '--require',
        preload,
        program,
        'start',
        '--disable-telemetry',
        '-c',
        'msteams',
      ],
      ...['-e', messages, '-p', String(port), '--service-url', `${url}/_connector`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = async () => {
    await ended(child);
    remove();
  };
  try {
    await listening(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** It says that it listens before it does, and takes another port by itself, which the bot would not expect: so it is asked. */
async function listening(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < TRIES && child.exitCode === null; tries++) {
    const answered = await fetch(`${url}/_debug/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await pause(PAUSE_MS);
  }
  throw new TuttiError(
    'playground_failed',
    `The Playground does not answer at ${url}. Stop what else is there, then try again.`,
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

function configOf(people: readonly PlaygroundPerson[]) {
  const users = people.map(({ name, email }, index) => {
    const [givenName = name, ...rest] = name.split(' ');
    return {
      id: `user-${index}`,
      name,
      userPrincipleName: email,
      aadObjectId: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      givenName,
      surname: rest.join(' ') || givenName,
      email,
    };
  });
  const [currentUser, ...others] = users.slice(0, PLAYGROUND_PEOPLE);
  return {
    version: '0.1.1',
    tenantId: '00000000-0000-4000-8000-0000000000aa',
    bot: { id: 'bot', name: 'Tutti' },
    currentUser,
    users: others,
    personalChat: { id: 'personal-chat' },
    groupChat: { id: 'group-chat', name: 'Group chat' },
    team: {
      id: 'team',
      name: 'Web shop',
      aadGroupId: '00000000-0000-4000-8000-0000000000ab',
      channels: [{ id: 'channel-crm', name: 'CRM rollout' }],
    },
  };
}
