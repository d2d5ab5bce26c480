import { startApp } from './app.ts';
import { readConfig } from './config.ts';
import { errorCode, TuttiError } from './errors.ts';

const nothingConnected = `Tutti is not connected to a chat yet, so there is nothing to start.

Slack, without a public address (Socket Mode):
  1. Create the app at https://api.slack.com/apps from manifest/slack.json, and install it.
  2. Put SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…) into .env; .env.example shows all settings.
  3. npm start

docs/operations.md walks through it in ten steps. To see Tutti work without an account: npm run rehearsal
`;

try {
  const config = readConfig();
  if (config.slack) {
    const app = await startApp(config);
    process.stdout.write(`Tutti listens at ${app.url}\n`);
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
  } else {
    process.stderr.write(nothingConnected);
    process.exitCode = 1;
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  const sentence =
    error instanceof TuttiError ? error.message : `Tutti could not start: ${errorCode(error)}.`;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
