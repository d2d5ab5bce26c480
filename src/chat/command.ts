import type { Context } from '../context.ts';
import type { Actor, Role } from './actor.ts';
import type { Form, Values } from './form.ts';
import type { Channel } from './incoming.ts';
import type { PlatformName } from './platform.ts';
import type { Reply } from './reply.ts';
import type { View } from './view.ts';

/** What a command knows beside its input: the services, who asks, and from where. */
export type CommandContext = Context & {
  readonly actor: Actor;
  readonly platform: PlatformName;
  readonly channel?: Channel | undefined;
  /** Every command, for the help text. */
  readonly commands: readonly Command[];
};

export type Submission = { readonly state: string; readonly values: Values };

/**
 * A command is a value: help, dispatch and manifests are made from it. It returns a Reply and never calls a platform.
 * `form`, `submit` and `press` are handlers by name; what a form of one name collects goes to the submit handler of
 * that name.
 */
export type Command = {
  readonly name: string;
  /** One line for help and manifests: what it does for the person who types it. */
  readonly summary: string;
  /** What may follow the command, for example `[now NAME]`. */
  readonly usage?: string;
  /** The least role that may use it; everyone when left out. */
  readonly role?: Role;
  readonly run: (context: CommandContext, text: string) => Promise<Reply>;
  readonly press?: Readonly<Record<string, (context: CommandContext, value: string) => Promise<Reply>>>;
  /** Builds a form from its state; built again at submission, so that values are read against what was asked. */
  readonly form?: Readonly<Record<string, (context: CommandContext, state: string) => Promise<Form>>>;
  readonly submit?: Readonly<
    Record<string, (context: CommandContext, submission: Submission) => Promise<Reply>>
  >;
  /** Offered on every message of the platform; `text` is that message. */
  readonly shortcut?: {
    readonly title: string;
    readonly run: (context: CommandContext, text: string) => Promise<Reply>;
  };
  /** The bot's own page in the chat; exactly one command has it. */
  readonly home?: (context: CommandContext) => Promise<View>;
};

/** Declares a command; gives it its type and nothing else. */
export const defineCommand = (command: Command): Command => command;
