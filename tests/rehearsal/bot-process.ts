import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { npmStart } from '../support/npm-start.ts';
import type { Answer, Call, Requests } from './bot.ts';

export type Bot = Requests & { readonly url: string };

/** Starts the bot of bot.ts in a process of its own with these settings, and talks with it. */
export async function startBot(settings: Readonly<Record<string, string>>): Promise<Bot> {
  const child = fork(join(import.meta.dirname, 'bot.ts'), {
    // pg-boss's clock for moved time makes pg warn of something that only it does.
    execArgv: [...npmStart().flags, '--disable-warning=DeprecationWarning'],
    env: { PATH: process.env.PATH, ...npmStart().environment, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const url = await ready(child);
  child.on('message', ({ id, result, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const call of waiting.values()) call.reject(new Error(`The bot ended with exit code ${code}.`));
  });
  let last = 0;
  const ask = (method: Call['method'], argument?: unknown) =>
    new Promise<never>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: resolve as (result: unknown) => void, reject });
      child.send({ id: last, method, argument } satisfies Call);
    });
  return {
    url,
    until: (instant) => ask('until', instant),
    report: (window) => ask('report', window),
    digest: (window) => ask('digest', window),
    async stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      await ask('stop');
      await ended;
    },
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { ready?: string; failed?: string }) => {
      if (message.ready) resolve(message.ready);
      else reject(new Error(message.failed ?? 'The bot did not start.'));
    });
    child.once('exit', (code) =>
      reject(new Error(`The bot ended with exit code ${code} before it was ready.`)),
    );
  });
}
