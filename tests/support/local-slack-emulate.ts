import { Agent, request } from 'node:http';
import { createEmulator } from 'emulate';
import type { Json, WorkspaceSeed } from './local-slack-types.ts';

/**
 * One workspace of `emulate`: keeps conversations and messages, and holds calls against scopes. What it lacks, or does
 * too slowly for 2,000 people, stands in local-slack-methods.ts.
 */
export type Emulated = {
  readonly botUserId: string;
  readonly botId: string;
  /** Slack's ids by the seeds' names. */
  readonly people: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  /** The conversation in which emulate keeps all direct messages. */
  readonly direct: string;
  /** Ids without a person yet, for those who join later: emulate cannot add any. */
  readonly spare: string[];
  call(method: string, body: Json): Promise<Json>;
  close(): Promise<void>;
};

const BOT_USER = 'UTUTTIBOT';
const BOT_ID = 'BTUTTIBOT';

/** emulate refuses a token's 5,001st call in an hour, so the calls go round among many names for the same bot. */
const CALLS_PER_TOKEN = 4900;
const TOKENS = 400;

const SPARE_PEOPLE = 20;

/**
 * For each new direct conversation emulate looks through all others, sorting as it goes: seconds for 2,000 people. So the
 * front makes those conversations, and emulate keeps their messages in one.
 */
const DIRECT = 'direct-messages';

export async function startEmulated(seed: WorkspaceSeed, scopes: readonly string[]): Promise<Emulated> {
  const spareNames = Array.from({ length: SPARE_PEOPLE }, (_, index) => `spare-${index}`);
  const channels = seed.channels ?? [];
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        users: [...seed.people.map(({ name }) => ({ name })), ...spareNames.map((name) => ({ name }))],
        channels: [...channels.map(({ name }) => ({ name })), { name: DIRECT }],
        oauth_apps: [
          {
            client_id: 'local',
            client_secret: 'local',
            name: 'Tutti',
            app_id: 'ATUTTI',
            bot_id: BOT_ID,
            bot_user_id: BOT_USER,
            bot_name: 'tutti',
            redirect_uris: [],
            scopes: [...scopes],
          },
        ],
        tokens: Array.from({ length: TOKENS }, (_, index) => ({
          token: `xoxb-local-${index}`,
          user_id: BOT_USER,
          app_id: 'ATUTTI',
          bot_id: BOT_ID,
          scopes: [...scopes],
        })),
        strict_scopes: true,
      },
    },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let calls = 0;

  const call = (method: string, body: Json): Promise<Json> => {
    const token = `xoxb-local-${Math.floor(calls++ / CALLS_PER_TOKEN) % TOKENS}`;
    return post(agent, `${emulator.url.replace('localhost', '127.0.0.1')}/api/${method}`, token, body);
  };

  const people = await names(call, 'users.list', 'members');
  const channelIds = await names(call, 'conversations.list', 'channels');
  return {
    botUserId: BOT_USER,
    botId: BOT_ID,
    people: new Map(seed.people.map(({ name }) => [name, known(people, name)])),
    channels: new Map(channels.map(({ name }) => [name, known(channelIds, name)])),
    direct: known(channelIds, DIRECT),
    spare: spareNames.map((name) => known(people, name)),
    call,
    async close() {
      agent.destroy();
      await emulator.close();
    },
  };
}

async function names(call: Emulated['call'], method: string, key: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor = '';
  do {
    const page = await call(method, { limit: 1000, cursor });
    for (const item of (page[key] as Json[] | undefined) ?? []) found.set(String(item.name), String(item.id));
    cursor = String((page.response_metadata as Json | undefined)?.next_cursor ?? '');
  } while (cursor !== '');
  return found;
}

function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (!id) throw new Error(`The local Slack has no ${name}`);
  return id;
}

function post(agent: Agent, url: string, token: string, body: Json): Promise<Json> {
  return new Promise((resolve, reject) => {
    const payload = JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()) as Json);
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}
