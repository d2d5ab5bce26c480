import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newMigration } from '../../src/store/new-migration.ts';

const now = new Date('2026-11-22T09:08:07Z');
const generator = 'datasource db {\n  provider = "postgresql"\n}\n';
const first = `${generator}model Note {\n  id Int @id\n}\n`;
const second = `${generator}model Note {\n  id Int @id\n  text String?\n}\n`;

let folder: string;
const describeSchema = (schema: string) => writeFileSync(join(folder, 'schema.prisma'), schema);
const make = (name: string, empty = false) => newMigration({ name, empty, now, folder });
const names = () => readdirSync(join(folder, 'migrations')).filter((name) => name !== 'schema.prisma');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tutti-test-'));
  mkdirSync(join(folder, 'migrations'));
  describeSchema(first);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the first migration makes everything, the next one what has changed since, without a database', async () => {
  const init = await make('init');
  expect(init).toBe(join(folder, 'migrations/20261122090807_init/migration.sql'));
  expect(readFileSync(String(init), 'utf8')).toMatch(/^-- CreateTable\nCREATE TABLE "Note"/);
  describeSchema(second);
  const next = await make('add_text');
  expect(readFileSync(String(next), 'utf8')).toContain('ALTER TABLE "Note" ADD COLUMN     "text" TEXT;');
});

test('names keep their order even when the clock stands still', async () => {
  await make('init');
  describeSchema(second);
  await make('add_text');
  expect(names()).toEqual(['20261122090807_init', '20261122090808_add_text']);
});

test('no migration is made when nothing has changed, but comments are noted', async () => {
  await make('init');
  const commented = `// The notes.\n${first}`;
  describeSchema(commented);
  expect(await make('again')).toBeUndefined();
  expect(names()).toEqual(['20261122090807_init']);
  expect(readFileSync(join(folder, 'migrations/schema.prisma'), 'utf8')).toBe(commented);
});

test('an empty migration can be asked for, to write SQL by hand', async () => {
  await make('init');
  const file = await make('by_hand', true);
  expect(readFileSync(String(file), 'utf8')).toMatch(/^-- Write the SQL/);
});

test('but not while the schema holds a change that it would hide', async () => {
  await make('init');
  describeSchema(second);
  await expect(make('by_hand', true)).rejects.toMatchObject({ code: 'schema_changed' });
});

test.each(['', 'Add text', 'add-text', '../text', '1st', 'a'.repeat(61)])(
  'the name %j is refused',
  async (name) => {
    await expect(make(name)).rejects.toMatchObject({ code: 'bad_name' });
  },
);

test('a lost copy of the last schema is noticed, for without it everything would be made again', async () => {
  await make('init');
  rmSync(join(folder, 'migrations/schema.prisma'));
  await expect(make('next')).rejects.toMatchObject({ code: 'no_last_schema' });
});
