// npm run db:copy -- --to postgres://…
import { existsSync } from 'node:fs';
import { storeConfig } from '../config.ts';
import { TuttiError } from '../errors.ts';
import { createLog } from '../log.ts';
import { runCli, say } from './cli.ts';
import { postgresFolder } from './data-folder.ts';
import { dump, nothingThere } from './dump.ts';
import { load } from './load.ts';
import { migrate } from './migrate.ts';
import { openFolder } from './source.ts';
import { type Tally, type Tell, tallied } from './tally.ts';
import { openTarget } from './target.ts';

/**
 * Copies the embedded database into an empty one on a server. No bot may run, or what it writes meanwhile would stay
 * behind. Every table is counted on both sides before the copy becomes visible.
 */
export async function copyToServer(dataDir: string, databaseUrl: string, tell?: Tell): Promise<Tally> {
  if (!existsSync(postgresFolder(dataDir))) throw nothingThere();
  const target = await openTarget({ databaseUrl, dataDir }, false);
  try {
    const source = await openFolder(dataDir);
    try {
      const tally: Tally = { tables: [] };
      await load(target.client, tallied(dump(source.client), tally, tell));
      await migrate(target.connection, createLog('silent'));
      return tally;
    } finally {
      await source.close();
    }
  } finally {
    await target.close();
  }
}

if (import.meta.main) {
  await runCli(async ([option, url, ...more]) => {
    if (option !== '--to' || !url || !/^postgres(ql)?:\/\//.test(url) || more.length > 0)
      throw new TuttiError('usage', 'Say where to: npm run db:copy -- --to postgres://user@host/database');
    const { dataDir } = storeConfig();
    say(`Copying ${dataDir} …`);
    await copyToServer(dataDir, url, say);
    say(
      'Every table arrived whole. Start Tutti with DATABASE_URL set to that server, and with SECRET_KEY set to the ' +
        'same key as before: without one of your own it is in the file secret.key in DATA_DIR.',
    );
  });
}
