// npm run db:migration -- NAME [--empty]: see README.md in this folder.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { TuttiError } from '../errors.ts';
import { runCli, say } from './cli.ts';
import { prismaFolder, readMigrations } from './migrations.ts';
import { diffSchemas } from './schema-engine.ts';

export type NewMigrationOptions = {
  name: string;
  /** Make it even when the schema has not changed, for SQL written by hand. */
  empty: boolean;
  now: Date;
  /** The folder of schema.prisma and migrations/. */
  folder?: string;
};

/**
 * Writes the migration that leads from the schema as of the last one, which is kept beside them, to schema.prisma.
 * Returns the new file's path, or undefined when nothing has changed.
 */
export async function newMigration(options: NewMigrationOptions): Promise<string | undefined> {
  const { name, empty, now, folder = prismaFolder } = options;
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) throw badName();
  const schema = join(folder, 'schema.prisma');
  const migrations = join(folder, 'migrations');
  const lastSchema = join(migrations, 'schema.prisma');
  const last = readMigrations(migrations).at(-1);
  if (last && !existsSync(lastSchema)) throw noLastSchema();

  const from = last ? readFileSync(lastSchema, 'utf8') : undefined;
  const sql = await diffSchemas(from, readFileSync(schema, 'utf8'));
  // Comments and the order of things may have changed all the same.
  if (sql === '') copyFileSync(schema, lastSchema);
  if (sql === '' && !empty) return undefined;
  if (empty && sql !== '') throw notEmpty();

  const file = join(migrations, `${stamp(now, last?.name)}_${name}`, 'migration.sql');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, empty ? '-- Write the SQL of this migration here.\n' : withoutSchema(sql));
  copyFileSync(schema, lastSchema);
  return file;
}

/** Now as 14 digits, or a second after the last migration should the clock stand before it. */
function stamp(now: Date, last: string | undefined): string {
  const digits = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const after = last ? Number(last.slice(0, 14)) + 1 : 0;
  return String(Math.max(Number(digits), after));
}

/** PostgreSQL always has the public schema, and asking to create it needs a right that the bot's user may lack. */
function withoutSchema(sql: string): string {
  return sql.replace('-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n', '');
}

function badName(): TuttiError {
  return new TuttiError(
    'bad_name',
    'Name the migration in small letters, digits and underscores, for example: npm run db:migration -- add_kudos',
  );
}

function notEmpty(): TuttiError {
  return new TuttiError(
    'schema_changed',
    'The schema has changed: make the migration without --empty, then add your own SQL to the file it writes.',
  );
}

function noLastSchema(): TuttiError {
  return new TuttiError(
    'no_last_schema',
    'prisma/migrations/schema.prisma is missing: get it back from git, for the new migration starts from it.',
  );
}

if (import.meta.main) {
  await runCli(async (args) => {
    const empty = args.includes('--empty');
    const [name = '', ...more] = args.filter((arg) => arg !== '--empty');
    if (more.length > 0) throw badName();
    const file = await newMigration({ name, empty, now: systemClock.now() });
    say(
      file
        ? `Wrote ${file}. Read it before you commit it.`
        : 'The schema has not changed: no migration is needed.',
    );
  });
}
