import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** What a token says; a test changes what it wants. */
export type Claims = {
  readonly iss?: string;
  readonly aud?: string;
  readonly serviceurl?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly notBeforeIn?: number;
  readonly tid?: string;
};

export type Signer = {
  /** A signed token; by another key than the one that is published when `forged`. */
  token(claims: Claims, options?: { readonly forged?: boolean; readonly alg?: 'RS256' | 'none' }): string;
  /** The published keys. */
  readonly jwks: object;
};

let made: Signer | undefined;

/** A key pair of the test's own, in the place of Bot Framework's; making one takes a while, so a process has one. */
export const createSigner = (): Signer => {
  made ??= makeSigner();
  return made;
};

function makeSigner(): Signer {
  const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'local-teams';
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    token({ expiresIn = 3600, notBeforeIn = -60, ...claims }, { forged = false, alg = 'RS256' } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const payload = { ...claims, nbf: now + notBeforeIn, exp: now + expiresIn };
      const text = `${encode({ typ: 'JWT', alg, kid })}.${encode(payload)}`;
      if (alg === 'none') return `${text}.`;
      const key = forged ? others.privateKey : ours.privateKey;
      return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
    },
    jwks: {
      keys: [
        {
          ...createPublicKey(ours.publicKey.export({ type: 'spki', format: 'pem' })).export({
            format: 'jwk',
          }),
          kid,
          use: 'sig',
          alg: 'RS256',
        },
      ],
    },
  };
}
