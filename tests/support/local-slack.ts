import { type Clock, systemClock } from '../../src/clock.ts';
import { createActs } from './local-slack-acts.ts';
import { startEmulated } from './local-slack-emulate.ts';
import { startFront } from './local-slack-front.ts';
import { ALL_SCOPES, userOf } from './local-slack-methods.ts';
import { CLIENT_ID, CLIENT_SECRET, newToken } from './local-slack-oauth.ts';
import { startSocket } from './local-slack-socket.ts';
import { type LocalWorkspace, messagesOf, newId, type State, tell } from './local-slack-state.ts';
import type {
  LocalChannel,
  LocalFault,
  LocalMessage,
  LocalPerson,
  LocalSlackOptions,
  LocalView,
  PersonSeed,
  WorkspaceSeed,
} from './local-slack-types.ts';
import { modalOf } from './local-slack-views.ts';
import { createWire, SIGNING_SECRET } from './local-slack-wire.ts';

export type * from './local-slack-types.ts';
export type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>;

/**
 * A Slack on this machine, for tests, the rehearsal and the bench: `emulate` behind a front that adds what it lacks and
 * what a test scripts. Its acting side does what people do: it signs and posts to the bot, and returns what they see.
 *
 *   const slack = await startLocalSlack({ people: [{ name: 'ana' }], channels: [{ name: 'crm-rollout' }] });
 *   // start the bot with slack.apiUrl, slack.botToken, slack.signingSecret, then
 *   slack.connect('http://127.0.0.1:3000');
 *   const { modal } = await slack.command('ana', '/standup');
 *   await slack.submit('ana', modal, { 'What is next?': 'the labels' });
 */
export async function startLocalSlack(options: LocalSlackOptions & { wireClock?: Clock }) {
  const socket = await startSocket();
  const state: State = {
    clock: options.clock ?? systemClock,
    workspaces: new Map(),
    tokens: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    claims: {},
    views: new Map(),
    triggers: new Map(),
    addresses: new Map(),
    faults: new Map(),
    calls: [],
    watchers: new Set(),
    limits: options.limits,
    tokensExpireIn: options.tokensExpireIn,
    record: options.record ?? true,
    url: '',
    socketUrl: socket.url,
  };
  const front = await startFront(state);
  const wire = createWire(socket, options.wireClock ?? systemClock);
  const acts = createActs(state, wire);
  const workspace = await addWorkspace(state, options);
  type Who = string | LocalPerson;

  const person = (who: Who, inside: LocalWorkspace = workspace): LocalPerson => {
    if (typeof who !== 'string') return who;
    const found = [...inside.people.values()].find(({ seed, id }) => seed.name === who || id === who);
    if (!found) throw new Error(`The local Slack has no person ${who}`);
    return found;
  };

  const channel = (name: string, inside: LocalWorkspace = workspace): LocalChannel => {
    const found = [...inside.channels.values()].find((one) => one.name === name || one.id === name);
    if (!found) throw new Error(`The local Slack has no channel ${name}`);
    return found;
  };

  const homeOf = (someone: LocalPerson): LocalWorkspace =>
    state.workspaces.get(someone.workspace) ?? workspace;

  return {
    url: state.url,
    apiUrl: `${state.url}/api/`,
    signingSecret: SIGNING_SECRET,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    botToken: newToken(state, workspace.id, 'bot'),
    appToken: newToken(state, workspace.id, 'app'),
    workspace,
    socket,
    /** Every call the bot made, oldest first. */
    calls: state.calls,
    /** Laid over what Slack says of who signs in. */
    claims: state.claims,
    person,
    channel,
    addWorkspace: (seed: WorkspaceSeed) => addWorkspace(state, seed),

    /** Where the bot listens, such as http://127.0.0.1:3000; without it, acts go over Socket Mode. */
    connect: wire.connect,
    /** A request as given, for bad input: nothing is asserted. */
    raw: wire.raw,
    command: (who: Who, name: string, ...rest: Tail<typeof acts.command>) =>
      acts.command(person(who), name, ...rest),
    press: (who: Who, ...rest: Parameters<typeof acts.press> extends [unknown, ...infer R] ? R : never) =>
      acts.press(person(who), ...rest),
    submit: (who: Who, ...rest: Parameters<typeof acts.submit> extends [unknown, ...infer R] ? R : never) =>
      acts.submit(person(who), ...rest),
    shortcut: (
      who: Who,
      ...rest: Parameters<typeof acts.shortcut> extends [unknown, ...infer R] ? R : never
    ) => acts.shortcut(person(who), ...rest),
    openHome: (
      who: Who,
      ...rest: Parameters<typeof acts.openHome> extends [unknown, ...infer R] ? R : never
    ) => acts.openHome(person(who), ...rest),
    event: acts.event,

    /** The messages of a channel or of a person's direct conversation with the bot, as they stand now; no replies. */
    messages: (where: Who): LocalMessage[] => conversation(where).filter((message) => !message.thread),
    /** The replies below a message. */
    thread: (message: LocalMessage): LocalMessage[] => {
      const inside = state.workspaces.get(message.workspace) ?? workspace;
      return messagesOf(inside, message.channel).filter((one) => one.thread === message.ts);
    },
    /** What only this person was shown, in answer to what they did. */
    onlyFor: (who: Who): LocalMessage[] => {
      const someone = person(who);
      return [...messagesOf(homeOf(someone), `only:${someone.id}`)];
    },
    /** The window the person has open. */
    modal: (who: Who): LocalView | undefined => modalOf(state, person(who).id),
    home: (who: Who): LocalView | undefined => state.views.get(`VHOME${person(who).id}`),
    /** Resolves as soon as the condition holds; rejects after `ms`. */
    until,

    /** What the next calls of a method meet; `response_url` stands for all answering addresses. */
    fail(method: string, ...faults: readonly LocalFault[]): void {
      state.faults.set(method, [...(state.faults.get(method) ?? []), ...faults]);
    },
    /** The browser of a person who installs the bot, or signs in with Slack: what Slack does at its consent page, ending at the address returned. */
    consent(authorizeUrl: string, installer: LocalPerson): string {
      const { searchParams } = new URL(authorizeUrl);
      const code = newId('code');
      const redirect = searchParams.get('redirect_uri') ?? '';
      const nonce = searchParams.get('nonce');
      state.codes.set(code, { workspace: installer.workspace, installer: installer.id, redirect, nonce });
      const query = new URLSearchParams({ code, state: searchParams.get('state') ?? '' });
      return `${redirect}?${query}`;
    },
    /** Changes a person, and tells the bot. */
    async change(who: Who, news: Partial<PersonSeed>): Promise<void> {
      const before = person(who);
      const after = { ...before, seed: { ...before.seed, ...news } };
      homeOf(before).people.set(after.id, after);
      await acts.event(after.workspace, { type: 'user_change', user: userOf(after) });
    },
    /** A new person, of whom the bot is told. */
    async join(seed: PersonSeed): Promise<LocalPerson> {
      const id = workspace.emulated.spare.pop();
      if (!id) throw new Error('The local Slack has no room for more people');
      const someone = { id, workspace: workspace.id, seed };
      workspace.people.set(id, someone);
      await acts.event(workspace.id, { type: 'team_join', user: userOf(someone) });
      return someone;
    },
    /** Removes the bot: its tokens die, and it is told so. */
    async uninstall(inside: LocalWorkspace = workspace): Promise<void> {
      for (const token of state.tokens.values()) if (token.workspace === inside.id) token.revoked = true;
      await acts.event(inside.id, { type: 'tokens_revoked', tokens: { bot: [inside.emulated.botUserId] } });
      await acts.event(inside.id, { type: 'app_uninstalled' });
    },
    async close(): Promise<void> {
      wire.close();
      await socket.close();
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      for (const one of state.workspaces.values()) await one.emulated.close();
    },
  };

  function conversation(where: Who): LocalMessage[] {
    if (typeof where === 'string') {
      const found = [...workspace.channels.values()].find((one) => one.name === where.replace(/^#/, ''));
      if (found) return messagesOf(workspace, found.id);
    }
    const someone = person(where);
    const direct = homeOf(someone).direct.get(someone.id);
    return direct === undefined ? [] : messagesOf(homeOf(someone), direct);
  }

  function until(condition: () => boolean, ms = 5000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        clearInterval(glance);
        state.watchers.delete(look);
        resolve();
      };
      // For what happens inside the bot and not here.
      const glance = setInterval(look, 10);
      const timer = setTimeout(() => {
        clearInterval(glance);
        state.watchers.delete(look);
        reject(new Error('What the test waited for did not happen'));
      }, ms);
      state.watchers.add(look);
      look();
    });
  }
}

type Tail<F> = F extends (first: never, second: never, ...rest: infer R) => unknown ? R : never;

async function addWorkspace(state: State, seed: WorkspaceSeed): Promise<LocalWorkspace> {
  const emulated = await startEmulated(seed, ALL_SCOPES);
  const id = seed.id ?? newId('T');
  const people = seed.people.map(
    (one): LocalPerson => ({ id: idOf(emulated.people, one.name), workspace: id, seed: one }),
  );
  const channels = (seed.channels ?? []).map((one): LocalChannel => {
    const names =
      one.members ?? seed.people.filter((person) => person.active !== false).map(({ name }) => name);
    const members = new Set(names.map((name) => idOf(emulated.people, name)));
    if (one.bot !== false) members.add(emulated.botUserId);
    return {
      id: idOf(emulated.channels, one.name),
      name: one.name,
      private: one.private ?? false,
      archived: one.archived ?? false,
      members,
    };
  });
  const workspace: LocalWorkspace = {
    id,
    name: seed.name ?? 'Web shop',
    emulated,
    people: new Map(people.map((person) => [person.id, person])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    direct: new Map(),
    messages: new Map(),
  };
  state.workspaces.set(id, workspace);
  tell(state, {});
  return workspace;
}

const idOf = (ids: ReadonlyMap<string, string>, name: string): string => ids.get(name) ?? name;
