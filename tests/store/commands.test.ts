import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const dataDir = mkdtempSync(join(tmpdir(), 'tutti-test-'));
writeFileSync(join(dataDir, 'letter.txt'), 'Dear customer,\n');
afterAll(() => rmSync(dataDir, { recursive: true }));

const nowhere = 'postgres://postgres@127.0.0.1:1/tutti';

test.each([
  ['backup.ts', [], {}, 'Say where to: npm run backup -- FILE'],
  ['backup.ts', ['--all'], {}, 'Say where to: npm run backup -- FILE'],
  ['backup.ts', ['out.gz'], {}, 'There is no Tutti database here yet.'],
  [
    'backup.ts',
    ['out.gz'],
    { DATABASE_URL: nowhere },
    'The PostgreSQL server does not answer (ECONNREFUSED).',
  ],
  [
    'backup.ts',
    ['out.gz'],
    { DATABASE_URL: 'mysql://host/tutti' },
    'The settings need mending: DATABASE_URL',
  ],
  ['restore.ts', ['--force'], {}, 'Say which backup: npm run restore -- FILE'],
  ['restore.ts', ['missing.gz'], {}, 'There is no file missing.gz.'],
  ['restore.ts', [tmpdir()], {}, 'cannot be read as a file.'],
  ['restore.ts', [join(dataDir, 'letter.txt')], {}, 'The file is not a whole Tutti backup.'],
  ['copy.ts', ['postgres://host/tutti'], {}, 'Say where to: npm run db:copy -- --to postgres://'],
  ['copy.ts', ['--to', 'mysql://host/tutti'], {}, 'Say where to: npm run db:copy -- --to postgres://'],
  ['copy.ts', ['--to', nowhere], {}, 'There is no Tutti database here yet.'],
  ['new-migration.ts', ['Add Text'], {}, 'Name the migration in small letters'],
])('%s %j answers with one sentence and exit code 1', (script, args, settings, sentence) => {
  const path = join(import.meta.dirname, '../../src/store', script);
  const { status, stderr } = spawnSync(process.execPath, [path, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...settings },
  });
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(status).toBe(1);
});
