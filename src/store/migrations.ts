import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Migration = {
  /** The folder's name, which begins with its time: names sort in the order of application. */
  name: string;
  sql: string;
  /** As Prisma records it in _prisma_migrations. */
  checksum: string;
};

export const prismaFolder = join(import.meta.dirname, '../../prisma');
export const migrationsFolder = join(prismaFolder, 'migrations');

/** The migrations that this code has, oldest first. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return migrationOf(name, sql);
    });
}

export function migrationOf(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
