import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
/** The first start makes a database, which a busy machine takes its time for. */
const PATIENCE_MS = 240_000;

/** Where this test's demo keeps its data, so that what it leaves behind is seen. */
let temporary: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'tutti-demo-test-'));
});
afterEach(() => {
  if (child?.exitCode === null) child.kill('SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});

/** What `npm run demo` runs once the page is built, read from package.json. */
function start(settings: Record<string, string>) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, flags = ''] = /&& node (.*) ?src\/demo\.ts$/.exec(scripts.demo) ?? [];
  const demo = spawn(process.execPath, [...flags.trim().split(' '), 'src/demo.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, TMPDIR: temporary, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = demo;
  const output = { printed: '', said: '' };
  demo.stdout.on('data', (chunk) => {
    output.printed += chunk;
  });
  demo.stderr.on('data', (chunk) => {
    output.said += chunk;
  });
  const ended = new Promise<number | null>((resolve) => demo.once('close', resolve));
  return { demo, output, ended };
}

const addressIn = (text: string) => /http:\/\/127\.0\.0\.1:(\d+)/.exec(text);

async function takePort(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  return { server, port };
}

type Person = { readonly id: string; readonly name: string; readonly about: string };
type Inbox = {
  readonly open: readonly { readonly answered: boolean }[];
  readonly messages: readonly unknown[];
};

describe('npm run demo', () => {
  it(
    'prints one address where a newcomer is somebody, starts over, and leaves nothing behind',
    async () => {
      const taken = await takePort();
      const { demo, output, ended } = start({ PORT: String(taken.port) });
      await expect
        .poll(() => demo.exitCode !== null || addressIn(output.printed) !== null, {
          timeout: PATIENCE_MS,
          interval: 100,
        })
        .toBe(true);
      // When it ended instead, this shows why.
      expect(output.said).toBe('');
      taken.server.close();
      const [url = '', port] = addressIn(output.printed) ?? [];
      expect(Number(port)).toBeGreaterThan(taken.port);
      expect(output.printed.match(/http/g)).toHaveLength(1);
      expect(output.printed).toContain('Ctrl+C');
      expect(output.said).toBe('');
      expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^tutti-demo-/)]);

      const ask = async (
        method: string,
        path: string,
        { cookie = '', body }: { cookie?: string; body?: object } = {},
      ) =>
        fetch(url + path, {
          method,
          headers: { cookie, origin: url, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
      expect((await ask('GET', '/')).status).toBeLessThan(500);
      expect(await (await ask('GET', '/api/sign-in/ways')).json()).toMatchObject({ demo: true });

      const people = async () =>
        ((await (await ask('GET', '/api/demo/people')).json()) as { people: Person[] }).people;
      const [ana] = await people();
      expect(ana?.name).toBe('Ana Ferreira');
      const signIn = async (personId: string) => {
        const response = await ask('POST', '/api/demo/sign-in', { body: { personId } });
        expect(response.status).toBe(200);
        return response.headers.get('set-cookie')?.split(';')[0] ?? '';
      };
      const cookie = await signIn(ana?.id ?? '');
      const read = async () => (await (await ask('GET', '/api/inbox', { cookie })).json()) as Inbox;
      expect((await read()).open.map(({ answered }) => answered)).toEqual([false, true, true]);
      // What the seed sent goes through the queue.
      await expect
        .poll(async () => JSON.stringify((await read()).messages), { timeout: 60_000, interval: 200 })
        .toMatch(/CRM rollout check-in · .+ of .+ answered/);

      expect((await ask('POST', '/api/demo/reset', { body: {} })).status).toBe(200);
      expect((await ask('GET', '/api/inbox', { cookie })).status).toBe(401);
      const [again] = await people();
      expect(again?.name).toBe('Ana Ferreira');
      expect(again?.id).not.toBe(ana?.id);
      await signIn(again?.id ?? '');

      demo.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(readdirSync(temporary)).toEqual([]);
      expect(output.said).toBe('');
    },
    PATIENCE_MS + 120_000,
  );

  it('refuses to be reached from elsewhere, in one sentence', async () => {
    const { output, ended } = start({ PORT: '0', HOST: '0.0.0.0' });
    expect(await ended).toBe(1);
    expect(output.said).toMatch(
      /^The demo lets anybody in, so it only listens on this machine\. .+127\.0\.0\.1.+\n$/,
    );
    expect(output.printed).toBe('');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it(
    'leaves nothing behind when it is ended while it starts',
    async () => {
      const { demo, ended } = start({ PORT: '0' });
      await expect.poll(() => readdirSync(temporary), { timeout: PATIENCE_MS, interval: 20 }).toHaveLength(1);
      demo.kill('SIGINT');
      await ended;
      expect(readdirSync(temporary)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
