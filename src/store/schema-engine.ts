// Prisma's own migration engine as WebAssembly: it needs no download, and writes the same _prisma_migrations table
// that `prisma migrate deploy` reads. It is loaded only when there is work for it; loading takes longer than a start.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { type Migration, migrationsFolder } from './migrations.ts';

const engine = Symbol.for('tutti.schema-engine');
const filters = { externalTables: [], externalEnums: [] };
const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };

/** Applies those of `migrations` that the database has not had, and returns their names. */
export async function applyMigrations(connection: pg.PoolConfig, migrations: Migration[]): Promise<string[]> {
  // A pool of our own, since freeing the engine does not end the one it would make.
  const pool = new pg.Pool(connection);
  try {
    const engine = await openEngine(new PrismaPg(pool));
    const { appliedMigrationNames } = await engine.applyMigrations({
      filters,
      migrationsList: {
        baseDir: migrationsFolder,
        lockfile,
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
    });
    engine.free();
    return appliedMigrationNames;
  } finally {
    await pool.end();
  }
}

/** The SQL that leads from one schema to another, or from nothing; empty when they are the same. No database is asked. */
export async function diffSchemas(from: string | undefined, to: string): Promise<string> {
  const engine = await openEngine(noDatabase);
  try {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', ...schemaFile(from) },
      to: { tag: 'schemaDatamodel', ...schemaFile(to) },
      script: true,
      exitCode: null,
      filters,
    });
    const sql = stdout ?? '';
    return /^(\s*(--.*)?\n?)*$/.test(sql) ? '' : sql;
  } finally {
    engine.free();
  }
}

function schemaFile(content: string): SchemasContainer {
  return { files: [{ path: 'schema.prisma', content }] };
}

/** Answers the one question the engine asks on opening (is there a public schema, which version is this) and no other. */
const offline: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'tutti-offline',
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 15.0', 150_000]],
  }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => {},
};

const noDatabase: SqlMigrationAwareDriverAdapterFactory = {
  provider: offline.provider,
  adapterName: offline.adapterName,
  connect: async () => offline,
  connectToShadowDb: async () => offline,
};

async function refuse(): Promise<never> {
  throw new Error('no database here');
}

async function openEngine(database: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadLibrary();
  return SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(database));
}

// TypeScript knows WebAssembly only as a part of the browser.
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: unknown } }>;
};

type Library = typeof import('@prisma/schema-engine-wasm');
type Exports = { __wbindgen_start(): void };

/**
 * One instance a process, even where this module is loaded twice, as test runners do: the bindings keep what they know
 * of it in their own module, of which there is one.
 */
const shared = globalThis as { [engine]?: Promise<Library> };

function loadLibrary(): Promise<Library> {
  shared[engine] ??= instantiate();
  return shared[engine];
}

/** By hand: Node still warns that importing a .wasm file is experimental. */
async function instantiate(): Promise<Library> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const code = new Uint8Array(await readFile(join(folder, 'schema_engine_bg.wasm')));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings });
  const exports = instance.exports as Exports;
  const library = bindings as unknown as Library & { __wbg_set_wasm(exports: Exports): void };
  library.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return library;
}
