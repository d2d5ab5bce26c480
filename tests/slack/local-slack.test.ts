import { describe, expect, it } from 'vitest';
import { ask, nothing } from '../../src/chat/reply.ts';
import type { LocalSlack } from '../support/local-slack.ts';
import { checkMessage, checkView } from '../support/local-slack-blocks.ts';
import { aForm, aView, localSlack, slackWithBot } from './fixture.ts';

type Answer = { ok: boolean; error?: string; members?: unknown[] };

const call = async (
  slack: LocalSlack,
  method: string,
  body: object,
  token = slack.botToken,
): Promise<Answer> => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
};

const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });

describe('the check of blocks', () => {
  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' }))],
    ['a text too long', [section('x'.repeat(3001))]],
    ['an empty text', [section('')]],
    [
      'two blocks of one name',
      [
        { ...section('a'), block_id: 'b' },
        { ...section('a'), block_id: 'b' },
      ],
    ],
    ['all texts together too long', Array.from({ length: 5 }, () => section('x'.repeat(2500)))],
    ['an unknown block', [{ type: 'poem' }]],
    [
      'a button label too long',
      [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'x'.repeat(76) } }],
        },
      ],
    ],
    [
      'an input in a message',
      [
        {
          type: 'input',
          label: { type: 'plain_text', text: 'a' },
          element: { type: 'datepicker', action_id: 'a' },
        },
      ],
    ],
  ])('refuses %s', (_, blocks) => {
    expect(checkMessage(blocks)).not.toEqual([]);
  });

  it('refuses a window with a title too long, or with inputs and nothing to send them by', () => {
    const input = {
      type: 'input',
      label: { type: 'plain_text', text: 'a' },
      element: { type: 'datepicker', action_id: 'a' },
    };
    const title = { type: 'plain_text', text: 'x'.repeat(25) };
    expect(checkView({ type: 'modal', title, blocks: [input] }, 'modal')).toHaveLength(2);
  });
});

describe('the local Slack', () => {
  it('holds 2,000 people, and is quick about it', async () => {
    const slack = await localSlack({ people: Array.from({ length: 2000 }, (_, at) => ({ name: `p${at}` })) });
    const { members } = await call(slack, 'users.list', { limit: 1000 });
    expect(members).toHaveLength(1000);
  });

  it('refuses what Slack refuses: unknown tokens, bad blocks, channels without us', async () => {
    const slack = await localSlack({
      channels: [
        { name: 'out', bot: false },
        { name: 'hidden', private: true, bot: false },
        { name: 'old', archived: true },
      ],
    });
    const post = async (channel: string, blocks: object[] = []) =>
      (await call(slack, 'chat.postMessage', { channel, text: 'x', blocks })).error;
    expect((await call(slack, 'auth.test', {}, 'xoxb-wrong')).error).toBe('invalid_auth');
    expect(await post(slack.channel('out').id)).toBe('not_in_channel');
    expect(await post(slack.channel('hidden').id)).toBe('channel_not_found');
    expect(await post(slack.channel('old').id)).toBe('is_archived');
    expect(await post(slack.person('ana').id, [section('')])).toBe('invalid_blocks');
    expect(await post(slack.person('ana').id)).toBeUndefined();
  });

  it('keeps a limit when asked to', async () => {
    const { slack, bot } = await slackWithBot({
      slack: { limits: { perChannel: { burst: 1, intervalMs: 1000 } } },
    });
    const to = {
      workspaceId: bot.workspaceId,
      platform: 'slack' as const,
      kind: 'person' as const,
      id: slack.person('ana').id,
    };
    await bot.platform.send(to, aView('one'), { key: '1' });
    await expect(bot.platform.send(to, aView('two'), { key: '2' })).rejects.toMatchObject({
      fault: 'rate_limited',
      retryAfterMs: 1000,
    });
  });

  it("keeps a window open as Slack's own client would", async () => {
    const { slack, bot } = await slackWithBot({ dispatch: () => ask(aForm()) });
    const { modal } = await slack.command('ana', '/standup');
    if (!modal) throw new Error('No window');
    bot.answer(() => nothing);
    await expect(slack.submit('ana', modal)).rejects.toThrow('"What is next?" is empty');
    await expect(slack.submit('ana', modal, { Nonsense: 'x' })).rejects.toThrow('no field Nonsense');
    await slack.submit('ana', modal, {}, { force: true });
    expect(bot.acts.at(-1)).toMatchObject({ kind: 'submit', values: {} });
  });

  it('fills in every kind of field by what a person reads', async () => {
    const options = [
      { value: 's', label: 'Sales' },
      { value: 'i', label: 'IT' },
    ];
    const many = Array.from({ length: 12 }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));
    const form = aForm([
      { kind: 'shortText', name: 'short', label: 'Short' },
      { kind: 'number', name: 'number', label: 'Number' },
      { kind: 'rating', name: 'rating', label: 'Rating' },
      { kind: 'department', name: 'department', label: 'Department', options },
      { kind: 'multiChoice', name: 'few', label: 'Few', options },
      { kind: 'multiChoice', name: 'many', label: 'Many', options: many },
      { kind: 'person', name: 'person', label: 'Person' },
      { kind: 'people', name: 'people', label: 'People' },
      { kind: 'channel', name: 'channel', label: 'Channel' },
      { kind: 'date', name: 'date', label: 'Date' },
      { kind: 'time', name: 'time', label: 'Time' },
      { kind: 'longText', name: 'left', label: 'Left empty' },
    ]);
    const { slack, bot } = await slackWithBot({ dispatch: () => ask(form) });
    const { modal } = await slack.command('ana', '/standup');
    if (!modal) throw new Error('No window');
    bot.answer(() => nothing);
    await slack.submit('ana', modal, {
      Short: 'text',
      Number: 3.5,
      Rating: 4,
      Department: 'IT',
      Few: ['Sales'],
      Many: ['Choice 3', 'Choice 11'],
      Person: 'ben',
      People: ['ana', 'ben'],
      Channel: 'crm-rollout',
      Date: '2026-11-24',
      Time: '09:30',
    });
    expect(bot.acts.at(-1)).toMatchObject({
      values: {
        short: 'text',
        number: '3.5',
        rating: '4',
        department: 'i',
        few: ['s'],
        many: ['v3', 'v11'],
        person: slack.person('ben').id,
        people: [slack.person('ana').id, slack.person('ben').id],
        channel: slack.channel('crm-rollout').id,
        date: '2026-11-24',
        time: '09:30',
      },
    });
  });
});
