import type { RawValues } from '../chat/form.ts';
import type { Act, Channel, Incoming } from '../chat/incoming.ts';
import { type Json, list, record, string } from '../chat/json.ts';
import { readActionId } from './buttons.ts';
import { type LongValues, type Origin, readMetadata } from './metadata.ts';
import { readMarkup, unescapeMarkup } from './text.ts';

/** What Slack sent, understood: an act of a person with what is needed to answer it, or news about the workspace. */
export type Received =
  | ReceivedAct
  | { readonly kind: 'profile'; readonly team: string; readonly user: Json; readonly id?: string }
  | { readonly kind: 'removed'; readonly team: string; readonly id?: string }
  /** Well-formed, and nothing to do. */
  | { readonly kind: 'ignored' };

export type ReceivedAct = {
  readonly kind: 'act';
  readonly incoming: Incoming;
  readonly origin: Origin;
  /** Opens one window, within three seconds. */
  readonly trigger?: string;
  /** The window in which the act happened. */
  readonly window?: Window;
  /** Slack's id of an event, the same in every repetition. */
  readonly id?: string;
};

export type Window = {
  readonly id: string;
  readonly view: Json;
  /** Names of the fields that the window asks for. */
  readonly fields: readonly string[];
};

/** Understands a request of Slack's, or returns undefined for one that is malformed; it never throws. */
export function receive(body: unknown): Received | undefined {
  const root = record(body);
  if (!root) return undefined;
  if (root.type === 'event_callback') return receiveEvent(root);
  if (root.command !== undefined) return receiveCommand(root);
  switch (root.type) {
    case 'block_actions':
      return receivePress(root);
    case 'view_submission':
      return receiveSubmission(root);
    case 'message_action':
      return receiveShortcut(root);
    case 'view_closed':
    case 'shortcut':
    case 'block_suggestion':
      return { kind: 'ignored' };
    default:
      return undefined;
  }
}

function receiveEvent(root: Json): Received | undefined {
  const event = record(root.event);
  const team = string(record(list(root.authorizations)[0])?.team_id) ?? string(root.team_id);
  const type = string(event?.type);
  const id = string(root.event_id);
  if (!event || !team || !type) return undefined;
  const known = id === undefined ? {} : { id };
  switch (type) {
    case 'app_home_opened': {
      const user = string(event.user);
      if (!user) return undefined;
      if (event.tab !== undefined && event.tab !== 'home') return { kind: 'ignored' };
      return { ...act(team, user, { kind: 'home' }, { home: true }), ...known };
    }
    case 'user_change':
    case 'team_join': {
      const user = record(event.user);
      return user && string(user.id) ? { kind: 'profile', team, user, ...known } : undefined;
    }
    case 'app_uninstalled':
      return { kind: 'removed', team, ...known };
    case 'tokens_revoked':
      return list(record(event.tokens)?.bot).length > 0
        ? { kind: 'removed', team, ...known }
        : { kind: 'ignored' };
    default:
      return { kind: 'ignored' };
  }
}

function receiveCommand(root: Json): Received | undefined {
  const command = /^\/(\S+)$/.exec(string(root.command) ?? '')?.[1];
  const team = string(root.team_id);
  const user = string(root.user_id);
  if (!command || !team || !user) return undefined;
  const text = unescapeMarkup(string(root.text) ?? '').trim();
  const channel = channelOf(string(root.channel_id));
  return act(team, user, { kind: 'command', command, text, ...channel }, respondTo(root), root);
}

function receivePress(root: Json): Received | undefined {
  const { team, user } = sender(root);
  const pressed = record(list(root.actions)[0]);
  if (!team || !user || !pressed) return undefined;
  const action = readActionId(string(pressed.action_id) ?? '');
  if (!action) return { kind: 'ignored' };
  const view = record(root.view);
  const press: Act = { kind: 'press', ...action, value: string(pressed.value) ?? '' };
  return act(team, user, press, view ? originOfView(view) : { ...respondTo(root), ...messageOf(root) }, root);
}

const originOfView = (view: Json): Origin =>
  view.type === 'home' ? { home: true } : (readMetadata(string(view.private_metadata) ?? '')?.origin ?? {});

function receiveSubmission(root: Json): Received | undefined {
  const { team, user } = sender(root);
  const view = record(root.view);
  if (!team || !user || !view || !string(view.id)) return undefined;
  const metadata = readMetadata(string(view.private_metadata) ?? '');
  if (!metadata) return { kind: 'ignored' };
  const { command, form, state, origin, long } = metadata;
  const values = readValues(record(view.state)?.values, long);
  return act(team, user, { kind: 'submit', command, form, state, values }, origin, root);
}

function receiveShortcut(root: Json): Received | undefined {
  const { team, user } = sender(root);
  const command = string(root.callback_id);
  const message = record(root.message);
  if (!team || !user || !command || !message) return undefined;
  const text = readMarkup(string(message.text) ?? '').trim();
  const channel = channelOf(string(record(root.channel)?.id));
  return act(team, user, { kind: 'shortcut', command, text, ...channel }, respondTo(root), root);
}

function act(workspace: string, user: string, what: Act, origin: Origin, root: Json = {}): ReceivedAct {
  const view = record(root.view);
  const id = string(view?.id);
  const trigger = string(root.trigger_id);
  return {
    kind: 'act',
    incoming: { platform: 'slack', workspace, user, act: what },
    origin,
    ...(trigger && { trigger }),
    ...(view?.type === 'modal' && id && { window: windowOf(id, view) }),
  };
}

function windowOf(id: string, view: Json): Window {
  const fields = list(view.blocks).flatMap((block) => {
    const name = record(block)?.type === 'input' ? string(record(block)?.block_id) : undefined;
    return name === undefined ? [] : [name];
  });
  return { id, view, fields };
}

/** In a shared channel the workspace that installed us is the view's, not the person's. */
function sender(root: Json): { team: string | undefined; user: string | undefined } {
  const user = record(root.user);
  const installed = string(record(root.view)?.app_installed_team_id);
  return {
    team: installed ?? string(record(root.team)?.id) ?? string(user?.team_id),
    user: string(user?.id),
  };
}

const respondTo = (root: Json): Origin => {
  const url = string(root.response_url);
  return url && /^https?:\/\//.test(url) ? { respond: url } : {};
};

/** The message of a pressed button; one that only this person sees can be replaced by its answering address alone. */
function messageOf(root: Json): Origin {
  const container = record(root.container);
  const channel = string(container?.channel_id) ?? string(record(root.channel)?.id);
  const ts = string(container?.message_ts);
  if (container?.is_ephemeral === true) return { own: true };
  return channel && ts ? { message: { channel, ts } } : {};
}

/** Ids of direct conversations with one person begin with D. */
const channelOf = (id: string | undefined): { channel?: Channel } =>
  id ? { channel: { id, direct: id.startsWith('D') } } : {};

/** Reads a view's state, by field name; what was left empty is left out. */
export function readValues(state: unknown, long: LongValues = new Map()): RawValues {
  const whole = (value: string) => long.get(value) ?? value;
  const values = Object.entries(record(state) ?? {}).flatMap(([field, inputs]) => {
    const value = readInput(record(Object.values(record(inputs) ?? {})[0]) ?? {});
    if (value === undefined) return [];
    return [[field, typeof value === 'string' ? whole(value) : value.map(whole)] as const];
  });
  return Object.fromEntries(values);
}

function readInput(input: Json): string | readonly string[] | undefined {
  switch (input.type) {
    case 'checkboxes':
    case 'multi_static_select':
      return many(list(input.selected_options).map((option) => record(option)?.value));
    case 'multi_users_select':
      return many(list(input.selected_users));
    case 'radio_buttons':
    case 'static_select':
      return filled(record(input.selected_option)?.value);
    default:
      return filled(
        input.value ??
          input.selected_user ??
          input.selected_conversation ??
          input.selected_channel ??
          input.selected_date ??
          input.selected_time,
      );
  }
}

const filled = (value: unknown): string | undefined => (value === '' ? undefined : string(value));

const many = (values: readonly unknown[]): readonly string[] | undefined => {
  const given = values.flatMap((value) => filled(value) ?? []);
  return given.length > 0 ? given : undefined;
};
