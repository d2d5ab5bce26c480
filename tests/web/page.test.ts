import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from '../../src/web/page.ts';

const INDEX = '<!doctype html><title>Tutti</title>';
const SCRIPT = 'export const words = "so many words";'.repeat(200);

let server: Server;
let url: string;
let folder: string;
async function serve(from: string): Promise<void> {
  const http = express();
  http.use(servePage(from));
  server = createServer(http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tutti-page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), INDEX);
  writeFileSync(join(folder, 'service-worker.js'), 'self.skipWaiting();');
  writeFileSync(join(folder, 'assets/index-Dh97F12c.js'), SCRIPT);
  writeFileSync(join(folder, 'assets/icon.png'), 'png');
  writeFileSync(join(folder, '.secret'), 'secret');
  await serve(folder);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Without fetch's own unpacking, to see what went over the wire. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request(url + path, { method, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
      asked.on('error', reject);
      asked.end();
    },
  );
}

describe('the built page', () => {
  it.each(['/', '/today', '/company', '/sign-in', '/setup/people?x=1', '/apiary', '/rounds/01a20428-b62e'])(
    'is what %s shows, asked for each time',
    async (path) => {
      const { status, headers, body } = await get(path);
      expect([status, String(body), headers['cache-control']]).toEqual([200, INDEX, 'no-cache']);
    },
  );

  it.each([
    '/api/nothing',
    '/slack/nothing',
    '/teams/x',
    '/metrics/x',
    '/healthz/x',
    '/favicon.ico',
    '/assets/gone.js',
    '/a/b.php',
  ])('is not what %s shows', async (path) => {
    const { status, body } = await get(path);
    expect([status, String(body).includes('<title>Tutti')]).toEqual([404, false]);
  });

  it('is not shown for anything but looking', async () => {
    expect((await get('/today', {}, 'POST')).status).toBe(404);
    const head = await get('/today', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it('keeps to its folder', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fetc%2fpasswd',
      '/.secret',
    ]) {
      const { status, body } = await get(path);
      expect(String(body), path).not.toMatch(/"name"|root:|^secret/);
      expect([200, 400, 403, 404], path).toContain(status);
    }
  });
});

describe('scripts and styles', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)(
    'go packed as %s to browsers that take it so, and are kept for ever',
    async (packing, unpack) => {
      for (const _time of [1, 2]) {
        const { headers, body } = await get('/assets/index-Dh97F12c.js', { 'accept-encoding': packing });
        expect(headers).toMatchObject({
          'content-encoding': packing,
          'cache-control': 'public, max-age=31536000, immutable',
          'content-type': 'text/javascript; charset=utf-8',
          vary: expect.stringMatching(/accept-encoding/i),
        });
        expect(body.length).toBeLessThan(SCRIPT.length / 10);
        expect(String(unpack(body))).toBe(SCRIPT);
      }
    },
  );

  it('go as they are to whoever takes nothing else, and so do pictures', async () => {
    const plain = await get('/assets/index-Dh97F12c.js');
    expect([plain.headers['content-encoding'], String(plain.body)]).toEqual([undefined, SCRIPT]);
    const picture = await get('/assets/icon.png', { 'accept-encoding': 'br, gzip' });
    expect([picture.headers['content-encoding'], String(picture.body)]).toEqual([undefined, 'png']);
  });

  it('that are not named by their content are asked for each time', async () => {
    const worker = await get('/service-worker.js');
    expect([worker.status, worker.headers['cache-control']]).toEqual([200, 'no-cache']);
  });
});

describe('a page that is not built', () => {
  it('says so, and what to do', async () => {
    const mine = server;
    await serve(join(folder, 'nothing-here'));
    try {
      const { status, headers, body } = await get('/today');
      expect([status, headers['content-type'], String(body)]).toEqual([
        503,
        'text/plain; charset=utf-8',
        'The page is not built yet. Run npm run build.\n',
      ]);
    } finally {
      server.close();
      server = mine;
    }
  });
});
