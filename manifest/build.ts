import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { commands } from '../commands/index.ts';
import { slackManifest } from './slack.ts';

/** Writes what Slack is told of us. Run by `npm run manifest`; without --url the app works through Socket Mode. */
const USAGE = 'Use: npm run manifest [-- --url https://tutti.example.com [--rotate]]\n';

function build(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' }, rotate: { type: 'boolean', default: false } },
  });
  const url = values.url === undefined ? undefined : URL.parse(values.url);
  if (url === null || (url && url.protocol !== 'https:')) {
    process.stderr.write(`Slack sends only to https addresses. ${USAGE}`);
    return 1;
  }
  const address = url?.href.replace(/\/$/, '');
  const manifest = slackManifest(commands, { ...(address && { url: address }), rotate: values.rotate });
  writeFileSync(new URL('./slack.json', import.meta.url), formatted(manifest));
  process.stdout.write(
    `Wrote manifest/slack.json for ${commands.length} commands, ${address ? `at ${address}` : 'with Socket Mode'}.\n`,
  );
  return 0;
}

/** As Biome formats it: a list of plain values stands in one line where it fits. */
function formatted(value: object): string {
  const expanded = JSON.stringify(value, null, 2);
  const joined = expanded.replace(/^(.*)\[\n([^[\]{}]*)\n\s*\](,?)$/gm, (whole, start, items, comma) => {
    const line = `${start}[${items.trim().replace(/\n\s*/g, ' ')}]${comma}`;
    return line.length <= 110 ? line : whole;
  });
  return `${joined}\n`;
}

process.exitCode = build(process.argv.slice(2));
