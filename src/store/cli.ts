import { errorCode, TuttiError } from '../errors.ts';

export const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Runs a command of the terminal: on failure one sentence and exit code 1. */
export async function runCli(command: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${sentence(error)}\n`);
  }
}

function sentence(error: unknown): string {
  if (error instanceof TuttiError) return error.message;
  const code = errorCode(error);
  const [message] = error instanceof Error ? error.message.trim().split('\n') : [''];
  return `It failed (${code}). ${message}`.trim();
}
