import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BuiltList, buildPage, builtList, dist, firstLoad, loadedFor } from '../../web/page-build.ts';

const MOST_KB = 250;

let list: BuiltList;
const read = (file: string) => readFile(join(dist, file), 'utf8');

beforeAll(async () => {
  await buildPage();
  list = await builtList();
});

describe('the built page', () => {
  it('needs at most 250 KB of packed script for its first sight, the inbox', async () => {
    const scripts = loadedFor(list, firstLoad).filter((file) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(2);
    const bytes = await Promise.all(
      scripts.map(async (file) => gzipSync(await readFile(join(dist, file))).length),
    );
    const total = bytes.reduce((sum, each) => sum + each, 0);
    expect(total).toBeGreaterThan(50 * 1024);
    expect(total / 1024).toBeLessThanOrEqual(MOST_KB);
  });

  it('draws charts only where charts are drawn', async () => {
    // A class name of Fluent's charts.
    const charts = /fui-cart|fui-Chart|fui-line__|react-charts/;
    const scripts = (paths: string[]) =>
      Promise.all(
        loadedFor(list, paths)
          .filter((file) => file.endsWith('.js'))
          .map(read),
      );
    expect((await scripts(firstLoad)).filter((text) => charts.test(text))).toEqual([]);
    const all = Object.values(list).flatMap(({ file }) => (file.endsWith('.js') ? [file] : []));
    const texts = await Promise.all(all.map(read));
    expect(texts.some((text) => charts.test(text))).toBe(true);
  });

  it('has no script and no style in its HTML, as its policy demands', async () => {
    const html = await read('index.html');
    expect(html.match(/<script\b[^>]*>/g)).toEqual([expect.stringMatching(/\bsrc="\/assets\//)]);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
  });

  it('has a worker that keeps what a start needs, all of which is there', async () => {
    const worker = await read('service-worker.js');
    const { id, files } = JSON.parse(/^const BUILD = (.*);$/m.exec(worker)?.[1] ?? '{}');
    expect(id).toMatch(/^[\da-f]{16}$/);
    expect(files).toEqual(expect.arrayContaining(loadedFor(list, firstLoad).map((file) => `/${file}`)));
    for (const file of files) expect((await read(file)).length, file).toBeGreaterThan(0);
  });

  it('can be installed: every icon of its manifest is there', async () => {
    const { icons } = JSON.parse(await read('manifest.webmanifest'));
    expect(icons.map(({ sizes }: { sizes: string }) => sizes)).toEqual(
      expect.arrayContaining(['192x192', '512x512']),
    );
    for (const { src } of icons) expect((await readFile(join(dist, src))).length).toBeGreaterThan(0);
  });

  it('is not built again while nothing has changed', async () => {
    expect(await buildPage()).toBe(false);
  });
});
