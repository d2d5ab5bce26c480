import type { RawValues } from './form.ts';
import type { PlatformName } from './platform.ts';

/** What a person did, as a platform's `receive` understood it. It names people and places by the platform's own ids. */
export type Incoming = {
  readonly platform: PlatformName;
  /** The platform's id of the workspace: a Slack team, a Teams tenant. */
  readonly workspace: string;
  /** The platform's id of the person. */
  readonly user: string;
  readonly act: Act;
};

export type Act =
  | { readonly kind: 'command'; readonly command: string; readonly text: string; readonly channel?: Channel }
  | { readonly kind: 'press'; readonly command: string; readonly action: string; readonly value: string }
  | {
      readonly kind: 'submit';
      readonly command: string;
      readonly form: string;
      readonly state: string;
      readonly values: RawValues;
    }
  /** A shortcut on somebody's message. */
  | { readonly kind: 'shortcut'; readonly command: string; readonly text: string; readonly channel?: Channel }
  /** The person opened the bot's own page in the chat (App Home, the personal tab). */
  | { readonly kind: 'home' };

export type Channel = { readonly id: string; readonly direct: boolean };
