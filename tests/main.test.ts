import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tutti-main-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** What `npm start` does when it ends by itself. */
async function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let printed = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, said, printed };
}

describe('npm start', () => {
  it('without credentials says what is missing, where to get it, and how to try it without', async () => {
    const { code, said, printed } = await start({});
    expect(code).toBe(1);
    expect(said).toContain('Tutti is not connected to a chat yet');
    expect(said).toContain('SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…)');
    expect(said).toContain('https://api.slack.com/apps');
    expect(said).toContain('docs/operations.md');
    expect(said).toContain('To see Tutti work without an account: npm run demo');
    expect(said).toContain('npm start -- --without-chat');
    expect(printed).toBe('');
  });

  it('with half the credentials names what is missing', async () => {
    const { code, said } = await start({ SLACK_BOT_TOKEN: 'xoxb-canary' });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^The settings need mending: Slack is only half set up: SLACK_APP_TOKEN .+ is missing/,
    );
    expect(said).not.toContain('canary');
  });

  it('with bad settings says all that is wrong in one message', async () => {
    const { code, said } = await start({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      SECRET_KEY: 'canary',
      SLACK_BOT_TOKEN: 'canary',
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'LOG_LEVEL', 'SECRET_KEY', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'])
      expect(said).toContain(name);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).not.toContain('canary');
  });

  it('against a database that is not there says so, without a stack and without its password', async () => {
    const unused = createServer();
    const port = await new Promise<number>((resolve) => {
      unused.listen(0, '127.0.0.1', () => resolve((unused.address() as { port: number }).port));
    });
    await new Promise((resolve) => unused.close(resolve));
    const { code, said } = await start({
      DATABASE_URL: `postgres://tutti:canary@127.0.0.1:${port}/tutti`,
      SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
    });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).not.toContain('canary');
    expect(said).not.toContain(' at ');
  });
});
