// npm run bench [-- --only PART] [--json OUT]: measures what Tutti promises about speed and memory. These machines are
// shared and noisy, so a figure is held against a reference of the same run where there is one.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { acknowledgement } from './acknowledgement.ts';
import { memory } from './memory.ts';
import { page } from './page.ts';
import type { Part, Row } from './row.ts';
import { delivery, occurrence } from './standup.ts';
import { start } from './start.ts';
import { streams } from './streams.ts';
import { teams } from './teams.ts';
import { throughput } from './throughput.ts';

const parts: readonly Part[] = [
  occurrence,
  delivery,
  start,
  throughput,
  acknowledgement,
  memory,
  page,
  streams,
  teams,
];

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const chosen = parts.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  process.stderr.write(
    `There is no part “${values.only}”. Choose one of ${parts.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(1);
}
const rows: Row[] = [];
for (const part of chosen) {
  process.stdout.write(`\n${part.name}\n`);
  for (const row of await part.run()) {
    rows.push(row);
    const against = row.reference === null ? '' : `  (reference ${row.reference}, ratio ${row.ratio})`;
    const verdict = row.met === null ? '' : row.met ? `  met: ${row.goal}` : `  NOT MET: ${row.goal}`;
    process.stdout.write(`  ${row.name}: ${row.value} ${row.unit}${against}${verdict}\n`);
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exit(0);
