import { describe, expect, it } from 'vitest';
import { type Environment, readConfig, settingNames, storeConfig } from '../src/config.ts';
import { TuttiError } from '../src/errors.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

/** The one message about everything that is wrong. */
function faultsOf(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(TuttiError);
    return (error as TuttiError).message;
  }
  throw new Error('Nothing was wrong.');
}

describe('without any settings', () => {
  it('Tutti is on this machine alone, with its own database, and connected to nothing', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      dataDir: './data',
      databaseUrl: undefined,
      logLevel: 'info',
      secretKey: undefined,
      slack: undefined,
      slackApiUrl: undefined,
      teams: undefined,
    });
  });

  it('nothing changes by lines of .env that are empty', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, name === 'HOST' ? '  ' : '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('nothing changes by what else is in the environment', () => {
    expect(readConfig({ PATH: '/bin', PORTAL: 'x', SLACK: 'y' })).toEqual(readConfig({}));
  });
});

describe('settings', () => {
  it('are read, without the space around them', () => {
    const config = readConfig({
      PORT: ' 8080 ',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://tutti.example.com/',
      DATA_DIR: '/var/lib/tutti',
      DATABASE_URL: 'postgres://tutti@db/tutti',
      LOG_LEVEL: 'warn',
      SECRET_KEY: key,
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
    });
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://tutti.example.com',
      dataDir: '/var/lib/tutti',
      databaseUrl: 'postgres://tutti@db/tutti',
      logLevel: 'warn',
      secretKey: key,
      slack: undefined,
      slackApiUrl: 'http://127.0.0.1:4000/api/',
      teams: undefined,
    });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT should be a port from 0 to 65535'],
    [{ PORT: '70000' }, 'PORT should be a port from 0 to 65535'],
    [{ PORT: '-1' }, 'PORT should be a port from 0 to 65535'],
    [{ PORT: '80.5' }, 'PORT should be a port from 0 to 65535'],
    [
      { PUBLIC_URL: 'tutti.example.com' },
      'PUBLIC_URL should be an address such as https://tutti.example.com',
    ],
    [
      { PUBLIC_URL: 'ftp://example.com' },
      'PUBLIC_URL should be an address such as https://tutti.example.com',
    ],
    [
      { DATABASE_URL: 'mysql://db', SECRET_KEY: key },
      'DATABASE_URL should be an address such as postgres://user@host/tutti',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL should be debug, info, warn, error or silent'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY should be 32 bytes in base64: openssl rand -base64 32'],
    [
      { ...socket, SLACK_BOT_TOKEN: 'xapp-1' },
      'SLACK_BOT_TOKEN should be a bot token, which begins with xoxb-',
    ],
    [
      { ...socket, SLACK_APP_TOKEN: 'xoxb-1' },
      'SLACK_APP_TOKEN should be an app-level token, which begins with xapp-',
    ],
    [
      { TEAMS_CLIENT_ID: 'tutti', TEAMS_CLIENT_SECRET: 's' },
      'TEAMS_CLIENT_ID should be an application id such as 5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c',
    ],
    [{ TEAMS_PLAYGROUND: 'yes' }, 'TEAMS_PLAYGROUND should be 1, or empty'],
    [{ SLACK_API_URL: 'slack' }, 'SLACK_API_URL should be an address such as https://slack.com/api/'],
  ])('that cannot be used are named, with what they should be: %o', (environment, fault) => {
    expect(faultsOf(environment as Environment)).toBe(
      `The settings need mending: ${fault}. .env.example shows all of them.`,
    );
  });

  it('on a server need a key, for every replica has to have the same', () => {
    expect(faultsOf({ DATABASE_URL: 'postgres://db/tutti' })).toContain(
      'DATABASE_URL is set, so SECRET_KEY must be too: every replica needs the same one (openssl rand -base64 32)',
    );
  });

  it('say everything that is wrong in one message', () => {
    const message = faultsOf({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'postgres://db/tutti',
      SLACK_BOT_TOKEN: 'xoxb-1',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'SECRET_KEY', 'SLACK_APP_TOKEN'])
      expect(message).toContain(name);
    expect(message.split('\n')).toHaveLength(1);
  });

  it('are never repeated in a message: they may be secret', () => {
    const secret = 'canary-23';
    const environment = Object.fromEntries(settingNames.map((name) => [name, secret]));
    expect(faultsOf(environment)).not.toContain(secret);
  });
});

describe('the ways into Slack', () => {
  const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 'g' };

  it.each([
    [socket, { kind: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' }],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'g' },
      { kind: 'http', botToken: 'xoxb-1', signingSecret: 'g' },
    ],
    [oauth, { kind: 'oauth', clientId: '1.2', clientSecret: 's', signingSecret: 'g' }],
    [
      { ...socket, SLACK_SIGNING_SECRET: 'g' },
      { kind: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    ],
  ])('are three: %o', (environment, slack) => {
    expect(readConfig(environment as Environment).slack).toEqual(slack);
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing beside SLACK_BOT_TOKEN',
    ],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN is missing beside SLACK_APP_TOKEN'],
    [{ SLACK_SIGNING_SECRET: 'g' }, 'SLACK_BOT_TOKEN is missing beside SLACK_SIGNING_SECRET'],
    [
      { ...oauth, SLACK_CLIENT_SECRET: '' },
      'SLACK_CLIENT_SECRET is missing beside SLACK_CLIENT_ID and SLACK_SIGNING_SECRET',
    ],
    [
      { ...oauth, SLACK_SIGNING_SECRET: '' },
      'SLACK_SIGNING_SECRET is missing beside SLACK_CLIENT_ID and SLACK_CLIENT_SECRET',
    ],
    [
      { SLACK_CLIENT_SECRET: 's' },
      'SLACK_CLIENT_ID and SLACK_SIGNING_SECRET are missing beside SLACK_CLIENT_SECRET',
    ],
  ])('that are only half set up are named, with what is missing: %o', (environment, fault) => {
    expect(faultsOf(environment as Environment)).toContain(
      `Slack is only half set up: ${fault} (docs/operations.md shows where to find it)`,
    );
  });
});

describe('the ways into Teams', () => {
  const id = '5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c';
  const bot = { TEAMS_CLIENT_ID: id, TEAMS_CLIENT_SECRET: 's' };

  it('are a bot of one company, of many, and the Playground', () => {
    expect(readConfig({ ...bot, TEAMS_TENANT_ID: id }).teams).toEqual({
      kind: 'bot',
      clientId: id,
      clientSecret: 's',
      tenantId: id,
    });
    expect(readConfig(bot).teams).toMatchObject({ kind: 'bot', tenantId: undefined });
    for (const HOST of ['', '127.0.0.1', '127.0.0.2', '::1', 'localhost'])
      expect(readConfig({ HOST, TEAMS_PLAYGROUND: '1' }).teams).toEqual({ kind: 'playground' });
  });

  it.each(['0.0.0.0', '192.168.1.4', '::', '127.0.0.1.example.com'])(
    'leave the Playground closed where others could reach it: %s',
    (HOST) => {
      expect(faultsOf({ HOST, TEAMS_PLAYGROUND: '1' })).toContain(
        'TEAMS_PLAYGROUND believes everybody, so HOST has to be 127.0.0.1',
      );
    },
  );

  it('leave the Playground closed beside a real bot', () => {
    expect(faultsOf({ ...bot, TEAMS_PLAYGROUND: '1' })).toContain(
      'TEAMS_PLAYGROUND believes everybody, so it goes without the other settings of Teams',
    );
  });

  it.each([
    [{ TEAMS_CLIENT_ID: id }, 'TEAMS_CLIENT_SECRET is missing beside TEAMS_CLIENT_ID'],
    [{ TEAMS_TENANT_ID: id }, 'TEAMS_CLIENT_ID and TEAMS_CLIENT_SECRET are missing beside TEAMS_TENANT_ID'],
  ])('that are only half set up are named, with what is missing: %o', (environment, fault) => {
    expect(faultsOf(environment as Environment)).toContain(`Teams is only half set up: ${fault} (`);
  });
});

describe('the settings of commands that need the database alone', () => {
  it('do not mind the others', () => {
    expect(storeConfig({ PORT: 'http', SLACK_APP_TOKEN: 'x' })).toEqual({ dataDir: './data' });
    expect(storeConfig({ DATABASE_URL: 'postgres://db/tutti', DATA_DIR: '/d' })).toEqual({
      databaseUrl: 'postgres://db/tutti',
      dataDir: '/d',
    });
    expect(() => storeConfig({ DATABASE_URL: 'nowhere' })).toThrow('DATABASE_URL should be');
  });
});
