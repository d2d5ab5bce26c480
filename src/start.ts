import { type Config, readConfig } from './config.ts';
import { errorCode, TuttiError } from './errors.ts';
import { createLog } from './log.ts';
import { openStore } from './store/index.ts';

/** For a company that has no chat, or not yet: everybody answers in the browser. */
const WITHOUT_CHAT = '--without-chat';

const nothingConnected = `Tutti is not connected to a chat yet, so there is nothing to start.

Slack, without a public address (Socket Mode):
  1. Create the app at https://api.slack.com/apps from manifest/slack.json, and install it.
  2. Put SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) into .env; .env.example shows all settings.
  3. npm start

docs/operations.md walks through it in ten steps, and shows Slack over HTTP and Microsoft Teams.
Only in the browser, for people without a chat: npm start -- ${WITHOUT_CHAT}
To see Tutti work without an account: npm run demo
`;

try {
  const config = readConfig();
  if (config.slack || config.teams || process.argv.includes(WITHOUT_CHAT)) await run(config);
  else {
    process.stderr.write(nothingConnected);
    process.exitCode = 1;
  }
} catch (error) {
  fail(error);
}

async function run(config: Config): Promise<void> {
  const { databaseUrl, dataDir, logLevel } = config;
  const log = createLog(logLevel);
  // The database opens on its own thread while the rest of the code loads on this one, which saves half a second.
  const store = openStore({ databaseUrl, dataDir, log });
  store.catch(() => {});
  const { startApp } = await import('./app.ts');
  const app = await startApp(config, { log, store });
  process.stdout.write(`Tutti listens at ${app.url}\n`);
  if (app.firstDoor) process.stdout.write(welcome(`${config.publicUrl ?? app.url}${app.firstDoor}`));
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      app.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

/** What whoever starts Tutti for the first time needs next. */
function welcome(link: string): string {
  return `
Nobody has signed in yet. Open this link in your browser to set up your company as its administrator.
It works once, for ten minutes; start Tutti again for a new one.

  ${link}

To connect Slack, see docs/operations.md. To look around in a made-up company first: npm run demo
`;
}

function fail(error: unknown): never {
  const sentence =
    error instanceof TuttiError ? error.message : `Tutti could not start: ${errorCode(error)}.`;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
