import type { Clock } from '../../src/clock.ts';

export type Json = { readonly [key: string]: unknown };

export type PersonSeed = {
  /** The short name by which tests call them; unique. */
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  readonly zone?: string;
  readonly locale?: string;
  readonly administrator?: boolean;
  readonly owner?: boolean;
  readonly guest?: boolean;
  readonly bot?: boolean;
  /** False for an account that was deactivated. */
  readonly active?: boolean;
};

type ChannelSeed = {
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Names of people; everyone unless given. */
  readonly members?: readonly string[];
  /** Whether the bot is in it; it is unless told otherwise. */
  readonly bot?: boolean;
};

export type WorkspaceSeed = {
  readonly id?: string;
  readonly name?: string;
  readonly people: readonly PersonSeed[];
  readonly channels?: readonly ChannelSeed[];
};

export type RateLimits = {
  readonly perChannel?: { readonly burst: number; readonly intervalMs: number };
  readonly perWorkspace?: { readonly burst: number; readonly intervalMs: number };
};

export type LocalSlackOptions = WorkspaceSeed & {
  /** The time of messages and of rate limits; signatures and triggers go by the system's clock, as Slack's do. */
  readonly clock?: Clock;
  /** Answers 429 beyond these; none unless given. */
  readonly limits?: RateLimits;
  /** Tokens that expire after this many seconds and can be refreshed, as an app with token rotation gets. */
  readonly tokensExpireIn?: number;
  /** Keeps every call with its body; switched off for long benchmarks. */
  readonly record?: boolean;
};

export type LocalPerson = {
  readonly id: string;
  readonly workspace: string;
  readonly seed: PersonSeed;
};

export type LocalChannel = {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  archived: boolean;
  readonly members: Set<string>;
};

/** A message as it stands now. */
export type LocalMessage = {
  readonly channel: string;
  readonly ts: string;
  readonly workspace: string;
  readonly sentAt: Date;
  readonly thread?: string;
  text: string;
  blocks: readonly Json[];
  metadata?: Json;
  edits: number;
  /** Seen by one person alone, and known to Slack by its answering address. */
  readonly onlyFor?: string;
};

export type LocalView = {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  hash: string;
  content: Json;
  open: boolean;
  readonly root: string;
  readonly previous?: string;
};

/** A call that the bot made. */
export type Call = {
  readonly method: string;
  readonly token: string;
  readonly body: Json;
  readonly at: Date;
};

/** What the next call to a method meets instead of its answer. */
export type LocalFault =
  /** Slack's own error code. */
  | string
  | { readonly status: number /** True when it is carried out all the same. */; readonly done?: boolean }
  | { readonly retryAfter: number }
  /** The connection breaks; `done` as above. */
  | { readonly broken: true; readonly done?: boolean }
  /** No answer ever comes, though it is carried out. */
  | { readonly silent: true };

export type Outcome = {
  readonly status: number;
  /** From the last byte sent to the last byte of the acknowledgement. */
  readonly ackMs: number;
  /** What the acknowledgement said; undefined for an empty one. */
  readonly ack: Json | string | undefined;
};

/** What a person sees after an act. */
export type Seen = Outcome & {
  /** The window that is open now, if the act opened or changed one. */
  readonly modal?: LocalView;
  /** Answers that only this person sees, and messages that were replaced. */
  readonly messages: readonly LocalMessage[];
  /** By field name, when a form was not accepted. */
  readonly errors?: Readonly<Record<string, string>>;
};

export type ActOptions = {
  /** How long to wait for what the act brings about beyond its acknowledgement; 0 to return at once. */
  readonly waitMs?: number;
  /** The channel a command is typed in, by name; a direct conversation with the bot unless given. */
  readonly channel?: string;
};
