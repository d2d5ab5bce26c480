import type { RawValues } from '../chat/form.ts';
import type { Act, Incoming } from '../chat/incoming.ts';
import { type Json, list, record, string } from '../chat/json.ts';
import { type CarriedForm, fieldOf, readCarried } from './carried.ts';
import { readMarkup } from './text.ts';

/** Where an activity happened. */
export type Place = {
  readonly tenant: string;
  readonly serviceUrl: string;
  /** The bot's own id in Teams. */
  readonly bot: string;
  /** Teams' id of the conversation; in a channel with the thread. */
  readonly conversation: string;
  /** The channel or group chat; undefined in a personal chat. */
  readonly shared?: Shared;
};

export type Shared = {
  readonly id: string;
  readonly name?: string;
  /** The team that a channel is in; a group chat has none. */
  readonly team?: string;
};

export type Who = {
  /** The Entra id: the same for pickers, rosters and sign-in. */
  readonly id: string;
  /** Teams' id, by which a targeted message names whom it is for. */
  readonly account: string;
  readonly name?: string;
  readonly zone?: string;
  readonly locale?: string;
};

/** How an act came, which decides how it can be answered. */
export type Via = 'message' | 'card' | 'dialog' | 'submission' | 'shortcut' | 'shortcutSubmission';

type Common = { readonly place: Place; readonly who: Who; readonly id?: string };

export type ReceivedAct = Common & {
  readonly kind: 'act';
  readonly incoming: Incoming;
  readonly via: Via;
  /** The message and its answer are seen by this person alone. */
  readonly targeted: boolean;
  /** The message whose button was pressed, or from which the form was opened. */
  readonly message?: string;
  readonly form?: CarriedForm;
  /** The title of the form that the message was there to open. */
  readonly opener?: string;
  /** The client opens no dialogs: forms are filled in on a card in the chat. */
  readonly inline?: boolean;
};

/** What Teams sent, understood: an act of a person, or news about where the bot is. */
export type Received =
  | ReceivedAct
  /** Words that are none of ours. */
  | (Common & { readonly kind: 'unknown'; readonly targeted: boolean })
  | (Common & { readonly kind: 'added' | 'removed'; readonly greet: boolean })
  | (Common & { readonly kind: 'channelGone' })
  /** Well-formed, and nothing to do but to learn where we are. */
  | (Common & { readonly kind: 'ignored' })
  /** From somebody who is nobody here: a bot, or a guest without an account. */
  | { readonly kind: 'nobody' };

/** Understands an activity, or returns undefined for one that is malformed; it never throws. */
export function receive(activity: unknown, commands: readonly string[]): Received | undefined {
  const root = record(activity);
  const type = string(root?.type);
  const place = root && placeOf(root);
  if (!root || !type || !place) return undefined;
  const who = whoOf(root);
  if (!who) return { kind: 'nobody' };
  const id = string(root.id);
  const common: Common = { place, who, ...(id && { id }) };
  switch (type) {
    case 'message':
      return receiveMessage(root, common, commands);
    case 'invoke':
      return receiveInvoke(root, common);
    case 'conversationUpdate':
      return receiveUpdate(root, common);
    case 'installationUpdate':
      return string(root.action)?.startsWith('remove')
        ? { kind: 'removed', greet: false, ...common }
        : { kind: 'added', greet: root.action === 'add', ...common };
    default:
      return { kind: 'ignored', ...common };
  }
}

export function tenantOf(root: Json): string | undefined {
  const inConversation = string(record(root.conversation)?.tenantId);
  const inChannel = string(record(record(root.channelData)?.tenant)?.id);
  // Two that differ would mean an activity that was put together by hand.
  if (inConversation && inChannel && inConversation !== inChannel) return undefined;
  return inConversation ?? inChannel;
}

function placeOf(root: Json): Place | undefined {
  const conversation = record(root.conversation);
  const channelData = record(root.channelData);
  const id = string(conversation?.id);
  const tenant = tenantOf(root);
  const serviceUrl = string(root.serviceUrl);
  const bot = string(record(root.recipient)?.id);
  if (!id || !tenant || !serviceUrl || !bot || root.channelId !== 'msteams') return undefined;
  const common = { tenant, serviceUrl: serviceUrl.replace(/\/+$/, ''), bot, conversation: id };
  const type = string(conversation?.conversationType);
  if (type === 'personal' || (type === undefined && conversation?.isGroup !== true && !channelData?.team)) {
    return common;
  }
  const team = string(record(channelData?.team)?.id);
  const channel = record(channelData?.channel);
  const name = string(channel?.name) ?? (type === 'channel' ? undefined : string(conversation?.name));
  const shared = string(channel?.id) ?? id.split(';')[0] ?? id;
  return { ...common, shared: { id: shared, ...(name && { name }), ...(team && { team }) } };
}

function whoOf(root: Json): Who | undefined {
  const from = record(root.from);
  const account = string(from?.id);
  const id = string(from?.aadObjectId);
  if (!account || !id) return undefined;
  const client = list(root.entities)
    .map(record)
    .find((entity) => entity?.type === 'clientInfo');
  const name = string(from?.name)?.trim();
  const zone = string(client?.timezone) ?? string(root.localTimezone);
  const locale = string(client?.locale) ?? string(root.locale);
  return { id, account, ...(name && { name }), ...(zone && { zone }), ...(locale && { locale }) };
}

function receiveMessage(root: Json, common: Common, commands: readonly string[]): Received {
  const targeted = common.place.shared !== undefined && record(root.recipient)?.isTargeted === true;
  const value = record(root.value);
  const carried = readCarried(value);
  const message = string(root.replyToId);
  if (carried?.kind === 'press') {
    const { command, action, value: pressed, opener } = carried;
    return {
      ...act(common, 'message', { kind: 'press', command, action, value: pressed }, targeted),
      ...(message && { message }),
      ...(opener && { opener }),
      ...(asksForDialog(value) && { inline: true }),
    };
  }
  if (carried?.kind === 'form') {
    return {
      ...submission(value ?? {}, carried, common, 'message', targeted),
      inline: true,
      ...(message && { message }),
    };
  }
  if (common.place.shared && !targeted && !mentioned(root)) return { kind: 'ignored', ...common };
  const text = spoken(root);
  const [, word = '', rest = ''] = /^\/?\s*([a-z]+)\b\s*(.*)$/is.exec(text) ?? [];
  const channel = { id: common.place.shared?.id ?? common.place.conversation, direct: !common.place.shared };
  const command = (name: string, words: string): Act => ({
    kind: 'command',
    command: name,
    text: words,
    channel,
  });
  const said = word.toLowerCase();
  if (commands.includes(said)) return act(common, 'message', command(said, rest.trim()), targeted);
  if (said === 'home' && rest === '') return act(common, 'message', { kind: 'home' }, targeted);
  if (text === '' || (said === 'help' && rest === ''))
    return act(common, 'message', command('tutti', 'help'), targeted);
  return { kind: 'unknown', targeted, ...common };
}

const ourMentions = (root: Json): Json[] =>
  list(root.entities).flatMap((entity) => {
    const one = record(entity);
    const id = string(record(one?.mentioned)?.id);
    return one?.type === 'mention' && id !== undefined && id === record(root.recipient)?.id ? [one] : [];
  });

const mentioned = (root: Json): boolean => ourMentions(root).length > 0;

/** What was typed, without the mention of the bot. */
function spoken(root: Json): string {
  const texts = ourMentions(root).flatMap((entity) => string(entity.text) ?? []);
  const whole = string(root.text) ?? '';
  const bare = texts.reduce((text, mention) => (mention ? text.replaceAll(mention, ' ') : text), whole);
  return readMarkup(bare.replace(/<(?!\/?at\b)/gi, '&lt;'));
}

function receiveInvoke(root: Json, common: Common): Received {
  const value = record(root.value) ?? {};
  const replied = string(root.replyToId);
  const message = replied ? { message: replied } : {};
  switch (root.name) {
    case 'adaptiveCard/action': {
      const carried = readCarried(record(value.action)?.data);
      if (carried?.kind !== 'press') return { kind: 'ignored', ...common };
      const { command, action, value: pressed } = carried;
      return { ...act(common, 'card', { kind: 'press', command, action, value: pressed }), ...message };
    }
    case 'task/fetch': {
      const carried = readCarried(value.data);
      if (carried?.kind !== 'press') return { kind: 'ignored', ...common };
      const { command, action, value: pressed } = carried;
      const opener = carried.opener ? { opener: carried.opener } : {};
      return {
        ...act(common, 'dialog', { kind: 'press', command, action, value: pressed }),
        ...message,
        ...opener,
      };
    }
    case 'task/submit':
      return receiveSubmission(value.data, common, 'submission');
    case 'composeExtension/fetchTask': {
      const command = string(value.commandId);
      const payload = record(value.messagePayload);
      if (!command || !payload) return { kind: 'ignored', ...common };
      const text = readMarkup(string(record(payload.body)?.content) ?? '');
      const { shared, conversation } = common.place;
      const channel = { id: shared?.id ?? conversation, direct: !shared };
      return act(common, 'shortcut', { kind: 'shortcut', command, text, channel });
    }
    case 'composeExtension/submitAction':
      return receiveSubmission(value.data, common, 'shortcutSubmission');
    default:
      return { kind: 'ignored', ...common };
  }
}

function receiveSubmission(data: unknown, common: Common, via: Via): Received {
  const carried = readCarried(data);
  if (carried?.kind === 'press') {
    // A button in a dialog that only shows something.
    const { command, action, value } = carried;
    return act(common, via, { kind: 'press', command, action, value });
  }
  if (carried?.kind !== 'form') return { kind: 'ignored', ...common };
  return submission(record(data) ?? {}, carried, common, via);
}

function submission(
  data: Json,
  carried: CarriedForm,
  common: Common,
  via: Via,
  targeted = false,
): ReceivedAct {
  const { command, form, state, message, opener } = carried;
  const values = readValues(data, carried);
  return {
    ...act(common, via, { kind: 'submit', command, form, state, values }, targeted),
    form: carried,
    ...(message && { message }),
    ...(opener && { opener }),
  };
}

/** A button that asks for a dialog comes as a message from clients that have none. */
const asksForDialog = (value: Json | undefined): boolean =>
  value?.inline === true || record(value?.msteams)?.type === 'task/fetch';

/** The inputs of a dialog, by field name; what was left empty is left out. */
function readValues(data: Json, { many, long }: CarriedForm): RawValues {
  const whole = (value: string) => long.get(value) ?? value;
  const values = Object.entries(data).flatMap(([id, given]) => {
    const field = fieldOf(id);
    const text = typeof given === 'number' || typeof given === 'boolean' ? String(given) : string(given);
    if (field === undefined || text === undefined || text === '') return [];
    const value = many.includes(field) ? text.split(',').map(whole) : whole(text);
    return [[field, value] as const];
  });
  return Object.fromEntries(values);
}

function receiveUpdate(root: Json, common: Common): Received {
  const event = string(record(root.channelData)?.eventType);
  const ours = (members: unknown) =>
    list(members).some((member) => string(record(member)?.id) === common.place.bot);
  if (ours(root.membersRemoved)) return { kind: 'removed', greet: false, ...common };
  if (ours(root.membersAdded)) return { kind: 'added', greet: false, ...common };
  if (event === 'channelDeleted') return { kind: 'channelGone', ...common };
  if (event === 'channelCreated' || event === 'channelRestored' || event === 'teamRestored')
    return { kind: 'added', greet: false, ...common };
  return { kind: 'ignored', ...common };
}

function act(common: Common, via: Via, what: Act, targeted = false): ReceivedAct {
  const incoming: Incoming = {
    platform: 'teams',
    workspace: common.place.tenant,
    user: common.who.id,
    act: what,
  };
  return { kind: 'act', incoming, via, targeted, ...common };
}
