import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { errorCode, TuttiError } from './errors.ts';

const KEY_BYTES = 32;

/** SECRET_KEY, or the key kept beside the embedded database, made at the first start and readable by its owner alone. */
export async function readSecretKey({
  secretKey,
  dataDir,
}: Pick<Config, 'secretKey' | 'dataDir'>): Promise<string> {
  if (secretKey) return secretKey;
  const file = join(dataDir, 'secret.key');
  const kept = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return checked(kept.trim(), file);
  const made = randomBytes(KEY_BYTES).toString('base64');
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

function checked(key: string, file: string): string {
  if (Buffer.from(key, 'base64').length === KEY_BYTES) return key;
  throw new TuttiError(
    'bad_secret_key',
    `${file} does not hold a key. Put it back from a backup, or delete it and connect Slack again.`,
  );
}
