// npm run backup -- FILE
import { storeConfig } from '../config.ts';
import { TuttiError } from '../errors.ts';
import { writeArchive } from './archive-file.ts';
import { runCli, say } from './cli.ts';
import { dump } from './dump.ts';
import { openSource, type StorePlace } from './source.ts';
import { type Tally, tallied } from './tally.ts';

/** Writes one consistent snapshot of everything to a file, also while a bot runs. */
export async function backup(place: StorePlace, file: string): Promise<Tally> {
  const source = await openSource(place);
  try {
    const tally = { tables: [] };
    await writeArchive(file, tallied(dump(source.client), tally));
    return tally;
  } finally {
    await source.close();
  }
}

if (import.meta.main) {
  await runCli(async ([file, ...more]) => {
    if (!file || file.startsWith('-') || more.length > 0)
      throw new TuttiError('usage', 'Say where to: npm run backup -- FILE, for example tutti-backup.gz.');
    say('Reading the database…');
    const tally = await backup(storeConfig(), file);
    for (const { table, rows } of tally.tables) if (rows > 0) say(`  ${table}: ${rows}`);
    say(`Wrote ${file}.`);
    say(
      'It does not hold SECRET_KEY, without which the credentials in it cannot be read: keep that key elsewhere.',
    );
  });
}
