import type { Command } from '../src/chat/command.ts';

export type TeamsManifestOptions = {
  /** The application id of the bot's registration; without it the package is only for looking at. */
  readonly clientId?: string;
  /** Where Tutti is reached, without a slash at the end. */
  readonly url?: string;
};

const NO_CLIENT = '00000000-0000-0000-0000-000000000000';
const NO_ADDRESS = 'https://tutti.example';

/** The most that one list of commands may hold. */
const MOST_COMMANDS = 12;

/** The first version whose published schema knows slash commands is 1.29. */
const VERSION = '1.30';

/** The app as Teams is told of it (https://learn.microsoft.com/microsoft-365/extensibility/schema), made from the commands. */
export function teamsManifest(
  commands: readonly Command[],
  { clientId = NO_CLIENT, url = NO_ADDRESS }: TeamsManifestOptions = {},
) {
  const words = commands.map(({ name, summary, usage }) => ({
    title: name,
    description: usage ? `${summary}. ${name} ${usage}` : summary,
  }));
  const home = { title: 'home', description: 'Your stand-ups, and what waits for you' };
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version: '0.1.0',
    id: clientId,
    developer: {
      name: 'Tutti',
      websiteUrl: url,
      privacyUrl: `${url}/privacy`,
      termsOfUseUrl: `${url}/terms`,
    },
    name: { short: 'Tutti', full: 'Tutti, for departments that keep in step' },
    description: {
      short: 'Keeps the departments of your company in step.',
      full: 'Short stand-ups in chat, what departments wait for from each other, and one digest that shows everybody the same picture. Your company runs it by itself: what you write goes to its own server.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1F3A5F',
    bots: [
      {
        botId: clientId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        // Slash commands arrive as messages that their sender alone sees.
        supportsTargetedMessages: true,
        commandLists: [
          { scopes: ['personal'], triggers: ['mention'], commands: [...words, home].slice(0, MOST_COMMANDS) },
          {
            scopes: ['team', 'groupChat'],
            triggers: ['mention', 'slash'],
            commands: words.slice(0, MOST_COMMANDS),
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: clientId,
        commands: commands.flatMap(({ name, summary, shortcut }) =>
          shortcut
            ? [
                {
                  id: name,
                  type: 'action',
                  context: ['message'],
                  title: shortcut.title,
                  description: summary,
                  fetchTask: true,
                },
              ]
            : [],
        ),
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    validDomains: [new URL(url).host],
  };
}
