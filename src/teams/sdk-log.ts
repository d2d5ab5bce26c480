import type { AppOptions, IPlugin } from '@microsoft/teams.apps';
import type { Log } from '../log.ts';

type SdkLogger = NonNullable<AppOptions<IPlugin>['logger']>;

/**
 * What the Teams SDK logs may hold activities, tokens and people's texts, at every level. Of it we keep that something was
 * logged, never what.
 */
export const silentLogger = (log: Log): SdkLogger => ({
  debug: () => {},
  info: () => {},
  trace: () => {},
  warn: () => log.debug('teams.sdk_warning'),
  error: () => log.debug('teams.sdk_error'),
  log: () => {},
  child: () => silentLogger(log),
});
