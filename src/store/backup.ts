// npm run backup -- FILE
import { storeConfig } from '../config.ts';
import { TuttiError } from '../errors.ts';
import { writeArchive } from './archive-file.ts';
import { runCli, say } from './cli.ts';
import { dump } from './dump.ts';
import { openSource, type StorePlace } from './source.ts';
import { type Tally, type Tell, tallied } from './tally.ts';

/** Writes one consistent snapshot of everything to a file, also while a bot runs. */
export async function backup(place: StorePlace, file: string, tell?: Tell): Promise<Tally> {
  const source = await openSource(place);
  try {
    const tally: Tally = { tables: [] };
    await writeArchive(file, tallied(dump(source.client), tally, tell));
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
    await backup(storeConfig(), file, say);
    say(`Wrote ${file}.`);
    say(
      'It does not hold the secret key (SECRET_KEY, or the file secret.key in DATA_DIR), without which the ' +
        'credentials in it cannot be read. Keep a copy of that key in another place.',
    );
  });
}
