import { directWith } from './local-slack-methods.ts';
import {
  type Effect,
  isRecord,
  items,
  type LocalWorkspace,
  newAddress,
  newId,
  newTrigger,
  type State,
} from './local-slack-state.ts';
import type {
  ActOptions,
  Json,
  LocalMessage,
  LocalPerson,
  LocalView,
  Outcome,
  Seen,
} from './local-slack-types.ts';
import { type Filled, stateOf } from './local-slack-values.ts';
import { change, checkedView, closeAll, openView, shownView } from './local-slack-views.ts';
import type { Wire } from './local-slack-wire.ts';

/** How long a person looks for something to happen; nothing in a test should take as long. */
const WAIT_MS = 5000;

export type SubmitOptions = ActOptions & {
  /** Sends what Slack's own client would hold back: empty required fields, texts over their length. */
  readonly force?: boolean;
};

/** What people do, as Slack would tell the bot, and what they then see. */
export function createActs(state: State, wire: Wire) {
  const home = (person: LocalPerson): LocalWorkspace => {
    const found = state.workspaces.get(person.workspace);
    if (!found) throw new Error(`There is no workspace ${person.workspace}`);
    return found;
  };

  /** Does it, and waits for the first thing that it makes the person see. */
  async function watch(
    act: () => Promise<Outcome>,
    mine: (effect: Effect) => boolean,
    waitMs: number,
  ): Promise<Seen> {
    const seen: Effect[] = [];
    let arrived = () => {};
    const first = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const watcher = (effect: Effect) => {
      if (!mine(effect)) return;
      seen.push(effect);
      arrived();
    };
    state.watchers.add(watcher);
    try {
      const outcome = await act();
      if (waitMs > 0 && outcome.ack === undefined) await within(first, waitMs);
      const modal = seen.find((effect) => effect.view?.type === 'modal')?.view;
      const messages = seen.flatMap((effect) => effect.message ?? []);
      return { ...outcome, messages, ...(modal && { modal }) };
    } finally {
      state.watchers.delete(watcher);
    }
  }

  function command(person: LocalPerson, name: string, text = '', options: ActOptions = {}): Promise<Seen> {
    const workspace = home(person);
    const channel = [...workspace.channels.values()].find((one) => one.name === options.channel);
    const place = channel?.id ?? directWith(workspace, person.id);
    const trigger = newTrigger(state, workspace.id, person.id);
    const address = newAddress(state, { workspace: workspace.id, user: person.id, channel: place });
    const payload = {
      token: 'legacy',
      team_id: workspace.id,
      team_domain: workspace.name,
      channel_id: place,
      channel_name: channel?.name ?? 'directmessage',
      user_id: person.id,
      user_name: person.seed.name,
      command: name,
      text,
      api_app_id: 'ATUTTI',
      is_enterprise_install: 'false',
      response_url: address,
      trigger_id: trigger,
    };
    const mine = (effect: Effect) => effect.trigger === trigger || address.endsWith(`/${effect.address}`);
    return watch(() => wire.deliver('command', payload), mine, options.waitMs ?? WAIT_MS);
  }

  function press(
    person: LocalPerson,
    where: LocalMessage | LocalView,
    label: string,
    options: ActOptions = {},
  ): Promise<Seen> {
    const workspace = home(person);
    const trigger = newTrigger(state, workspace.id, person.id);
    const inView = 'content' in where;
    const action = buttonIn(inView ? where.content.blocks : where.blocks, label);
    const address = inView
      ? undefined
      : newAddress(state, {
          workspace: workspace.id,
          user: person.id,
          channel: where.channel,
          message: where,
        });
    const payload = {
      ...interaction('block_actions', workspace, person, trigger),
      ...(inView ? viewSource(where) : messageSource(where)),
      ...(address && { response_url: address }),
      actions: [{ ...action, action_ts: String(state.clock.now().getTime() / 1000) }],
    };
    const mine = (effect: Effect) =>
      effect.trigger === trigger ||
      (address?.endsWith(`/${effect.address}`) ?? false) ||
      (inView ? effect.view?.id === where.id : effect.message?.ts === where.ts);
    return watch(() => wire.deliver('interaction', payload), mine, options.waitMs ?? WAIT_MS);
  }

  async function submit(
    person: LocalPerson,
    view: LocalView,
    filled: Filled = {},
    options: SubmitOptions = {},
  ): Promise<Seen> {
    const workspace = home(person);
    if (!view.open) throw new Error('The window is closed');
    const given = stateOf(view, filled, workspace, options.force ?? false);
    const payload = {
      ...interaction('view_submission', workspace, person, newTrigger(state, workspace.id, person.id)),
      view: shownView(view, given),
      response_urls: [],
    };
    const outcome = await wire.deliver('interaction', payload);
    return { ...outcome, messages: [], ...follow(view, person, outcome.ack) };
  }

  /** Does with the window what the acknowledgement said. */
  function follow(view: LocalView, person: LocalPerson, ack: Outcome['ack']): Pick<Seen, 'modal' | 'errors'> {
    if (!isRecord(ack)) {
      view.open = false;
      state.views.delete(view.id);
      return {};
    }
    switch (ack.response_action) {
      case 'clear':
        closeAll(state, person.id);
        return {};
      case 'errors':
        return { modal: view, errors: checkedErrors(view, ack.errors) };
      case 'update':
        change(view, checkedView(ack.view, 'modal'));
        return { modal: view };
      case 'push':
        return { modal: openView(state, view.workspace, person.id, checkedView(ack.view, 'modal'), view) };
      default:
        throw new Error(`Slack knows no response_action ${String(ack.response_action)}`);
    }
  }

  function shortcut(
    person: LocalPerson,
    name: string,
    message: LocalMessage | { text: string },
    options: ActOptions = {},
  ) {
    const workspace = home(person);
    const trigger = newTrigger(state, workspace.id, person.id);
    const channel = 'channel' in message ? message.channel : directWith(workspace, person.id);
    const address = newAddress(state, { workspace: workspace.id, user: person.id, channel });
    const payload = {
      ...interaction('message_action', workspace, person, trigger),
      callback_id: name,
      channel: { id: channel },
      message: { type: 'message', text: message.text },
      response_url: address,
    };
    const mine = (effect: Effect) => effect.trigger === trigger || address.endsWith(`/${effect.address}`);
    return watch(() => wire.deliver('interaction', payload), mine, options.waitMs ?? WAIT_MS);
  }

  function openHome(person: LocalPerson, options: ActOptions = {}): Promise<Seen> {
    const event = { type: 'app_home_opened', user: person.id, channel: `D${person.id}`, tab: 'home' };
    const mine = (effect: Effect) => effect.view?.type === 'home' && effect.user === person.id;
    return watch(() => deliverEvent(person.workspace, event), mine, options.waitMs ?? WAIT_MS);
  }

  const deliverEvent = (workspace: string, event: Json): Promise<Outcome> =>
    wire.deliver('event', {
      type: 'event_callback',
      team_id: workspace,
      api_app_id: 'ATUTTI',
      event_id: newId('Ev'),
      event_time: Math.floor(state.clock.now().getTime() / 1000),
      authorizations: [
        { team_id: workspace, enterprise_id: null, is_bot: true, is_enterprise_install: false },
      ],
      event,
    });

  return { command, press, submit, shortcut, openHome, event: deliverEvent };
}

const interaction = (
  type: string,
  workspace: LocalWorkspace,
  person: LocalPerson,
  trigger: string,
): Json => ({
  type,
  team: { id: workspace.id, domain: workspace.name },
  user: { id: person.id, username: person.seed.name, name: person.seed.name, team_id: workspace.id },
  api_app_id: 'ATUTTI',
  token: 'legacy',
  trigger_id: trigger,
  enterprise: null,
  is_enterprise_install: false,
});

const viewSource = (view: LocalView): Json => ({
  container: { type: 'view', view_id: view.id },
  view: shownView(view),
});

const messageSource = (message: LocalMessage): Json => ({
  container: {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.onlyFor !== undefined,
  },
  channel: { id: message.channel },
  ...(!message.onlyFor && {
    message: { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks },
  }),
  state: { values: {} },
});

/** The button that reads so, as Slack sends it. */
function buttonIn(blocks: unknown, label: string): Json {
  const all = items(blocks).flatMap((block) =>
    isRecord(block)
      ? items(block.elements).map((element): Json => ({ ...(element as Json), block_id: block.block_id }))
      : [],
  );
  const buttons = all.filter((element) => element.type === 'button');
  const read = (button: Json) => (isRecord(button.text) ? String(button.text.text) : '');
  const found = buttons.find((button) => read(button) === label);
  if (!found)
    throw new Error(`There is no button "${label}"; there are ${buttons.map(read).join(', ') || 'none'}`);
  return found;
}

/** Slack refuses errors for fields that the window does not have. */
function checkedErrors(view: LocalView, errors: unknown): Readonly<Record<string, string>> {
  const fields = items(view.content.blocks).flatMap((block) =>
    isRecord(block) && block.type === 'input' ? [String(block.block_id)] : [],
  );
  const given = isRecord(errors) ? errors : {};
  const stray = Object.keys(given).filter((name) => !fields.includes(name));
  if (stray.length > 0 || Object.keys(given).length === 0)
    throw new Error(`Slack refuses errors for ${stray.join(', ') || 'no field'}`);
  return given as Readonly<Record<string, string>>;
}

async function within(first: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    first,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
