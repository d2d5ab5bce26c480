import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/clock.ts';
import type { Emulated } from './local-slack-emulate.ts';
import type {
  Call,
  Json,
  LocalChannel,
  LocalFault,
  LocalMessage,
  LocalPerson,
  LocalView,
  RateLimits,
} from './local-slack-types.ts';

/** A workspace of the local Slack: who and what is there, and what everyone sees now. */
export type LocalWorkspace = {
  readonly id: string;
  readonly name: string;
  readonly emulated: Emulated;
  readonly people: Map<string, LocalPerson>;
  readonly channels: Map<string, LocalChannel>;
  /** Direct conversations with the bot, by person. */
  readonly direct: Map<string, string>;
  readonly messages: Map<string, LocalMessage[]>;
};

export type Token = {
  readonly workspace: string;
  readonly kind: 'bot' | 'app';
  readonly scopes: readonly string[];
  expiresAt: number;
  revoked: boolean;
};

/** An answering address handed out with an act. */
export type AnswerAddress = {
  readonly workspace: string;
  readonly user: string;
  readonly channel: string;
  readonly message?: LocalMessage;
  uses: number;
};

type Trigger = {
  readonly workspace: string;
  readonly user: string;
  readonly expiresAt: number;
  used: boolean;
};

/** Something a person would see, told to whoever waits for it. */
export type Effect = {
  readonly trigger?: string;
  readonly address?: string;
  readonly user?: string;
  readonly view?: LocalView;
  readonly message?: LocalMessage;
};

export type State = {
  readonly clock: Clock;
  readonly workspaces: Map<string, LocalWorkspace>;
  readonly tokens: Map<string, Token>;
  readonly refreshTokens: Map<string, string>;
  readonly codes: Map<
    string,
    { workspace: string; installer: string; redirect: string; nonce: string | null }
  >;
  /** Laid over what Slack says of who signs in, for tests of answers that are not ours. */
  readonly claims: Record<string, unknown>;
  readonly views: Map<string, LocalView>;
  readonly triggers: Map<string, Trigger>;
  readonly addresses: Map<string, AnswerAddress>;
  readonly faults: Map<string, LocalFault[]>;
  readonly calls: Call[];
  readonly watchers: Set<(effect: Effect) => void>;
  readonly limits: RateLimits | undefined;
  readonly tokensExpireIn: number | undefined;
  readonly record: boolean;
  /** The front's own address, once it listens. */
  url: string;
  socketUrl: string;
};

export type Context = { readonly state: State; readonly workspace: LocalWorkspace; readonly token: Token };

/** A method of the Web API: its answer without `ok`, or a refusal thrown as SlackError. */
export type Method = (context: Context, body: Json) => Promise<Json> | Json;

/** Slack's refusal: its error code as the message. */
export class SlackError extends Error {
  readonly more: Json;
  constructor(code: string, more: Json = {}) {
    super(code);
    this.more = more;
  }
}

export const newId = (prefix: string): string => prefix + randomBytes(6).toString('hex').toUpperCase();

/** Slack's triggers live three seconds (https://docs.slack.dev/interactivity/handling-user-interaction). */
const TRIGGER_LIVES_MS = 3000;

export function newTrigger(state: State, workspace: string, user: string): string {
  const id = `${newId('1')}.${newId('2')}`;
  // Real milliseconds, unlike emulate's whole seconds, which cut up to one of the three.
  state.triggers.set(id, { workspace, user, expiresAt: performance.now() + TRIGGER_LIVES_MS, used: false });
  if (state.triggers.size > 10_000) dropOldest(state.triggers);
  return id;
}

export function newAddress(state: State, address: Omit<AnswerAddress, 'uses'>): string {
  const id = newId('A');
  state.addresses.set(id, { ...address, uses: 0 });
  if (state.addresses.size > 10_000) dropOldest(state.addresses);
  return `${state.url}/respond/${id}`;
}

function dropOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

export const tell = (state: State, effect: Effect): void => {
  for (const watcher of state.watchers) watcher(effect);
};

export function messagesOf(workspace: LocalWorkspace, channel: string): LocalMessage[] {
  const known = workspace.messages.get(channel);
  if (known) return known;
  const fresh: LocalMessage[] = [];
  workspace.messages.set(channel, fresh);
  return fresh;
}

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
