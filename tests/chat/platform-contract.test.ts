import type { Address } from '../../src/chat/platform.ts';
import { startBot } from '../slack/bot.ts';
import { createTestClock } from '../support/clock.ts';
import { startLocalSlack } from '../support/local-slack.ts';
import { startLocalTeams } from '../support/local-teams.ts';
import { createTestPlatform } from '../support/platform.ts';
import { type Harness, platformContract } from '../support/platform-contract.ts';
import { startBot as startTeamsBot } from '../teams/bot.ts';

platformContract('the test platform', async (): Promise<Harness> => {
  const clock = createTestClock('2026-11-24T08:00:00Z');
  const platform = createTestPlatform(clock);
  platform.people.push({ externalId: 'ana', name: 'Ana', active: true, administrator: false });
  platform.channels.set('C1', { name: 'crm-rollout', members: ['ana'] });
  const place = { workspaceId: 'w1', platform: 'slack' } as const;
  const summaries = (shown: typeof platform.shown) => shown.map(({ view }) => view.summary);
  return {
    platform,
    person: { ...place, kind: 'person', id: 'ana' },
    channel: { ...place, kind: 'channel', id: 'C1', name: '#crm-rollout' },
    seen: (at) => summaries(platform.in(at.id)),
    seenInThread: (_at, of) => summaries(platform.shown.filter(({ thread }) => thread === of)),
    remove(_at, message) {
      const index = platform.shown.findIndex(({ ref }) => ref === message);
      platform.shown.splice(index, 1);
    },
    hurry: (retryAfterMs) => platform.failNext('send', { fault: 'rate_limited', retryAfterMs }),
    loseNextAnswer: () => platform.failNext('send', { fault: 'ambiguous', after: true }),
    later: () => clock.advance(3000),
    close: async () => {},
  };
});

platformContract('Slack', async (): Promise<Harness> => {
  const slack = await startLocalSlack({ people: [{ name: 'ana' }], channels: [{ name: 'crm-rollout' }] });
  const bot = await startBot(slack);
  const place = { workspaceId: bot.workspaceId, platform: 'slack' } as const;
  const person: Address = { ...place, kind: 'person', id: slack.person('ana').id };
  const channel = {
    ...place,
    kind: 'channel',
    id: slack.channel('crm-rollout').id,
    name: '#crm-rollout',
  } as const;
  const messages = (at: Address) => slack.messages(at.kind === 'person' ? 'ana' : '#crm-rollout');
  const tsOf = (ref: string) => ref.split(':')[1];
  return {
    platform: bot.platform,
    person,
    channel,
    seen: (at) => messages(at).map(({ text }) => text),
    seenInThread(at, of) {
      const top = messages(at).find(({ ts }) => ts === tsOf(of));
      return top ? slack.thread(top).map(({ text }) => text) : [];
    },
    remove: () => slack.fail('chat.update', 'message_not_found'),
    hurry: (retryAfterMs) => slack.fail('chat.postMessage', { retryAfter: retryAfterMs / 1000 }),
    loseNextAnswer: () => slack.fail('chat.postMessage', { broken: true, done: true }),
    later: async () => {},
    async close() {
      await bot.close();
      await slack.close();
    },
  };
});

platformContract('Microsoft Teams', async (): Promise<Harness> => {
  const teams = await startLocalTeams({ people: ['ana'], teams: { 'Web shop': ['crm-rollout'] } });
  const bot = await startTeamsBot(teams);
  await teams.addToTeam('ana', 'Web shop');
  await bot.idle();
  const place = { workspaceId: bot.workspaceId, platform: 'teams' } as const;
  const channel = {
    ...place,
    kind: 'channel',
    id: teams.channel('crm-rollout').id,
    name: 'Web shop › crm-rollout',
  } as const;
  const messages = (at: Address) => teams.messages(at.kind === 'person' ? 'ana' : 'crm-rollout');
  const idOf = (ref: string) => ref.split('|').at(-1);
  return {
    platform: bot.platform,
    person: { ...place, kind: 'person', id: teams.person('ana').id },
    channel,
    seen: (at) => messages(at).map(({ summary }) => summary),
    seenInThread(at, of) {
      const top = messages(at).find(({ id }) => id === idOf(of));
      return top ? teams.thread(top).map(({ summary }) => summary) : [];
    },
    remove(_at, message) {
      const index = teams.state.messages.findIndex(({ id }) => id === idOf(message));
      teams.state.messages.splice(index, 1);
    },
    hurry: (retryAfterMs) => teams.fail('post', { status: 429, retryAfter: retryAfterMs / 1000 }),
    loseNextAnswer: () => teams.fail('post', { lost: true }),
    later: async () => {},
    async close() {
      await bot.close();
      await teams.close();
    },
  };
});
