import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { copyOfDataDir } from '../support/database.ts';
import { startLocalSlack } from '../support/local-slack.ts';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

it('signing in with Slack leads to the page as the person one is in the company', async () => {
  const slack = await startLocalSlack({
    people: [{ name: 'ana' }, { name: 'mia', owner: true }],
    channels: [{ name: 'general' }],
  });
  const dataDir = await copyOfDataDir();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CLIENT_ID: slack.clientId,
    SLACK_CLIENT_SECRET: slack.clientSecret,
    SLACK_SIGNING_SECRET: slack.signingSecret,
  });
  const app = await startApp(config, { log: createLog('silent') });
  try {
    slack.connect(app.url);
    /** What a browser does from one of our pages to Slack's and back; the cookies it then has. */
    const through = async (path: string, person: string) => {
      const begun = await fetch(publicUrl + path, { redirect: 'manual' });
      const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const consent = begun.headers.get('location') ?? '';
      return fetch(slack.consent(consent, slack.person(person)), { redirect: 'manual', headers: { cookie } });
    };
    const ways = await fetch(`${publicUrl}/api/sign-in/ways`);
    expect(await ways.json()).toEqual({ slack: true, demo: false });
    const early = await through('/slack/sign_in', 'ana');
    expect(await early.text()).toContain('Tutti is not in that workspace');
    expect((await through('/slack/install', 'mia')).status).toBe(200);
    const entered = await through('/slack/sign_in', 'ana');
    expect([entered.status, entered.headers.get('location')]).toEqual([302, `${publicUrl}/`]);
    const session = entered.headers.getSetCookie().find((one) => one.startsWith('tutti=')) ?? '';
    expect(session).toContain('HttpOnly');
    const me = await fetch(`${publicUrl}/api/me`, { headers: { cookie: session.split(';')[0] ?? '' } });
    expect(await me.json()).toMatchObject({ name: 'ana', workspace: slack.workspace.name });
  } finally {
    await app.stop();
    await slack.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
