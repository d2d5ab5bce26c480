import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TuttiError } from './errors.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must not be readable from a copy of the database, with AES-256-GCM under SECRET_KEY. */
export type Sealer = { seal(value: unknown): Uint8Array<ArrayBuffer>; open(sealed: Uint8Array): unknown };

/** @param secretKey 32 bytes in base64. */
export function createSealer(secretKey: string): Sealer {
  const key = Buffer.from(secretKey, 'base64');
  return {
    seal(value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(body.toString('utf8'));
      } catch (cause) {
        throw new TuttiError(
          'wrong_secret_key',
          'The stored credentials do not open with this SECRET_KEY. Start with the key they were stored with, or connect again.',
          { cause },
        );
      }
    },
  };
}
