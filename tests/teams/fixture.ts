import { onTestFinished } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import { type Address, PlatformError } from '../../src/chat/platform.ts';
import type { View } from '../../src/chat/view.ts';
import {
  type LocalTeams,
  type LocalTeamsMessage,
  type LocalTeamsOptions,
  startLocalTeams,
} from '../support/local-teams.ts';
import { saidOn } from '../support/local-teams-cards.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';

const COMPANY: LocalTeamsOptions = { people: ['ana', 'ben', 'mia'], teams: { 'Web shop': ['CRM rollout'] } };

/** A local Teams of a small company with our bot beside it, both closed when the test is over. */
export async function teamsWithBot(
  options: BotOptions & { teams?: Partial<LocalTeamsOptions> } = {},
): Promise<{ teams: LocalTeams; bot: Bot }> {
  const teams = await startLocalTeams({ ...COMPANY, ...options.teams });
  onTestFinished(() => teams.close());
  const bot = await startBot(teams, options);
  onTestFinished(() => bot.close());
  return { teams, bot };
}

/** The same with the bot in the team, which everybody is in. */
export async function teamsInTeam(options: Parameters<typeof teamsWithBot>[0] = {}) {
  const both = await teamsWithBot(options);
  await both.teams.addToTeam('mia', 'Web shop');
  await both.bot.idle();
  return both;
}

export const aView = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

export const aForm = (
  parts: Form['parts'] = [{ kind: 'longText', name: 'next', label: 'What is next?', required: true }],
): Form => ({
  title: 'Check-in',
  submitLabel: 'Send',
  command: 'standup',
  name: 'answer',
  state: 'entry-1',
  parts,
});

export const withButton = (label: string, action: string, opensForm = false): View => ({
  summary: 'Good morning',
  elements: [
    { kind: 'text', text: 'Good morning' },
    { kind: 'buttons', buttons: [{ label, command: 'standup', action, value: 'v1', opensForm }] },
  ],
});

export const toPerson = (teams: LocalTeams, bot: Bot, name = 'ana'): Address => ({
  workspaceId: bot.workspaceId,
  platform: 'teams',
  kind: 'person',
  id: teams.person(name).id,
});

export const toChannel = (teams: LocalTeams, bot: Bot, name = 'CRM rollout'): Address => ({
  workspaceId: bot.workspaceId,
  platform: 'teams',
  kind: 'channel',
  id: teams.channel(name).id,
});

export const last = <T>(many: readonly T[]): T => {
  const one = many.at(-1);
  if (one === undefined) throw new Error('There is nothing');
  return one;
};

export const said = (messages: readonly LocalTeamsMessage[]): string[] =>
  messages.map(({ card }) => saidOn(card));

/** A message with this button in a person's chat. */
export async function sent(
  teams: LocalTeams,
  bot: Bot,
  view: View,
  name = 'ana',
): Promise<LocalTeamsMessage> {
  await teams.install(name);
  await bot.idle();
  await bot.platform.send(toPerson(teams, bot, name), view, { key: 'k' });
  return last(teams.messages(name));
}

/** The refusal of an attempt; any other outcome fails the test. */
export async function refusal(attempt: Promise<unknown>): Promise<PlatformError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlatformError)) throw new Error(`Not refused as expected: ${String(error)}`);
  return error;
}
