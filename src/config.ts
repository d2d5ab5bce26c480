import { z } from 'zod';
import { TuttiError } from './errors.ts';

/** Every setting of Tutti. .env.example lists the same names in the same order; a test holds the two together. */
const settings = z.object({
  PORT: z.coerce.number('a port from 0 to 65535').int().min(0).max(65535).default(3000),
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
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The whole configuration. Throws one TuttiError that names every fault at once. */
export function readConfig(environment: Environment = process.env): Config {
  const given = parse(environment, settings);
  if (given.DATABASE_URL && !given.SECRET_KEY) {
    throw new TuttiError(
      'secret_key_missing',
      'DATABASE_URL is set, so SECRET_KEY must be too: every replica needs the same one. Make one with: openssl rand -base64 32',
    );
  }
  return {
    port: given.PORT,
    host: given.HOST,
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: given.DATA_DIR,
    databaseUrl: given.DATABASE_URL,
    logLevel: given.LOG_LEVEL,
    secretKey: given.SECRET_KEY,
    slack: slackMode(given),
    slackApiUrl: given.SLACK_API_URL,
  };
}

/** Where the data is, for the commands that need nothing else (backup, restore, copy). */
export function storeConfig(environment: Environment = process.env): {
  databaseUrl?: string;
  dataDir: string;
} {
  const { DATABASE_URL, DATA_DIR } = parse(
    environment,
    settings.pick({ DATABASE_URL: true, DATA_DIR: true }),
  );
  return { dataDir: DATA_DIR, ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}) };
}

function parse<Shape extends z.ZodObject>(environment: Environment, schema: Shape): z.infer<Shape> {
  // A line such as `PORT=` in .env means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')} should be ${issue.message}`);
  throw new TuttiError('bad_settings', `The settings need mending: ${faults.join('; ')}.`);
}

/** Slack's three ways in; a half-given way is refused with the name of what is missing. */
function slackMode(given: Settings): SlackMode | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
  } = given;
  if (clientId || clientSecret) {
    if (clientId && clientSecret && signingSecret)
      return { kind: 'oauth', clientId, clientSecret, signingSecret };
    throw missing('SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET belong together');
  }
  if (botToken && appToken) return { kind: 'socket', botToken, appToken };
  if (botToken && signingSecret) return { kind: 'http', botToken, signingSecret };
  if (botToken) {
    throw missing(
      'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN beside it (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)',
    );
  }
  if (appToken || signingSecret) throw missing('SLACK_BOT_TOKEN is missing');
  return undefined;
}

const missing = (what: string) =>
  new TuttiError(
    'slack_settings',
    `Slack is only half set up: ${what}. docs/operations.md shows where to find each.`,
  );
