// Long because it is one world: the people, the places and every act in them share its state.
import { PUBLIC, withOverrides } from '@microsoft/teams.api';
import { actionsOn, inputsOn, saidOn } from './local-teams-cards.ts';
import {
  type LocalTeam,
  type LocalTeamsFault,
  type LocalTeamsMessage,
  type LocalTeamsPerson,
  type LocalTeamsState,
  type Operation,
  startConnector,
} from './local-teams-connector.ts';
import { type Claims, createSigner } from './local-teams-token.ts';

export type { LocalTeamsMessage, LocalTeamsPerson } from './local-teams-connector.ts';
export type LocalTeams = Awaited<ReturnType<typeof startLocalTeams>>;

export const CLIENT_ID = '5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c';
export const TENANT_ID = '7d1f8a54-93c0-4d0f-8c62-1f2f4e5a6b7c';
const BOT = `28:${CLIENT_ID}`;

export type LocalTeamsOptions = {
  readonly people: readonly string[];
  /** Channels by team; everybody is in every team. */
  readonly teams?: Readonly<Record<string, readonly string[]>>;
  /** Refuses messages that come too fast, as Teams does. */
  readonly limits?: boolean;
  /** Members on one page of a roster. */
  readonly pageSize?: number;
};

/** A dialog that is open: what `task/fetch` or `task/submit` was answered with. */
export type LocalDialog = {
  readonly title: string;
  readonly card: unknown;
  readonly from: string | undefined;
};

export type Answered = {
  readonly status: number;
  readonly body: unknown;
  /** The dialog that is open now. */
  readonly dialog: LocalDialog | undefined;
};

type Json = { readonly [key: string]: unknown };

/**
 * A Teams on this machine, for tests: the service that bots talk to, people who act, and tokens signed with a key of its
 * own. It enforces what Teams enforces: limits, the size and shape of cards, who blocked the bot.
 *
 *   const teams = await startLocalTeams({ people: ['ana'], teams: { 'Web shop': ['CRM rollout'] } });
 *   // start the bot with teams.cloud and teams.token, then
 *   teams.connect('http://127.0.0.1:3000');
 *   await teams.say('ana', 'standup');
 */
export async function startLocalTeams(options: LocalTeamsOptions) {
  const signer = createSigner();
  const people = options.people.map(
    (name, index): LocalTeamsPerson => ({
      name,
      id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      account: `29:${name}`,
      email: `${name}@webshop.example`,
      tenant: TENANT_ID,
    }),
  );
  const everyone = people.map(({ id }) => id);
  const teams = Object.entries(options.teams ?? {}).map(([name, channels]): LocalTeam => {
    const id = `19:${name.replace(/\W/g, '')}@thread.tacv2`;
    const others = channels.map((channel) => ({
      id: `19:${name.replace(/\W/g, '')}-${channel.replace(/\W/g, '')}@thread.tacv2`,
      name: channel,
    }));
    return {
      id,
      name,
      channels: [{ id, name: 'General' }, ...others],
      members: new Set(everyone),
      bot: false,
    };
  });
  const state: LocalTeamsState = {
    tenant: TENANT_ID,
    people,
    teams,
    groups: new Map(),
    chats: new Map(),
    blocked: new Set(),
    messages: [],
    faults: new Map(),
    calls: [],
    limits: options.limits ?? false,
    jwks: signer.jwks,
    pageSize: options.pageSize ?? 500,
  };
  const { url, server } = await startConnector(state);
  const serviceUrl = `${url}/teams`;
  let target = '';
  let serial = 0;

  const person = (name: string): LocalTeamsPerson => {
    const found = people.find((one) => one.name === name);
    if (!found) throw new Error(`The local Teams has no person ${name}`);
    return found;
  };
  const channel = (name: string) => {
    for (const team of teams) {
      const found = team.channels.find((one) => one.name === name);
      if (found) return { ...found, team };
    }
    throw new Error(`The local Teams has no channel ${name}`);
  };

  /** An activity as Teams sends it. */
  function activity(who: string, where: string | undefined, more: Json): Json {
    const { id, account, name, tenant } = person(who);
    serial += 1;
    const at = where === undefined ? undefined : channel(where);
    const chat = state.chats.get(id) ?? `a:${id}`;
    if (!at) state.chats.set(id, chat);
    return {
      id: `activity-${serial}`,
      channelId: 'msteams',
      serviceUrl: `${serviceUrl}/`,
      from: { id: account, name, aadObjectId: id },
      recipient: { id: BOT, name: 'Tutti' },
      conversation: at
        ? { id: at.id, conversationType: 'channel', isGroup: true, tenantId: tenant }
        : { id: chat, conversationType: 'personal', tenantId: tenant },
      channelData: {
        tenant: { id: tenant },
        ...(at && { team: { id: at.team.id, name: at.team.name }, channel: { id: at.id } }),
      },
      locale: 'en-GB',
      entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'DE', timezone: 'Europe/Berlin' }],
      ...more,
    };
  }

  const claims = (): Claims => ({ iss: PUBLIC.tokenIssuer, aud: CLIENT_ID, serviceurl: serviceUrl });

  async function raw(body: unknown, init: { token?: string | null; type?: string } = {}): Promise<Response> {
    const { token = signer.token(claims()), type = 'application/json' } = init;
    return fetch(`${target}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': type, ...(token !== null && { authorization: `Bearer ${token}` }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async function post(body: Json): Promise<Answered> {
    const response = await raw(body);
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    const value = answer?.task?.value;
    const dialog =
      answer?.task?.type === 'continue' && value?.card
        ? { title: String(value.title), card: value.card.content, from: body.replyToId as string | undefined }
        : undefined;
    return { status: response.status, body: answer, dialog };
  }

  const invoke = (
    who: string,
    where: string | undefined,
    name: string,
    value: Json,
    message?: LocalTeamsMessage,
  ) => post(activity(who, where, { type: 'invoke', name, value, ...(message && { replyToId: message.id }) }));

  const whereIs = (message: LocalTeamsMessage): string | undefined => {
    for (const team of teams)
      for (const one of team.channels) if (message.conversation.startsWith(one.id)) return one.name;
    return undefined;
  };

  const mention = { type: 'mention', text: '<at>Tutti</at>', mentioned: { id: BOT, name: 'Tutti' } };

  return {
    url,
    serviceUrl,
    state,
    calls: state.calls,
    person,
    channel,
    signer,
    claims,
    /** What the bot is given in the place of Microsoft's public cloud. */
    cloud: withOverrides(PUBLIC, {
      openIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
      loginEndpoint: `${url}/login`,
    }),
    token: async () => signer.token({ aud: 'the connector' }),
    connect(bot: string): void {
      target = bot;
    },
    activity,
    raw,
    /** A message in the person's chat with the bot. */
    say: (who: string, text: string) => post(activity(who, undefined, { type: 'message', text })),
    /** A message in a channel that mentions the bot. */
    mention: (who: string, where: string, text: string) =>
      post(
        activity(who, where, {
          type: 'message',
          text: `<at>Tutti</at> ${text}`,
          entities: [mention],
        }),
      ),
    /** A slash command in a channel: a message that only its sender and the bot see. */
    slash: (who: string, where: string, text: string) =>
      post(
        activity(who, where, {
          type: 'message',
          text,
          recipient: { id: BOT, name: 'Tutti', isTargeted: true },
        }),
      ),
    /** Talk in a channel that does not concern the bot. */
    chat: (who: string, where: string, text: string) => post(activity(who, where, { type: 'message', text })),
    /** Presses a button; an old client sends what is meant for Action.Execute as a message. */
    press(who: string, message: LocalTeamsMessage, label: string, { old = false } = {}): Promise<Answered> {
      const action = actionsOn(message.card).find(({ title }) => title === label);
      if (!action) throw new Error(`There is no button “${label}” on: ${saidOn(message.card)}`);
      const { type, verb, data } = action;
      const where = whereIs(message);
      const msteams = (data as { msteams?: { type?: string } }).msteams;
      if (msteams?.type === 'task/fetch') return invoke(who, where, 'task/fetch', { data }, message);
      if (type === 'Action.Execute' && !old) {
        const value = { action: { type, verb, data, title: label }, trigger: 'manual' };
        return invoke(who, where, 'adaptiveCard/action', value, message);
      }
      return post(activity(who, where, { type: 'message', text: '', value: data, replyToId: message.id }));
    },
    /** Sends a dialog: what it begins with, and `values` by the labels of its inputs. */
    submit(
      who: string,
      dialog: LocalDialog | undefined,
      values: Readonly<Record<string, string>>,
      { where, name = 'task/submit', button }: { where?: string; name?: string; button?: string } = {},
    ): Promise<Answered> {
      const actions = actionsOn(dialog?.card);
      const action = button ? actions.find(({ title }) => title === button) : actions.at(-1);
      if (!dialog || !action) throw new Error('There is no dialog to send.');
      const inputs = inputsOn(dialog.card);
      for (const label of Object.keys(values))
        if (!inputs.some((input) => input.label === label)) throw new Error(`There is no input “${label}”.`);
      const filled = inputs.map(({ id, label, value }) => [id, values[label] ?? String(value ?? '')]);
      return invoke(who, where, name, { data: { ...action.data, ...Object.fromEntries(filled) } });
    },
    /** The action on somebody's message. */
    shortcut: (who: string, where: string, commandId: string, html: string) =>
      invoke(who, where, 'composeExtension/fetchTask', {
        commandId,
        commandContext: 'message',
        messagePayload: { id: '1', body: { contentType: 'html', content: html } },
      }),
    install(who: string): Promise<Answered> {
      state.blocked.delete(person(who).id);
      return post(activity(who, undefined, { type: 'installationUpdate', action: 'add' }));
    },
    uninstall(who: string): Promise<Answered> {
      state.blocked.add(person(who).id);
      return post(activity(who, undefined, { type: 'installationUpdate', action: 'remove' }));
    },
    addToTeam(who: string, name: string): Promise<Answered> {
      const team =
        channel('General').team.name === name
          ? channel('General').team
          : teams.find((one) => one.name === name);
      if (team) team.bot = true;
      return post(
        activity(who, team?.channels[0]?.name, {
          type: 'conversationUpdate',
          membersAdded: [{ id: BOT }],
          channelData: {
            tenant: { id: TENANT_ID },
            team: { id: team?.id, name },
            eventType: 'teamMemberAdded',
          },
        }),
      );
    },
    removeFromTeam(who: string, name: string): Promise<Answered> {
      const team = teams.find((one) => one.name === name);
      if (team) team.bot = false;
      return post(
        activity(who, team?.channels[0]?.name, {
          type: 'conversationUpdate',
          membersRemoved: [{ id: BOT }],
          channelData: {
            tenant: { id: TENANT_ID },
            team: { id: team?.id, name },
            eventType: 'teamMemberRemoved',
          },
        }),
      );
    },
    /** Somebody blocks the bot; Teams tells nobody. */
    block: (who: string): void => void state.blocked.add(person(who).id),
    unblock: (who: string): void => void state.blocked.delete(person(who).id),
    /** What a person's chat with the bot shows, or a channel, threads left out and what others alone see. */
    messages(where: string): LocalTeamsMessage[] {
      const someone = people.find(({ name }) => name === where);
      const conversation = someone ? state.chats.get(someone.id) : channel(where).id;
      return state.messages.filter((one) => one.conversation === conversation && one.onlyFor === undefined);
    },
    /** What only this person sees in channels. */
    onlyFor: (who: string): LocalTeamsMessage[] =>
      state.messages.filter(({ onlyFor }) => onlyFor === person(who).account),
    thread: (top: LocalTeamsMessage): LocalTeamsMessage[] =>
      state.messages.filter(({ conversation }) => conversation === `${top.conversation};messageid=${top.id}`),
    /** What the next calls of an operation meet. */
    fail(operation: Operation, ...faults: readonly LocalTeamsFault[]): void {
      state.faults.set(operation, [...(state.faults.get(operation) ?? []), ...faults]);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
