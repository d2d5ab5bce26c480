import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { slackManifest } from '../../manifest/slack.ts';
import { BOT_EVENTS, BOT_SCOPES } from '../../src/slack/scopes.ts';

const written = JSON.parse(readFileSync(new URL('../../manifest/slack.json', import.meta.url), 'utf8'));
const sources = ['platform', 'people', 'answer', 'sign-in', 'receive', 'oauth', 'receivers']
  .map((name) => readFileSync(new URL(`../../src/slack/${name}.ts`, import.meta.url), 'utf8'))
  .join('\n');

describe('manifest/slack.json', () => {
  it('is what the code makes: run `npm run manifest` when this fails', () => {
    expect(written).toEqual(slackManifest(commands));
  });

  it('offers every command and every shortcut', () => {
    const { slash_commands, shortcuts } = slackManifest(commands).features;
    expect(slash_commands.map(({ command }) => command)).toEqual(commands.map(({ name }) => `/${name}`));
    expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual(
      commands.filter(({ shortcut }) => shortcut).map(({ name }) => name),
    );
  });

  it("keeps within Slack's lengths", () => {
    const { display_information, features } = slackManifest(commands);
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
    for (const { command, description, usage_hint = '' } of features.slash_commands) {
      expect(command.length).toBeLessThanOrEqual(32);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  it('subscribes to the events that are understood, and to no other', () => {
    for (const event of BOT_EVENTS) expect(sources).toContain(`'${event}'`);
  });

  it('asks for a permission for every method that is called, and for no more', () => {
    const called = new Set(sources.match(/'(chat|users|conversations|views)\.[A-Za-z]+'/g));
    expect([...called].sort()).toEqual(
      [
        "'chat.postMessage'",
        "'chat.update'",
        "'conversations.history'",
        "'conversations.info'",
        "'conversations.members'",
        "'conversations.open'",
        "'conversations.replies'",
        "'users.info'",
        "'users.list'",
        "'views.open'",
        "'views.publish'",
        "'views.update'",
      ].sort(),
    );
    expect(BOT_SCOPES).toHaveLength(10);
  });
});

describe('with an address', () => {
  const { features, oauth_config, settings } = slackManifest(commands, {
    url: 'https://tutti.example',
    rotate: true,
  });

  it('has everything sent there instead of through a socket', () => {
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      token_rotation_enabled: true,
      interactivity: { request_url: 'https://tutti.example/slack/events' },
      event_subscriptions: { request_url: 'https://tutti.example/slack/events' },
    });
    for (const { url } of features.slash_commands) expect(url).toBe('https://tutti.example/slack/events');
    expect(oauth_config.redirect_urls).toEqual(['https://tutti.example/slack/oauth_redirect']);
  });

  it('lets tokens expire only where it is asked for, since Slack does not let an app go back', () => {
    expect(slackManifest(commands, { url: 'https://tutti.example' }).settings.token_rotation_enabled).toBe(
      false,
    );
  });
});
