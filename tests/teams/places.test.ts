import { describe, expect, it } from 'vitest';
import { say } from '../../src/chat/reply.ts';
import { aView, last, refusal, said, teamsInTeam, teamsWithBot, toChannel, toPerson } from './fixture.ts';

describe('added to a team', () => {
  it('the bot knows its channels, and everybody in it, page by page', async () => {
    const { teams, bot } = await teamsInTeam({ teams: { pageSize: 2 } });
    expect([...bot.channels.values()].map(({ name }) => name)).toEqual([
      'Web shop › General',
      'Web shop › CRM rollout',
    ]);
    expect([...bot.people.values()].map(({ profile }) => profile.email)).toEqual([
      'ana@webshop.example',
      'ben@webshop.example',
      'mia@webshop.example',
    ]);
    expect(teams.calls.filter(({ path }) => path.endsWith('pagedMembers'))).toHaveLength(2);
  });

  it('it writes to people who have never written to it', async () => {
    const { teams, bot } = await teamsInTeam();
    await bot.platform.send(toPerson(teams, bot, 'ben'), aView('Good morning'), { key: 'k' });
    expect(said(teams.messages('ben'))).toEqual(['Good morning']);
  });

  it('it is known who added it', async () => {
    const { teams, bot } = await teamsInTeam();
    expect(bot.told.installers).toEqual([teams.person('mia').id]);
  });
});

describe('somebody who writes first', () => {
  it('becomes known with their e-mail, zone and language, and can be written to from then on', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => say('Hello.') });
    await teams.say('ana', 'standup');
    await bot.idle();
    expect(bot.people.get(teams.person('ana').id)).toMatchObject({
      profile: { name: 'ana', email: 'ana@webshop.example', zone: 'Europe/Berlin', locale: 'en-GB' },
      reachable: true,
      reference: { conversation: `a:${teams.person('ana').id}` },
    });
    await bot.platform.send(toPerson(teams, bot), aView('Good morning'), { key: 'k' });
    expect(said(teams.messages('ana'))).toEqual(['Hello.', 'Good morning']);
  });

  it('from another company, in a shared channel, stays a stranger', async () => {
    const { teams, bot } = await teamsInTeam();
    const guest = {
      ...teams.person('ben'),
      name: 'guest',
      id: 'guest-1',
      account: '29:guest',
      tenant: 'another',
    };
    teams.state.people.push(guest);
    teams.channel('General').team.members.add(guest.id);
    const body = teams.activity('guest', 'CRM rollout', {
      type: 'message',
      text: 'standup',
      recipient: { id: `28:${teams.claims().aud}`, isTargeted: true },
    });
    const { tenant } = teams.person('ana');
    await teams.raw({
      ...body,
      conversation: { ...(body.conversation as object), tenantId: tenant },
      channelData: { ...(body.channelData as object), tenant: { id: tenant } },
    });
    await bot.idle();
    expect(bot.people.has('guest-1')).toBe(false);
    expect(await bot.platform.profile(bot.workspaceId, 'guest-1')).toBeUndefined();
  });
});

describe('somebody who removes the bot', () => {
  it('is not written to any more, until they add it again', async () => {
    const { teams, bot } = await teamsWithBot();
    await teams.install('ana');
    await bot.idle();
    await teams.uninstall('ana');
    await bot.idle();
    expect(bot.people.get(teams.person('ana').id)).toMatchObject({ reachable: false, reference: null });
    await teams.install('ana');
    await bot.idle();
    expect(bot.people.get(teams.person('ana').id)).toMatchObject({ reachable: true });
    await bot.platform.send(toPerson(teams, bot), aView('Good morning'), { key: 'k' });
    expect(said(teams.messages('ana'))).toEqual(['Good morning']);
  });

  it('was the last place: the company is not written to until the bot is added again', async () => {
    const { teams, bot } = await teamsWithBot();
    await teams.install('ana');
    await bot.idle();
    await teams.uninstall('ana');
    await bot.idle();
    expect(bot.told.revoked).toEqual([teams.person('ana').tenant]);
    await teams.install('ben');
    await bot.idle();
    expect(bot.installations.size).toBe(1);
  });

  it('and says nothing, such as by blocking it, becomes unreachable by the next message', async () => {
    const { teams, bot } = await teamsWithBot();
    await teams.install('ana');
    await bot.idle();
    teams.block('ana');
    const error = await refusal(bot.platform.send(toPerson(teams, bot), aView('x'), { key: 'k' }));
    expect([error.fault, error.message]).toEqual([
      'no_such_place',
      'I could not write to them: they have removed or blocked me in Teams, or have no account there.',
    ]);
    expect(bot.people.get(teams.person('ana').id)).toMatchObject({ reachable: false });
  });

  it('and comes back is reached again, by a chat that may be another', async () => {
    const { teams, bot } = await teamsInTeam();
    await teams.install('ana');
    await bot.idle();
    teams.state.chats.set(teams.person('ana').id, 'a:new');
    await bot.platform.send(toPerson(teams, bot), aView('Good morning'), { key: 'k' });
    expect(said(teams.messages('ana'))).toEqual(['Good morning']);
    expect(bot.people.get(teams.person('ana').id)?.reference).toMatchObject({ conversation: 'a:new' });
  });
});

describe('a team that removes the bot', () => {
  it('takes its channels with it, and its people stay', async () => {
    const { teams, bot } = await teamsInTeam();
    await teams.install('ana');
    await teams.removeFromTeam('mia', 'Web shop');
    await bot.idle();
    expect(bot.channels.size).toBe(0);
    expect(bot.people.size).toBe(3);
    const error = await refusal(bot.platform.send(toChannel(teams, bot), aView('x'), { key: 'k' }));
    expect(error.fault).toBe('no_such_place');
  });
});

describe('ids that come from a form', () => {
  it.each(['../../../conversations', 'a/b', 'x?y', '', 'ana%2f..'])(
    'are never made part of an address: %j',
    async (id) => {
      const { teams, bot } = await teamsInTeam();
      teams.calls.length = 0;
      const at = { workspaceId: bot.workspaceId, platform: 'teams' } as const;
      expect(await bot.platform.profile(bot.workspaceId, id)).toBeUndefined();
      await refusal(bot.platform.members(bot.workspaceId, id));
      await refusal(bot.platform.send({ ...at, kind: 'channel', id }, aView('x'), { key: 'k' }));
      await refusal(bot.platform.send({ ...at, kind: 'person', id }, aView('x'), { key: 'k' }));
      expect(teams.calls).toEqual([]);
    },
  );
});

describe('asked whether it still knows us', () => {
  it('Teams answers by a team, or by a chat, or refuses', async () => {
    const inTeam = await teamsInTeam();
    expect(await inTeam.bot.platform.check?.(inTeam.bot.workspaceId)).toBe('Web shop');
    inTeam.teams.fail('members', { status: 401 });
    expect((await refusal(Promise.resolve(inTeam.bot.platform.check?.(inTeam.bot.workspaceId)))).fault).toBe(
      'unauthorised',
    );
    const { teams, bot } = await teamsWithBot();
    await teams.install('ana');
    await bot.idle();
    expect(await bot.platform.check?.(bot.workspaceId)).toBe('Microsoft Teams');
  });
});

describe('a greeting', () => {
  it('is the home page, once, for who adds the bot to their own apps', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => say('Your home.') });
    await teams.install('ana');
    await bot.idle();
    expect(bot.acts()).toEqual([{ kind: 'home' }]);
    expect(said(teams.messages('ana'))).toEqual(['Your home.']);
    expect(last(teams.messages('ana')).edits).toBe(0);
  });
});
