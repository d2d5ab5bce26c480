import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = {
  process: ChildProcess;
  /** What it says, in order; ends when it does. */
  words: AsyncIterableIterator<[word: string, value: unknown]>;
  errors(): string;
  kill(): Promise<void>;
  exitCode(): Promise<number | null>;
};

/** Starts tests/store/child.ts. */
export function startChild(dataDir: string, mode: 'write' | 'hold' | 'break'): Child {
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL('./child.ts', import.meta.url)), dataDir, mode],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return {
    process: child,
    words: parse(createInterface(child.stdout)),
    errors: () => errors,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    exitCode: async () => (await exited)[0],
  };
}

async function* parse(lines: AsyncIterable<string>): AsyncIterableIterator<[string, unknown]> {
  for await (const line of lines) {
    // A process that is killed may leave the start of a line.
    if (line.endsWith(']')) yield JSON.parse(line);
  }
}
