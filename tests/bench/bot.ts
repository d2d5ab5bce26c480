import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { npmStart } from '../support/npm-start.ts';

export const SIGNING_SECRET = 'bench-signing-secret';
export const TEAM = 'TBENCH';

/** A Slack that answers everything at once and tells `onCall` of it: the bench measures Tutti, not Slack. */
export async function startSlackStub(
  onCall: (method: string, body: URLSearchParams) => void = () => {},
): Promise<{ url: string; server: Server }> {
  const answers: Readonly<Record<string, object>> = {
    'auth.test': {
      ok: true,
      team_id: TEAM,
      team: 'Bench',
      user_id: 'UBOT',
      bot_id: 'BBOT',
      url: 'https://bench.slack.com/',
    },
    'users.list': { ok: true, members: [], response_metadata: { next_cursor: '' } },
    'chat.postMessage': { ok: true, ts: '1.1', channel: 'D1' },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = (request.url ?? '').split('/').at(-1)?.split('?')[0] ?? '';
      onCall(method, new URLSearchParams(Buffer.concat(chunks).toString()));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answers[method] ?? { ok: true }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`, server };
}

/** A process that prints its address in a line, as `npm start` does. */
export async function startProcess(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  if (!child.stdout) throw new Error('The process has no output.');
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    if (url) {
      child.stdout.resume();
      return { child, url, stop };
    }
  }
  throw new Error(`The process ended with exit code ${child.exitCode} before it listened.`);
}

/** The flags and file of `npm start`. */
export const startBot = (settings: Readonly<Record<string, string>>) =>
  startProcess([...npmStart().flags, 'src/main.ts'], {
    ...npmStart().environment,
    PORT: '0',
    LOG_LEVEL: 'warn',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    ...settings,
  });

/** A signed slash command, ready to be sent. */
export function signedCommand(
  user: string,
  trigger: string,
): { body: string; headers: Record<string, string> } {
  const body = new URLSearchParams({
    command: '/standup',
    text: '',
    team_id: TEAM,
    user_id: user,
    channel_id: `D${user}`,
    channel_name: 'directmessage',
    trigger_id: trigger,
    response_url: 'http://127.0.0.1:9/never',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
