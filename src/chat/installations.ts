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
  }): Promise<Installation>;
  /** The bot was removed or its token revoked: nothing is sent there until it is installed again. */
  revoked(platform: PlatformName, externalId: string): Promise<void>;
  /** A person joined, changed or left on the platform. */
  profileChanged(platform: PlatformName, externalId: string, profile: Profile): Promise<void>;
};
