import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOfDataDir } from './support/database.ts';
import { type LocalSlack, startLocalSlack } from './support/local-slack.ts';

const root = join(import.meta.dirname, '..');

/** Tutti as `npm start` runs it, in a process of its own. */
type Running = {
  readonly child: ChildProcess;
  readonly output: string[];
  readonly url: Promise<string>;
  readonly exit: Promise<number | null>;
};

function start(settings: Record<string, string>, ...flags: readonly string[]): Running {
  const child = spawn(process.execPath, ['src/main.ts', ...flags], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        output.push(line);
        const found = /listens at (http:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    }
    void exit.then(() => reject(new Error(`It ended: ${output.join('\n')}`)));
  });
  url.catch(() => {});
  return { child, output, url, exit };
}

describe('npm start', () => {
  let slack: LocalSlack;
  let dataDir: string;
  let running: Running;
  const settings = () => ({
    DATA_DIR: dataDir,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  });
  beforeAll(async () => {
    slack = await startLocalSlack({
      people: [{ name: 'ana' }, { name: 'mia', owner: true }],
      channels: [{ name: 'general' }],
    });
    dataDir = await copyOfDataDir();
    running = start(settings());
    slack.connect(await running.url);
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.exit;
    await slack.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('answers operators at /healthz, /readyz and /metrics', async () => {
    const url = await running.url;
    const get = async (path: string) => {
      const response = await fetch(url + path);
      return [response.status, await response.text()] as const;
    };
    expect(await get('/healthz')).toEqual([200, '{"status":"alive"}']);
    expect(await get('/readyz')).toEqual([200, '{"status":"ready"}']);
    const [status, metrics] = await get('/metrics');
    expect(status).toBe(200);
    expect(metrics).toContain('tutti_requests_total');
  });

  it('makes Slack’s owners the first administrators, and answers them by chat', async () => {
    await slack.command('mia', '/tutti', 'help');
    await expect
      .poll(async () => JSON.stringify((await slack.command('mia', '/tutti', 'people')).messages), {
        timeout: 10_000,
      })
      .toContain('2 active');
    const [refused] = (await slack.command('ana', '/tutti', 'people')).messages;
    expect(refused?.text).toContain('That is for administrators.');
  });

  it('refuses a second process on the same folder with one clear sentence', async () => {
    const second = start(settings());
    expect(await second.exit).toBe(1);
    expect(second.output).toHaveLength(1);
    expect(second.output[0]).toMatch(/^Another Tutti .+\.$/);
  });

  it('keeps names, texts and payloads out of its logs', async () => {
    await slack.command('ana', '/standup', 'CANARY-TEXT');
    await slack.command('ana', '/away', 'CANARY-DATE');
    expect(running.output.join('\n')).not.toMatch(/CANARY|\bana\b|\bmia\b|xoxb/);
  });

  it('finishes what is in hand on SIGTERM within ten seconds, and leaves the database free', async () => {
    const answered = slack.command('mia', '/tutti', 'status');
    await answered;
    const late = slack.command('mia', '/tutti', 'help');
    const begun = performance.now();
    running.child.kill('SIGTERM');
    await late.catch(() => {});
    expect(await running.exit).toBe(0);
    expect(performance.now() - begun).toBeLessThan(10_000);
    running = start(settings());
    slack.connect(await running.url);
    const [said] = (await slack.command('mia', '/tutti', 'people')).messages;
    expect(JSON.stringify(said?.blocks)).toContain('2 active');
  });
});

describe('npm start with credentials that Slack refuses', () => {
  it('says which one and what Slack answered, and ends with exit code 1', async () => {
    const slack = await startLocalSlack({ people: [{ name: 'ana' }] });
    const dataDir = await copyOfDataDir();
    try {
      const refused = start({
        DATA_DIR: dataDir,
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: 'xoxb-wrong',
        SLACK_SIGNING_SECRET: slack.signingSecret,
      });
      expect(await refused.exit).toBe(1);
      const sentence = refused.output.filter((line) => !line.startsWith('{')).join('\n');
      expect(sentence).toContain('SLACK_BOT_TOKEN');
      expect(sentence).not.toContain('xoxb-wrong');
    } finally {
      await slack.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

describe('npm start without a chat', () => {
  let dataDir: string;
  let running: Running;
  beforeAll(async () => {
    dataDir = await copyOfDataDir();
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.exit;
    rmSync(dataDir, { recursive: true, force: true });
  });

  const LINK = /http:\/\/127\.0\.0\.1:\d+\/sign-in#([\w-]{43})/;
  const restart = async () => {
    running?.child.kill('SIGTERM');
    await running?.exit;
    running = start({ DATA_DIR: dataDir }, '--without-chat');
    const url = await running.url;
    // What is printed comes with the address, or not at all; this is answered after it.
    await fetch(`${url}/healthz`);
    return { url, token: LINK.exec(running.output.join('\n'))?.[1] };
  };
  const signIn = (url: string, token: string) =>
    fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });

  it('prints a link for the first administrator, a new one with each start, and none once somebody has come in', async () => {
    const first = await restart();
    const { url, token } = await restart();
    expect(first.token).toBeDefined();
    expect(token).not.toBe(first.token);
    expect(running.output.join('\n')).toContain('Nobody has signed in yet.');
    const entered = await signIn(url, token ?? '');
    expect(entered.status).toBe(200);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = await fetch(`${url}/api/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({
      name: 'Administrator',
      role: 'administrator',
      workspace: 'My company',
    });
    expect((await signIn(url, token ?? '')).status).toBe(404);
    const later = await restart();
    expect(later.token).toBeUndefined();
    // The session outlives the restart.
    expect((await fetch(`${later.url}/api/me`, { headers: { cookie } })).status).toBe(200);
  });

  it('serves the page, and nothing of a chat', async () => {
    const url = await running.url;
    const page = await fetch(`${url}/today`);
    expect([200, 503]).toContain(page.status);
    expect(await page.text()).toMatch(/<!doctype html>|The page is not built yet/i);
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/slack/sign_in`)).status).toBe(404);
  });
});
