import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commands } from '../commands/index.ts';
import { formatted, teamsFiles } from './files.ts';
import { slackManifest } from './slack.ts';

/**
 * Writes what Slack and Teams are told of us. Run by `npm run manifest`. Without --url Slack works through Socket Mode;
 * without --teams the package for Teams names no bot.
 */
const USAGE =
  'Use: npm run manifest [-- --url https://tutti.example.com [--rotate] [--teams APPLICATION-ID]]\n';

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function build(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      rotate: { type: 'boolean', default: false },
      teams: { type: 'string' },
    },
  });
  const url = values.url === undefined ? undefined : URL.parse(values.url);
  if (url === null || (url && url.protocol !== 'https:')) {
    process.stderr.write(`Slack and Teams send only to https addresses. ${USAGE}`);
    return 1;
  }
  const clientId = values.teams;
  if (clientId !== undefined && !GUID.test(clientId)) {
    process.stderr.write(
      `The application id of Teams looks like 5f6f5c7e-2f5b-4d55-9a0e-0a4c9f3a1b2c. ${USAGE}`,
    );
    return 1;
  }
  const address = url?.href.replace(/\/$/, '');
  const at = address && { url: address };
  const manifest = slackManifest(commands, { ...at, rotate: values.rotate });
  writeFileSync(new URL('./slack.json', import.meta.url), formatted(manifest));
  for (const [name, data] of Object.entries(teamsFiles(commands, { ...at, ...(clientId && { clientId }) })))
    writeFileSync(new URL(`./teams/${name}`, import.meta.url), data);
  process.stdout.write(
    `Wrote manifest/slack.json for ${commands.length} commands, ${address ? `at ${address}` : 'with Socket Mode'}.\n` +
      `Wrote manifest/teams/tutti.zip, ${clientId ? `to upload for ${clientId}` : 'which --teams and --url make ready to upload'}.\n`,
  );
  return 0;
}

process.exitCode = build(process.argv.slice(2));
