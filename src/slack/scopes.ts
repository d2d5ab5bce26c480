/**
 * The bot's permissions, each for a call that is made in this folder. The manifest asks for exactly these, and so does
 * the installation by OAuth.
 */
export const BOT_SCOPES = [
  /** Slash commands and message shortcuts. */
  'commands',
  /** chat.postMessage and chat.update (platform.ts, answer.ts). */
  'chat:write',
  /** users.list and users.info: names, time zones, who administers (people.ts). */
  'users:read',
  'users:read.email',
  /** conversations.info and conversations.members of channels we are in (people.ts). */
  'channels:read',
  'groups:read',
  /** conversations.open, to look for a message whose sending was interrupted (platform.ts). */
  'im:write',
  /** conversations.history and .replies, for the same, and only around the time of that sending. */
  'im:history',
  'channels:history',
  'groups:history',
] as const;

/** Events that receive.ts understands. */
export const BOT_EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'team_join',
  'tokens_revoked',
  'user_change',
] as const;

/** For Socket Mode: the permission of the app-level token (SLACK_APP_TOKEN). */
export const APP_SCOPE = 'connections:write';
