import { parseCookie, stringifySetCookie } from 'cookie';

/** The session's cookie, as it is written and read. */
export type Cookies = {
  /** The session's secret in a request's Cookie header. */
  read(header: string | undefined): string | undefined;
  /** A Set-Cookie header that signs in, and one that signs out. */
  write(secret: string, expiresAt: Date): string;
  clear(): string;
};

/**
 * `__Host-` makes browsers refuse the cookie unless it came over https from this very host. Off https, which is on this
 * machine alone, they would refuse that name always.
 */
export function createCookies(secure: boolean): Cookies {
  const name = secure ? '__Host-tutti' : 'tutti';
  const common = { name, httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    read: (header) => (header ? parseCookie(header)[name] || undefined : undefined),
    write: (value, expires) => stringifySetCookie({ ...common, value, expires }),
    clear: () => stringifySetCookie({ ...common, value: '', expires: new Date(0) }),
  };
}
