import { type LevelWithSilent, pino } from 'pino';
import { errorCode } from './errors.ts';

/** What a log line may hold: codes, counts, ids and durations. Never message text, names or payloads. */
export type LogFields = { readonly [field: string]: string | number | boolean | null | undefined };

export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs the error's code and stack frames; its message may quote a person, so it stays out. */
  error(event: string, error: unknown, fields?: LogFields): void;
};

export type LogLevel = LevelWithSilent;

/** Structured logs, one JSON object a line, to `write` (standard output unless given). */
export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  const logger = pino({ level, base: null }, write ? { write } : pino.destination({ sync: true }));
  return {
    debug: (event, fields) => logger.debug({ ...fields, event }),
    info: (event, fields) => logger.info({ ...fields, event }),
    warn: (event, fields) => logger.warn({ ...fields, event }),
    error: (event, error, fields) =>
      logger.error({ ...fields, event, code: errorCode(error), at: frames(error) }),
  };
}

/** The stack's frames. Its message comes before them, may quote a person, and may even look like a frame. */
function frames(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  const { stack, message } = error;
  const start = stack.indexOf(message);
  // The message was changed after the stack was written: where that one ends nobody knows.
  if (start < 0) return undefined;
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' < ');
}
