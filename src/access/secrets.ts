import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they fit a link, a cookie and a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * What is kept of a secret. A plain hash is enough for a random one of this length: nobody can try them all, so it needs
 * neither salt nor a slow function, and a look-up by hash gives nothing away by its timing.
 */
export const hashOf = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(secret).digest());
