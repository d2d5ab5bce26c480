import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/chat/platform.ts';
import type { Bot } from './bot.ts';
import { aView, refusal, slackWithBot, toChannel, toPerson } from './fixture.ts';
import { createWireClock } from './wire-clock.ts';

const since = new Date(0);

async function everyone(bot: Bot): Promise<Profile[]> {
  const found: Profile[] = [];
  for await (const profile of bot.platform.profiles(bot.workspaceId)) found.push(profile);
  return found;
}

describe('sending', () => {
  it("writes into a person's direct conversation", async () => {
    const { slack, bot } = await slackWithBot();
    await bot.platform.send(toPerson(slack, bot), aView('Good morning, Ana.'), { key: 'k1' });
    expect(slack.messages('ana')).toMatchObject([{ text: 'Good morning, Ana.' }]);
  });

  it('writes into a channel, and into the thread below a message', async () => {
    const { slack, bot } = await slackWithBot();
    const channel = toChannel(slack, bot);
    const thread = await bot.platform.send(channel, aView('9 of 11 answered'), { key: 'k1' });
    await bot.platform.send(channel, aView("Ana's answers"), { key: 'k2', thread });
    const [top] = slack.messages('#crm-rollout');
    if (!top) throw new Error('Nothing was posted');
    expect(slack.messages('#crm-rollout')).toHaveLength(1);
    expect(slack.thread(top)).toMatchObject([{ text: "Ana's answers" }]);
  });

  it('marks the message with its key, and asks Slack to add nothing of its own', async () => {
    const { slack, bot } = await slackWithBot();
    await bot.platform.send(toPerson(slack, bot), aView('x'), { key: 'prompt:1' });
    const posted = slack.calls.find(({ method }) => method === 'chat.postMessage')?.body;
    expect(posted).toMatchObject({
      metadata: { event_type: 'tutti_delivery', event_payload: { key: 'prompt:1' } },
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(posted).not.toHaveProperty('link_names');
  });
});

describe('updating', () => {
  it.each([
    ['a direct message', toPerson, 'ana'],
    ['a channel message', toChannel, '#crm-rollout'],
  ] as const)('changes %s in place', async (_, address, where) => {
    const { slack, bot } = await slackWithBot();
    const to = address(slack, bot);
    const ref = await bot.platform.send(to, aView('before'), { key: 'k' });
    await bot.platform.update(to, ref, aView('after'));
    expect(slack.messages(where)).toMatchObject([{ text: 'after', edits: 1 }]);
    expect(slack.calls.at(-1)?.body).toMatchObject({ parse: 'none' });
  });

  it('says so when the message is gone', async () => {
    const { slack, bot } = await slackWithBot();
    const to = toChannel(slack, bot);
    const { fault } = await refusal(bot.platform.update(to, `${to.id}:1.1`, aView('x')));
    expect(fault).toBe('no_such_message');
  });
});

describe('looking for a message whose sending was interrupted', () => {
  it.each([
    ['was carried out', { broken: true, done: true } as const, true],
    ['was not carried out', { broken: true } as const, false],
  ])('knows whether it %s', async (_, fault, there) => {
    const { slack, bot } = await slackWithBot();
    const to = toPerson(slack, bot);
    slack.fail('chat.postMessage', fault);
    expect((await refusal(bot.platform.send(to, aView('x'), { key: 'k7' }))).fault).toBe('ambiguous');
    const found = await bot.platform.find?.(to, 'k7', { since });
    expect(found === undefined).toBe(!there);
    if (found) await bot.platform.update(to, found, aView('found'));
  });

  it('finds it in a thread, and among other messages', async () => {
    const { slack, bot } = await slackWithBot();
    const to = toChannel(slack, bot);
    const thread = await bot.platform.send(to, aView('top'), { key: 'top' });
    const reply = await bot.platform.send(to, aView('reply'), { key: 'reply', thread });
    for (let at = 0; at < 5; at++) await bot.platform.send(to, aView('more'), { key: `more${at}` });
    expect(await bot.platform.find?.(to, 'reply', { since, thread })).toBe(reply);
    expect(await bot.platform.find?.(to, 'top', { since })).toBe(thread);
    expect(await bot.platform.find?.(to, 'none', { since })).toBeUndefined();
  });

  it('looks no further back than it was asked to, allowing for clocks that differ', async () => {
    const { slack, bot } = await slackWithBot();
    const to = toChannel(slack, bot);
    await bot.platform.send(to, aView('old'), { key: 'old' });
    expect(await bot.platform.find?.(to, 'old', { since: new Date(Date.now() + 3_600_000) })).toBeUndefined();
  });
});

describe('people', () => {
  it('lists everyone, page by page, with what Slack knows of them', async () => {
    const people = [
      {
        name: 'ana',
        realName: 'Ana Kral',
        email: 'ana@shop.example',
        zone: 'Europe/Prague',
        locale: 'cs-CZ',
      },
      { name: 'mia', owner: true },
      { name: 'leo', administrator: true },
      { name: 'guest', guest: true },
      { name: 'gone', active: false },
      { name: 'robot', bot: true },
      ...Array.from({ length: 400 }, (_, at) => ({ name: `p${at}` })),
    ];
    const { slack, bot } = await slackWithBot({ slack: { people } });
    const found = await everyone(bot);
    expect(found).toHaveLength(405);
    expect(slack.calls.filter(({ method }) => method === 'users.list')).toHaveLength(3);
    const by = new Map(found.map((profile) => [profile.name, profile]));
    expect(by.get('Ana Kral')).toMatchObject({
      email: 'ana@shop.example',
      zone: 'Europe/Prague',
      locale: 'cs-CZ',
      active: true,
      administrator: false,
    });
    expect(by.get('mia')?.administrator).toBe(true);
    expect(by.get('leo')?.administrator).toBe(true);
    expect(by.get('guest')).toMatchObject({ active: true, administrator: false });
    expect(by.get('gone')?.active).toBe(false);
    expect(by.has('robot')).toBe(false);
  });

  it('waits when Slack asks to slow down in the middle of a list', async () => {
    const wireClock = createWireClock();
    const { slack, bot } = await slackWithBot({ wireClock });
    slack.fail('users.list', { retryAfter: 30 });
    const listed = everyone(bot);
    await expect.poll(() => wireClock.asleep).toBe(1);
    wireClock.advance(30_000);
    expect(await listed).toHaveLength(3);
  });

  it('knows one person, and says when there is none', async () => {
    const { slack, bot } = await slackWithBot();
    expect(await bot.platform.profile(bot.workspaceId, slack.person('mia').id)).toMatchObject({
      name: 'mia',
    });
    expect(await bot.platform.profile(bot.workspaceId, 'UNOBODY')).toBeUndefined();
  });

  it("reads a channel's members page by page, and its name once", async () => {
    const people = Array.from({ length: 450 }, (_, at) => ({ name: `p${at}` }));
    const { slack, bot } = await slackWithBot({ slack: { people } });
    const { id } = slack.channel('crm-rollout');
    expect(await bot.platform.members(bot.workspaceId, id)).toHaveLength(451);
    expect(await bot.platform.channelName(bot.workspaceId, id)).toBe('#crm-rollout');
    await bot.platform.channelName(bot.workspaceId, id);
    expect(slack.calls.filter(({ method }) => method === 'conversations.info')).toHaveLength(1);
  });
});
