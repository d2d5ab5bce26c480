import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { TuttiError } from '../errors.ts';
import { LIMITS } from './limits.ts';

/** Where an act came from, as far as it is needed to answer it later. */
export type Origin = {
  /** The message whose button was pressed. */
  readonly message?: { readonly channel: string; readonly ts: string };
  /** Slack's address for answers: good for 30 minutes and five uses, and needs no token. */
  readonly respond?: string;
  /** The act began on the bot's own page, which is drawn anew afterwards. */
  readonly home?: boolean;
  /** The pressed message is seen by this person alone: only the answering address can replace it. */
  readonly own?: boolean;
};

/** Choices whose value is too long for Slack, by the short name they go under. */
export type LongValues = ReadonlyMap<string, string>;

/** What a form carries with it through Slack, in private_metadata. */
export type Metadata = {
  readonly command: string;
  readonly form: string;
  readonly state: string;
  readonly origin: Origin;
  readonly long: LongValues;
};

const VERSION = '1';

/**
 * Lines rather than JSON: the state may hold 2,000 characters of anything, which JSON could swell beyond the 3,000 that
 * fit. What can be done without goes first when room is short: the answering address, then long choices.
 */
export function writeMetadata(metadata: Metadata): string {
  const { origin } = metadata;
  const long = metadata.long.size > 0 ? pack(metadata.long) : '';
  const line = (respond: string, choices: string) =>
    [
      VERSION,
      metadata.command,
      metadata.form,
      origin.message?.channel ?? '',
      origin.message?.ts ?? '',
      origin.home ? 'home' : origin.own ? 'own' : '',
      respond,
      choices,
      metadata.state.toWellFormed(),
    ].join('\n');
  const respond = origin.respond ?? '';
  const written = [line(respond, long), line('', long), line('', '')].find(
    (text) => text.length <= LIMITS.privateMetadata,
  );
  if (written === undefined) {
    throw new TuttiError(
      'form_state_too_long',
      'This form is too large for Slack. Please tell your administrator.',
    );
  }
  return written;
}

/** For a window that only shows something: what its buttons do may still lead back to where it came from. */
export const writeOrigin = (origin: Origin): string =>
  writeMetadata({ command: NONE, form: NONE, state: '', origin, long: new Map() });

const NONE = '-';

export function readMetadata(text: string): Metadata | undefined {
  const [version, command, form, channel, ts, from, respond, long, ...state] = text.split('\n');
  if (version !== VERSION || !command || !form || long === undefined || state.length === 0) return undefined;
  return {
    command,
    form,
    state: state.join('\n'),
    origin: {
      ...(channel && ts && { message: { channel, ts } }),
      ...(respond && { respond }),
      ...(from === 'home' && { home: true }),
      ...(from === 'own' && { own: true }),
    },
    long: unpack(long),
  };
}

const pack = (long: LongValues): string => deflateRawSync(JSON.stringify([...long])).toString('base64');

function unpack(text: string): LongValues {
  if (text === '') return new Map();
  try {
    return new Map(JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString()) as [string, string][]);
  } catch {
    return new Map();
  }
}
