// A process of its own on an embedded database, for tests that kill it: node tests/store/child.ts DATA_DIR MODE
import pg from 'pg';
import { TuttiError } from '../../src/errors.ts';
import { openEmbedded } from '../../src/store/embedded.ts';

const [dataDir = '', mode] = process.argv.slice(2);
const tell = (word: string, value: unknown = null) =>
  process.stdout.write(`${JSON.stringify([word, value])}\n`);

const embedded = await openEmbedded({ dataDir }).catch((error) => {
  tell('refused', error instanceof TuttiError ? error.message : String(error));
  process.exit(1);
});
const pool = new pg.Pool(embedded.connection);
tell('open');
if (mode === 'write') await write();
if (mode === 'break') await pool.query('COPY pg_class FROM STDIN').catch(() => {});
setInterval(() => {}, 60_000);

/** Says which rows it finds, then adds rows without end, and says each one that the database has acknowledged. */
async function write(): Promise<void> {
  await pool.query('CREATE TABLE IF NOT EXISTS mark (id int PRIMARY KEY, text text NOT NULL)');
  const { rows } = await pool.query('SELECT id, text = repeat(id::text, 100) AS whole FROM mark ORDER BY id');
  tell(
    'found',
    rows.map(({ id, whole }) => (whole ? id : -id)),
  );
  let id = rows.at(-1)?.id ?? 0;
  const writer = async () => {
    for (;;) {
      id += 1;
      const mine = id;
      await pool.query('INSERT INTO mark VALUES ($1::int, repeat($1::text, 100))', [mine]);
      tell('kept', mine);
    }
  };
  await Promise.all([writer(), writer(), writer(), writer()]);
}
