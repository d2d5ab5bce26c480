import { z } from 'zod';
import { TuttiError } from './errors.ts';

/** Every setting of Tutti. .env.example lists the same names in the same order; a test holds the two together. */
const settings = z.object({
  PORT: z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= 65535, 'a port from 0 to 65535')
    .transform(Number)
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'an address such as https://tutti.example.com' })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgres://user@host/tutti' })
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')
    .default('info'),
  SECRET_KEY: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64').length === 32,
      '32 bytes in base64: openssl rand -base64 32',
    )
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token, which begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token, which begins with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'an address such as https://slack.com/api/' })
    .optional(),
  TEAMS_CLIENT_ID: z.guid('an application id such as 5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c').optional(),
  TEAMS_CLIENT_SECRET: z.string().optional(),
  TEAMS_TENANT_ID: z.guid('a tenant id such as 5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c').optional(),
  TEAMS_PLAYGROUND: z.literal('1', '1, or empty').optional(),
});

export const settingNames = Object.keys(settings.shape);

type Settings = z.infer<typeof settings>;

export type SlackMode =
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecret: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly signingSecret: string;
    };

export type TeamsMode =
  /** Without a tenant every one that adds the app is a company of its own. */
  | {
      readonly kind: 'bot';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly tenantId: string | undefined;
    }
  /** Whoever reaches the port is believed to be anybody: only for this machine. */
  | { readonly kind: 'playground' };

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly logLevel: Settings['LOG_LEVEL'];
  readonly secretKey: string | undefined;
  readonly slack: SlackMode | undefined;
  readonly slackApiUrl: string | undefined;
  readonly teams: TeamsMode | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The whole configuration. Throws one TuttiError that names every fault at once, and no value: it may be secret. */
export function readConfig(environment: Environment = process.env): Config {
  const given = present(environment);
  const slack = slackMode(given);
  const teams = teamsMode(given);
  const parsed = settings.safeParse(given);
  const faults = [
    ...faultsOf(parsed),
    ...(given.DATABASE_URL && !given.SECRET_KEY ? [keyMissing] : []),
    ...('fault' in slack ? [slack.fault] : []),
    ...('fault' in teams ? [teams.fault] : []),
  ];
  if (!parsed.success || 'fault' in slack || 'fault' in teams || faults.length > 0) throw badSettings(faults);
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    logLevel: data.LOG_LEVEL,
    secretKey: data.SECRET_KEY,
    slack: slack.mode,
    slackApiUrl: data.SLACK_API_URL,
    teams: teams.mode,
  };
}

/** Where the data is, for the commands that need nothing else (backup, restore, copy). */
export function storeConfig(environment: Environment = process.env): {
  databaseUrl?: string;
  dataDir: string;
} {
  const parsed = settings.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(present(environment));
  if (!parsed.success) throw badSettings(faultsOf(parsed));
  const { DATABASE_URL, DATA_DIR } = parsed.data;
  return { dataDir: DATA_DIR, ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}) };
}

/** What is set: a line such as `PORT=` in .env means "not set". */
const present = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value = '']) => (value.trim() ? [[name, value.trim()]] : [])),
  );

const badSettings = (faults: readonly string[]) =>
  new TuttiError(
    'bad_settings',
    `The settings need mending: ${faults.join('; ')}. .env.example shows all of them.`,
  );

const keyMissing =
  'DATABASE_URL is set, so SECRET_KEY must be too: every replica needs the same one (openssl rand -base64 32)';

function faultsOf({ error }: z.ZodSafeParseResult<unknown>): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} should be ${message}`);
}

/** Slack's three ways in; a half-given way is a fault that names what is missing. */
function slackMode(given: Record<string, string>): { mode: SlackMode | undefined } | { fault: string } {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
  } = given;
  if (clientId || clientSecret) {
    return clientId && clientSecret && signingSecret
      ? { mode: { kind: 'oauth', clientId, clientSecret, signingSecret } }
      : half('Slack', given, 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET');
  }
  if (botToken && appToken) return { mode: { kind: 'socket', botToken, appToken } };
  if (botToken && signingSecret) return { mode: { kind: 'http', botToken, signingSecret } };
  if (appToken) return half('Slack', given, 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN');
  if (signingSecret) return half('Slack', given, 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET');
  if (botToken) {
    const either = 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)';
    return half('Slack', given, either, 'SLACK_BOT_TOKEN');
  }
  return { mode: undefined };
}

/** A bot, or the Playground, which must not be reached from elsewhere. */
function teamsMode(given: Record<string, string>): { mode: TeamsMode | undefined } | { fault: string } {
  const {
    TEAMS_CLIENT_ID: clientId,
    TEAMS_CLIENT_SECRET: clientSecret,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_PLAYGROUND: playground,
    HOST: host = '127.0.0.1',
  } = given;
  if (playground) {
    if (clientId || clientSecret || tenantId) {
      return { fault: 'TEAMS_PLAYGROUND believes everybody, so it goes without the other settings of Teams' };
    }
    return /^(127(\.\d+){3}|::1|localhost)$/.test(host)
      ? { mode: { kind: 'playground' } }
      : { fault: 'TEAMS_PLAYGROUND believes everybody, so HOST has to be 127.0.0.1' };
  }
  if (clientId && clientSecret) return { mode: { kind: 'bot', clientId, clientSecret, tenantId } };
  return clientId || clientSecret || tenantId
    ? half('Teams', given, 'TEAMS_CLIENT_ID', 'TEAMS_CLIENT_SECRET', ...(tenantId ? ['TEAMS_TENANT_ID'] : []))
    : { mode: undefined };
}

function half(
  name: string,
  given: Record<string, string>,
  ...together: readonly string[]
): { fault: string } {
  const missing = together.filter((name) => !given[name]);
  const there = together.filter((name) => given[name]);
  const are = missing.length > 1 ? 'are' : 'is';
  return {
    fault: `${name} is only half set up: ${missing.join(' and ')} ${are} missing beside ${there.join(' and ')} (docs/operations.md shows where to find it)`,
  };
}
