import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import type { WireOptions } from './wire.ts';

export type EmbeddedSocket = {
  listen: WireOptions['listen'];
  password: string | undefined;
  connection: pg.PoolConfig;
  remove(): void;
};

/** A socket's path has 108 bytes at most, 104 on macOS. */
const longestPath = 100;
const client = { user: 'postgres', database: 'postgres', max: 10 };
const folderMode = { recursive: true, mode: 0o700 } as const;

/**
 * Where the embedded database is reached: a unix socket in a folder that only this user can enter. Windows has no
 * such sockets for PostgreSQL's clients, so there it is a port of this machine alone, behind a password.
 */
export async function chooseSocket(
  dataDir: string,
  loopback = process.platform === 'win32',
): Promise<EmbeddedSocket> {
  if (loopback) return loopbackSocket();
  const folder = await socketFolder(join(resolve(dataDir), 'socket'));
  return {
    listen: { path: socketPath(folder) },
    password: undefined,
    connection: { ...client, host: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function loopbackSocket(): EmbeddedSocket {
  const password = randomBytes(24).toString('base64url');
  const host = '127.0.0.1';
  return {
    listen: { host, port: 0 },
    password,
    connection: { ...client, host, password },
    remove: () => {},
  };
}

/** In DATA_DIR; or among the temporary files when that path is too long, or on a volume that holds no sockets. */
async function socketFolder(preferred: string): Promise<string> {
  if (Buffer.byteLength(socketPath(preferred)) > longestPath) return mkdtempSync(join(tmpdir(), 'tutti-'));
  // What a killed process left here belongs to nobody: the caller holds the lock of DATA_DIR.
  rmSync(preferred, { recursive: true, force: true });
  mkdirSync(preferred, folderMode);
  return (await canListen(preferred)) ? preferred : mkdtempSync(join(tmpdir(), 'tutti-'));
}

function canListen(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(join(folder, 'probe'), () => probe.close(() => resolve(true)));
  });
}

/** As libpq and pg name it. */
function socketPath(folder: string): string {
  return join(folder, '.s.PGSQL.5432');
}
