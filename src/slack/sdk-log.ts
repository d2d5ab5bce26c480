import { LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/**
 * What Slack's SDKs log may hold payloads, tokens and people's texts, at every level. Of it we keep that something was
 * logged, never what.
 */
export const silentLogger = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: () => log.debug('slack.sdk_warning'),
  error: () => log.warn('slack.sdk_error'),
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
});
