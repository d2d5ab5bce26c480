import { TuttiError } from '../errors.ts';
import type { View } from './view.ts';

export type PlatformName = 'slack' | 'teams' | 'web';

/** A place a message can go, by the platform's own ids. */
export type Address = {
  readonly workspaceId: string;
  readonly platform: PlatformName;
  readonly kind: 'person' | 'channel';
  readonly id: string;
};

/** The platform's reference to a message it has, opaque to everyone else. */
export type MessageRef = string;

/** A person as a platform describes them. */
export type Profile = {
  readonly externalId: string;
  readonly name: string;
  readonly email?: string;
  readonly zone?: string;
  readonly locale?: string;
  readonly active: boolean;
  /** True for those who own or administer the workspace on the platform. */
  readonly administrator: boolean;
};

/** Messages allowed: `burst` at once, then one every `intervalMs`. */
export type RateLimit = { readonly burst: number; readonly intervalMs: number };

/** The port between chat and a platform. Everything it sends arrives here through chat/delivery. */
export type Platform = {
  readonly name: PlatformName;
  readonly limits: {
    readonly perWorkspace: RateLimit;
    readonly perChannel: RateLimit;
    /** Edits in a workspace, where the platform counts them by themselves. */
    readonly edits?: RateLimit;
  };
  /** Posts a message, in the thread of `thread` when given. `key` marks it, so that `find` can recognise it. */
  send(to: Address, view: View, options: { key: string; thread?: MessageRef }): Promise<MessageRef>;
  update(to: Address, message: MessageRef, view: View): Promise<void>;
  /** Looks once for a message sent with this key; absent where the platform cannot look. */
  find?(
    to: Address,
    key: string,
    options: { since: Date; thread?: MessageRef },
  ): Promise<MessageRef | undefined>;
  /** Everyone in the workspace, page by page. */
  profiles(workspaceId: string): AsyncIterable<Profile>;
  /** One person; undefined when the platform does not know the id. */
  profile(workspaceId: string, externalId: string): Promise<Profile | undefined>;
  /** The platform's ids of a channel's members. */
  members(workspaceId: string, channelId: string): Promise<readonly string[]>;
  /** The link that mentions a channel in this platform's text, for sentences such as "posted in #general". */
  channelName(workspaceId: string, channelId: string): Promise<string>;
  /**
   * Asks the platform whether it still knows us, and throws a PlatformError when it does not. Returns the workspace's name
   * there. Absent where there is nobody to ask.
   */
  check?(workspaceId: string): Promise<string>;
};

export type PlatformFault =
  /** Try again after `retryAfterMs` (the platform's own Retry-After). */
  | 'rate_limited'
  /** The request certainly did not take effect: try again. */
  | 'unavailable'
  /** The request may or may not have taken effect. */
  | 'ambiguous'
  /** The place is gone, archived, or the bot is not in it. */
  | 'no_such_place'
  /** The message to update or answer is gone. */
  | 'no_such_message'
  /** The token was revoked or lacks a permission: nothing works until an administrator acts. */
  | 'unauthorised'
  /** The platform refused the message itself; sending it again would be refused again. */
  | 'rejected';

/** A platform's refusal, translated in the platform's errors.ts: one sentence for the person who can mend it. */
export class PlatformError extends TuttiError {
  readonly fault: PlatformFault;
  readonly retryAfterMs: number | undefined;

  constructor(
    fault: PlatformFault,
    sentence: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(fault, sentence, options);
    this.fault = fault;
    this.retryAfterMs = options.retryAfterMs;
  }
}
