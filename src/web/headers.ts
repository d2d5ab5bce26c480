import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Who may show the page in a frame: Teams and the other Microsoft 365 clients, from
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements (read in November 2026). Outlook's own
 * hosts are left out, for Tutti has no tab there.
 */
const FRAMES = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.office.com',
  'https://*.microsoft365.com',
];

/**
 * Fluent UI makes empty style elements and fills them by insertRule, which no policy covers; only the element itself has
 * to be allowed. This is the SHA-256 of nothing at all, so no style that is written into the page's HTML fits it.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The headers of the page and its API. `https`: the page has an address that begins so. */
export const headers = ({ https }: { https: boolean }): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", EMPTY_STYLE],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...FRAMES],
      },
    },
    // It knows no list of hosts; frame-ancestors does, and where both are there the older one would shut Teams out.
    xFrameOptions: false,
    referrerPolicy: { policy: 'no-referrer' },
    // Only where it is served so: on this machine, other programs under localhost would be locked out.
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
