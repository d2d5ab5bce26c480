import { onTestFinished } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import { type Address, PlatformError } from '../../src/chat/platform.ts';
import { ask } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from '../support/local-slack.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';

const COMPANY: LocalSlackOptions = {
  people: [{ name: 'ana' }, { name: 'ben' }, { name: 'mia', owner: true }],
  channels: [{ name: 'crm-rollout' }, { name: 'secret', private: true }],
};

/** A local Slack of a small company, closed when the test is over. */
export async function localSlack(
  options: Partial<Parameters<typeof startLocalSlack>[0]> = {},
): Promise<LocalSlack> {
  const slack = await startLocalSlack({ ...COMPANY, ...options });
  onTestFinished(() => slack.close());
  return slack;
}

/** The same with our bot beside it. */
export async function slackWithBot(
  options: BotOptions & { slack?: Partial<Parameters<typeof startLocalSlack>[0]> } = {},
): Promise<{ slack: LocalSlack; bot: Bot }> {
  const slack = await localSlack({
    ...(options.wireClock && { wireClock: options.wireClock }),
    ...options.slack,
  });
  return { slack, bot: await botFor(slack, options) };
}

export async function botFor(slack: LocalSlack, options: BotOptions = {}): Promise<Bot> {
  const bot = await startBot(slack, options);
  onTestFinished(() => bot.close());
  return bot;
}

/** A promise that the test settles. */
export function gate<T>() {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

export const aView = (text: string): View => ({ summary: text, elements: [{ kind: 'text', text }] });

export const aForm = (
  parts: Form['parts'] = [{ kind: 'longText', name: 'next', label: 'What is next?', required: true }],
): Form => ({
  title: 'Check-in',
  submitLabel: 'Send',
  command: 'standup',
  name: 'answer',
  state: 'occurrence-1',
  parts,
});

export const aButton = (label: string, action = 'answer') => ({
  kind: 'buttons' as const,
  buttons: [{ label, command: 'standup', action, value: 'v1' }],
});

/** A direct message to ana with a button to answer. */
export const prompt = (slack: LocalSlack, bot: Bot) =>
  bot.platform.send(
    { workspaceId: bot.workspaceId, platform: 'slack', kind: 'person', id: slack.person('ana').id },
    { summary: 'Good morning', elements: [{ kind: 'text', text: 'Good morning' }, aButton('Answer')] },
    { key: 'prompt-1' },
  );

export const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('There is nothing');
  return one;
};

/** Opens ana's form by a command, and returns the window. */
export async function openForm(slack: LocalSlack, bot: Bot, form = aForm()) {
  bot.answer(() => ask(form));
  const { modal } = await slack.command('ana', '/standup');
  if (!modal) throw new Error('No window opened');
  return modal;
}

export const toPerson = (slack: LocalSlack, bot: Bot, name = 'ana'): Address => ({
  workspaceId: bot.workspaceId,
  platform: 'slack',
  kind: 'person',
  id: slack.person(name).id,
});

export const toChannel = (slack: LocalSlack, bot: Bot, name = 'crm-rollout'): Address => ({
  workspaceId: bot.workspaceId,
  platform: 'slack',
  kind: 'channel',
  id: slack.channel(name).id,
});

/** The refusal of an attempt; any other outcome fails the test. */
export async function refusal(attempt: Promise<unknown>): Promise<PlatformError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlatformError)) throw new Error(`Not refused as expected: ${String(error)}`);
  return error;
}
