import type { Command } from '../src/chat/command.ts';
import { BOT_EVENTS, BOT_SCOPES } from '../src/slack/scopes.ts';

export type SlackManifestOptions = {
  /** Where Slack reaches us, without a slash at the end; Socket Mode is used without it. */
  readonly url?: string;
  /**
   * Tokens that expire every twelve hours and are renewed by us: for installation by OAuth only, since SLACK_BOT_TOKEN
   * cannot be renewed. Slack does not let an app go back.
   */
  readonly rotate?: boolean;
};

/** The app as Slack is told of it (https://docs.slack.dev/reference/app-manifest), made from the commands. */
export function slackManifest(
  commands: readonly Command[],
  { url, rotate = false }: SlackManifestOptions = {},
) {
  const events = url && `${url}/slack/events`;
  return {
    display_information: {
      name: 'Tutti',
      description: 'Keeps the departments of your company in step.',
      background_color: '#1f3a5f',
    },
    features: {
      // Nobody reads what is typed to the bot, so nothing can be typed there: buttons, forms and commands do the work.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Tutti', always_online: true },
      shortcuts: commands.flatMap(({ name, summary, shortcut }) =>
        shortcut ? [{ name: shortcut.title, type: 'message', callback_id: name, description: summary }] : [],
      ),
      slash_commands: commands.map(({ name, summary, usage }) => ({
        command: `/${name}`,
        ...(events && { url: events }),
        description: summary,
        ...(usage && { usage_hint: usage }),
        should_escape: false,
      })),
    },
    oauth_config: {
      ...(url && { redirect_urls: [`${url}/slack/oauth_redirect`] }),
      scopes: { bot: [...BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: { ...(events && { request_url: events }), bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...(events && { request_url: events }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: url !== undefined && rotate,
    },
  };
}
