import type { PlatformName, Profile } from './platform.ts';

/** One workspace on one platform, with what is needed to act there. */
export type Installation = {
  readonly workspaceId: string;
  readonly platform: PlatformName;
  /** The platform's id: a Slack team, a Teams tenant. */
  readonly externalId: string;
  readonly name: string;
  /** The platform's own JSON of tokens and bot ids, sealed at rest with SECRET_KEY. */
  readonly credentials: unknown;
};

/** What a platform needs of the rest: where its installations are kept, and whom to tell of changes. Wired in app.ts. */
export type PlatformHost = {
  find(platform: PlatformName, externalId: string): Promise<Installation | undefined>;
  ofWorkspace(platform: PlatformName, workspaceId: string): Promise<Installation | undefined>;
  /** Keeps an installation, making the workspace when it is new. `installer` becomes the first administrator. */
  save(installed: {
    platform: PlatformName;
    externalId: string;
    name: string;
    credentials: unknown;
    installer?: string;
    /**
     * True: it is the company that is here already, when there is exactly one. False: it never is. Left out: it is when
     * that one has no chat yet, and nobody installed by OAuth.
     */
    joins?: boolean;
  }): Promise<Installation>;
  /** The bot was removed or its token revoked: nothing is sent there until it is installed again. */
  revoked(platform: PlatformName, externalId: string): Promise<void>;
  /** A person joined, changed or left on the platform. */
  profileChanged(platform: PlatformName, externalId: string, profile: Profile): Promise<void>;
};

/** A channel the bot is in, with what the platform needs to write there. */
export type KnownChannel = { readonly id: string; readonly name: string; readonly reference: unknown };

/** Where platforms that cannot be asked keep how to reach people and channels: each reference is the platform's own JSON. */
export type PlaceHost = {
  /** What is kept of a person: null for one without a reference, undefined for somebody who is not known at all. */
  reference(platform: PlatformName, workspaceId: string, userId: string): Promise<unknown>;
  /** The person can be written to, by this reference; does nothing for somebody who is not known. */
  keepReference(
    platform: PlatformName,
    workspaceId: string,
    userId: string,
    reference: unknown,
  ): Promise<void>;
  /** The person has removed or blocked the bot: until there is a reference again, nothing is sent to them here. */
  unreachable(platform: PlatformName, workspaceId: string, userId: string): Promise<void>;
  /** Everybody with a reference, by user id. */
  references(platform: PlatformName, workspaceId: string): Promise<ReadonlyMap<string, unknown>>;
  channels(platform: PlatformName, workspaceId: string): Promise<readonly KnownChannel[]>;
  keepChannels(platform: PlatformName, workspaceId: string, channels: readonly KnownChannel[]): Promise<void>;
  dropChannels(platform: PlatformName, workspaceId: string, ids: readonly string[]): Promise<void>;
};
