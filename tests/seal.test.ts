import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../src/seal.ts';
import { readSecretKey } from '../src/secret-key.ts';

const newKey = () => randomBytes(32).toString('base64');
const refusal =
  'The stored credentials do not open with this SECRET_KEY. Start with the key they were stored with, or connect again.';

describe('a sealed value', () => {
  const sealer = createSealer(newKey());

  it('opens to what it was, whatever that is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(sealer.open(sealer.seal(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('shows nothing of it, and is never the same twice', () => {
    const value = { token: 'xoxb-canary' };
    const sealed = [sealer.seal(value), sealer.seal(value)].map((bytes) =>
      Buffer.from(bytes).toString('latin1'),
    );
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain('canary');
  });

  it('does not open with another key', () => {
    const sealed = sealer.seal('secret');
    expect(() => createSealer(newKey()).open(sealed)).toThrow(refusal);
  });

  it('does not open once a single bit of it is changed, or a part is missing', () => {
    const sealed = sealer.seal('secret');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(sealed);
        changed[at] = Number(changed[at]) ^ (1 << bit);
        expect(() => sealer.open(changed)).toThrow(refusal);
      }),
    );
    for (let length = 0; length < sealed.length; length++)
      expect(() => sealer.open(sealed.subarray(0, length))).toThrow(refusal);
  });
});

describe('the secret key', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tutti-key-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  const file = () => join(dataDir, 'secret.key');

  it('is the one that is set, and then none is kept', async () => {
    const secretKey = newKey();
    expect(await readSecretKey({ secretKey, dataDir })).toBe(secretKey);
    expect(() => statSync(file())).toThrow();
  });

  it('is made at the first start otherwise, for its owner’s eyes alone, and kept', async () => {
    const folder = join(dataDir, 'not', 'there', 'yet');
    const made = await readSecretKey({ secretKey: undefined, dataDir: folder });
    expect(Buffer.from(made, 'base64')).toHaveLength(32);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(`${made}\n`);
    expect(await readSecretKey({ secretKey: undefined, dataDir: folder })).toBe(made);
  });

  it.each(['', 'too short', newKey().slice(0, 20)])(
    'is refused when its file is damaged: “%s”',
    async (text) => {
      writeFileSync(file(), text);
      await expect(readSecretKey({ secretKey: undefined, dataDir })).rejects.toThrow(
        `${file()} does not hold a key. Put it back from a backup, or delete it and connect Slack again.`,
      );
    },
  );
});
