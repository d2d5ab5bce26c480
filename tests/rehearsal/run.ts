// npm run rehearsal [-- FILE.jsonl] [--json OUT]: a company's stand-ups from set-up to digest, in a minute or two, through
// a Slack on this machine and the real bot.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TuttiError } from '../../src/errors.ts';
import { type Outcome, play } from './play.ts';
import { readScript } from './rounds.ts';
import { createTeller } from './tell.ts';

try {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' } },
    allowPositionals: true,
  });
  const script = readScript(positionals[0] ?? join(import.meta.dirname, 'sample.jsonl'));
  const rounds = [...script.days.values()].flat().length;
  const people = [...script.teams.values()].flat().length;
  const teller = createTeller(process.stdout, rounds);
  teller.begin(
    `Rehearsing ${rounds} rounds of ${script.teams.size} departments, ${people} people, on a local Slack.`,
  );
  const databaseUrl = process.env.DATABASE_URL;
  const outcome = await play(script, { ...(databaseUrl ? { databaseUrl } : {}), told: teller.round });
  teller.end(outcome);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(outcome satisfies Outcome, null, 2)}\n`);
  if (outcome.counts.errors > 0 || outcome.counts.duplicates > 0) process.exitCode = 1;
} catch (error) {
  const known =
    error instanceof TuttiError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
