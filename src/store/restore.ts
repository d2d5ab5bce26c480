// npm run restore -- FILE [--force]
import { storeConfig } from '../config.ts';
import { TuttiError } from '../errors.ts';
import { createLog } from '../log.ts';
import { readArchive } from './archive-file.ts';
import { runCli, say } from './cli.ts';
import { knownMigrations, load } from './load.ts';
import { migrate } from './migrate.ts';
import { type Migration, readMigrations } from './migrations.ts';
import type { StorePlace } from './source.ts';
import { type Tally, type Tell, tallied } from './tally.ts';
import { openTarget } from './target.ts';

export type RestoreOptions = {
  file: string;
  /** Replace what the database holds. */
  force: boolean;
  tell?: Tell;
  /** Those of this code; a test may give others. */
  migrations?: Migration[];
};

/** Puts a backup into an empty database, and brings it to this code's schema. The file is read to its end first. */
export async function restore(place: StorePlace, options: RestoreOptions): Promise<Tally> {
  const { file, force, tell, migrations = readMigrations() } = options;
  const tally: Tally = { tables: [] };
  for await (const part of readArchive(file))
    if (part.part === 'header') knownMigrations(part.header, migrations);
  const target = await openTarget(place, force);
  try {
    await load(target.client, tallied(readArchive(file), tally, tell), migrations);
    await migrate(target.connection, createLog('silent'), migrations);
    return tally;
  } finally {
    await target.close();
  }
}

if (import.meta.main) {
  await runCli(async (args) => {
    const force = args.includes('--force');
    const [file, ...more] = args.filter((arg) => arg !== '--force');
    if (!file || file.startsWith('-') || more.length > 0)
      throw new TuttiError(
        'usage',
        'Say which backup: npm run restore -- FILE, with --force to replace what is there.',
      );
    say('Reading the backup…');
    const { header } = await restore(storeConfig(), { file, force, tell: say });
    say(`Restored the state of ${header?.at}.`);
    say(
      'Start Tutti with the secret key of that time (SECRET_KEY, or the file secret.key in DATA_DIR): without it ' +
        'Slack and Teams have to be connected again.',
    );
  });
}
