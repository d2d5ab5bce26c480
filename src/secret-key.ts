import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { errorCode } from './errors.ts';

/** SECRET_KEY, or the key kept beside the embedded database, made at the first start and readable by its owner alone. */
export async function readSecretKey({
  secretKey,
  dataDir,
}: Pick<Config, 'secretKey' | 'dataDir'>): Promise<string> {
  if (secretKey) return secretKey;
  const file = join(dataDir, 'secret.key');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const made = randomBytes(32).toString('base64');
  await mkdir(dataDir, { recursive: true });
  await write(file, `${made}\n`);
  return made;
}

/** Flushed with its folder before it is used: what it sealed would be lost with it in a power cut. */
async function write(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  const folder = await open(join(file, '..'));
  await folder.sync();
  await folder.close();
}
