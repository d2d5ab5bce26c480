import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import express, { type RequestHandler, type Response, Router } from 'express';

const NOT_BUILT = 'The page is not built yet. Run npm run build.\n';

/** What others answer: there a wrong address is an error, and not the page. */
const NOT_OURS = /^\/(api|slack|teams|healthz|readyz|metrics)(\/|$)/;

/** Serves the built page: its files, and index.html for every address that the page itself understands. */
export function servePage(folder: string): RequestHandler {
  const router = Router();
  router.use('/assets', packed(join(folder, 'assets')));
  // Their names hold a hash of their content, so a browser need never ask again.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y' }));
  router.use('/assets', (_request, response) => sayPlainly(response, 404, 'There is no such file.\n'));
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: askEachTime }));
  router.use((request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || NOT_OURS.test(request.path)) return next();
    if (extname(request.path)) return sayPlainly(response, 404, 'There is no such file.\n');
    const index = join(folder, 'index.html');
    if (!existsSync(index)) return sayPlainly(response, 503, NOT_BUILT);
    askEachTime(response);
    response.sendFile(index, { cacheControl: false });
  });
  return router;
}

const askEachTime = (response: Response) => void response.setHeader('cache-control', 'no-cache');

const sayPlainly = (response: Response, status: number, text: string) =>
  void response.status(status).type('text').send(text);

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const PACKINGS = {
  br: (bytes: Buffer) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => zip(bytes, { level: 9 }),
};

/**
 * Scripts and styles packed: a third of their size on the way. Each is packed when it is first asked for and kept, which
 * for the whole page is about a megabyte.
 */
function packed(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const name = /^\/([\w.-]+\.(?:js|css|svg))$/.exec(request.path)?.[1];
    const packing = request.acceptsEncodings(['br', 'gzip']) as keyof typeof PACKINGS | false;
    if (!name || !packing || !['GET', 'HEAD'].includes(request.method)) return next();
    const key = `${packing} ${name}`;
    const bytes = kept.get(key) ?? readFile(join(folder, name)).then(PACKINGS[packing]);
    kept.set(key, bytes);
    try {
      const body = await bytes;
      response
        .set('content-encoding', packing)
        .set('cache-control', 'public, max-age=31536000, immutable')
        .vary('accept-encoding')
        .type(extname(name))
        .send(body);
    } catch {
      kept.delete(key);
      next();
    }
  };
}
