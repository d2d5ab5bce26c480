import { describe, expect, it } from 'vitest';
import { say } from '../../src/chat/reply.ts';
import type { LocalTeams } from '../support/local-teams.ts';
import { teamsWithBot } from './fixture.ts';

const words = (teams: LocalTeams) => teams.activity('ana', undefined, { type: 'message', text: 'standup' });

describe('an activity', () => {
  it('that Bot Framework signed for us is taken', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => say('Hello.') });
    expect((await teams.raw(words(teams))).status).toBe(200);
    await bot.idle();
    expect(bot.incoming).toMatchObject([{ user: teams.person('ana').id, act: { command: 'standup' } }]);
  });

  const refused: [string, (teams: LocalTeams) => string | null][] = [
    ['without a token', () => null],
    ['with something that is no token', () => 'secret'],
    ['signed by somebody else', (teams) => teams.signer.token(teams.claims(), { forged: true })],
    ['not signed at all', (teams) => teams.signer.token(teams.claims(), { alg: 'none' })],
    ['whose token has expired', (teams) => teams.signer.token({ ...teams.claims(), expiresIn: -3600 })],
    ['whose token is not valid yet', (teams) => teams.signer.token({ ...teams.claims(), notBeforeIn: 3600 })],
    [
      'meant for another bot',
      (teams) => teams.signer.token({ ...teams.claims(), aud: '00000000-0000-4000-8000-000000000000' }),
    ],
    [
      'from another issuer',
      (teams) => teams.signer.token({ ...teams.claims(), iss: 'https://evil.example' }),
    ],
    [
      'for another service address',
      (teams) => teams.signer.token({ ...teams.claims(), serviceurl: 'https://smba.evil.example/teams' }),
    ],
    [
      'whose token names no service address',
      (teams) => {
        const { serviceurl: _left, ...rest } = teams.claims();
        return teams.signer.token(rest);
      },
    ],
  ];
  it.each(refused)('%s is refused', async (_why, tokenOf) => {
    const { teams, bot } = await teamsWithBot();
    const response = await teams.raw(words(teams), { token: tokenOf(teams) });
    await bot.idle();
    expect(response.status).toBe(401);
    expect(bot.incoming).toEqual([]);
    expect(bot.installations.size).toBe(0);
    expect(teams.calls).toEqual([]);
  });

  it('with the token of somebody’s own sign-in to our app is refused: it would let them be anybody', async () => {
    const { teams, bot } = await teamsWithBot();
    const { tenant } = teams.person('ana');
    // What Entra gives to everybody who opens the tab: for our app, and rightly signed.
    for (const iss of [`${teams.cloud.loginEndpoint}/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`]) {
      const token = teams.signer.token({ ...teams.claims(), iss, tid: tenant });
      expect((await teams.raw(words(teams), { token })).status).toBe(401);
    }
    expect(bot.incoming).toEqual([]);
  });

  it('of another tenant is refused, unless every tenant may add the app', async () => {
    const other = { tenantId: '11111111-1111-4111-8111-111111111111' };
    const foreign = (teams: LocalTeams) => ({
      ...words(teams),
      conversation: { id: 'a:1', conversationType: 'personal', ...other },
      channelData: { tenant: { id: other.tenantId } },
    });
    const { teams, bot } = await teamsWithBot();
    expect((await teams.raw(foreign(teams))).status).toBe(403);
    expect(bot.installations.size).toBe(0);
    const many = await teamsWithBot({ single: false });
    expect((await many.teams.raw(foreign(many.teams))).status).toBe(200);
  });

  it('that claims two tenants is refused', async () => {
    const { teams, bot } = await teamsWithBot();
    const body = { ...words(teams), channelData: { tenant: { id: 'another' } } };
    expect((await teams.raw(body)).status).toBe(403);
    expect(bot.incoming).toEqual([]);
  });

  it.each([
    ['that is no JSON', 'not json', 400],
    ['that is a list', '[]', 400],
    ['that is null', 'null', 400],
    ['that names no service', '{"type":"message"}', 400],
    ['that is far too large', JSON.stringify({ type: 'message', text: 'x'.repeat(2 * 1024 * 1024) }), 413],
  ])('%s is refused', async (_why, body, status) => {
    const { teams, bot } = await teamsWithBot();
    expect((await teams.raw(body)).status).toBe(status);
    expect(bot.incoming).toEqual([]);
  });

  it('without a service address is refused, which the SDK would not check then', async () => {
    const { teams, bot } = await teamsWithBot();
    const { serviceUrl: _left, ...body } = words(teams);
    expect((await teams.raw(body)).status).toBe(400);
    expect(bot.incoming).toEqual([]);
  });

  it('that a page in a browser could send is refused', async () => {
    const { teams } = await teamsWithBot();
    expect((await teams.raw(words(teams), { type: 'text/plain' })).status).toBe(400);
  });

  it('that comes twice is carried out once', async () => {
    const { teams, bot } = await teamsWithBot({ dispatch: () => say('Hello.') });
    const body = words(teams);
    await teams.raw(body);
    await teams.raw(body);
    await bot.idle();
    expect(bot.incoming).toHaveLength(1);
  });

  it('leaves no word, name or token in the log, whatever becomes of it', async () => {
    const { teams, bot } = await teamsWithBot({
      dispatch: () => {
        throw new Error('canary-word');
      },
    });
    await teams.say('ana', 'standup canary-word');
    await teams.raw(words(teams), { token: teams.signer.token(teams.claims(), { forged: true }) });
    await bot.idle();
    expect(bot.lines.length).toBeGreaterThan(0);
    expect(bot.lines.join('\n')).not.toMatch(/canary-word|ana@|29:ana|eyJ/);
  });
});

describe('while it stops', () => {
  it('the bot takes nothing, so that Teams sends it again', async () => {
    const { teams, bot } = await teamsWithBot();
    await bot.stop();
    expect((await teams.raw(words(teams))).status).toBe(503);
    expect(bot.incoming).toEqual([]);
  });
});
