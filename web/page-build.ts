import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'vite';

const web = import.meta.dirname;
const root = join(web, '..');

/** Where the built page lies; src/web serves it. */
export const dist = join(web, 'dist');
const mark = join(dist, '.built-from');

/** What the page is made of: its own files and the libraries' versions. Of the server it takes nothing but types. */
const sources = ['web', 'package-lock.json'];

/** One entry of Vite's list of what it built. */
type Built = {
  readonly file: string;
  readonly imports?: string[];
  readonly css?: string[];
  readonly isEntry?: boolean;
};
export type BuiltList = Readonly<Record<string, Built>>;

/** Builds the page into web/dist, unless it was built from the same sources already. Says whether it did. */
export async function buildPage(): Promise<boolean> {
  const hash = await hashOf(sources);
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === hash) return false;
  // Beside the old one, which is served meanwhile; two builds at once do not meet.
  const fresh = `${dist}.${process.pid}`;
  const old = `${dist}.old.${process.pid}`;
  try {
    await buildInto(fresh);
    await writeServiceWorker(fresh, hash);
    await writeFile(join(fresh, '.built-from'), hash);
    await swap(fresh, old);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
  return true;
}

/** Always for production: under another NODE_ENV, such as that of tests, React would come with everything for development. */
async function buildInto(folder: string): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root: web, configFile: join(web, 'vite.config.ts'), build: { outDir: folder } });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** Puts the fresh page in the place of the old one. Where another build was quicker, its page is from the same sources. */
async function swap(fresh: string, old: string): Promise<void> {
  if (existsSync(dist)) await rename(dist, old).catch(() => undefined);
  await rename(fresh, dist).catch((error: unknown) => {
    if (!existsSync(mark)) throw error;
  });
}

/** Vite's list of what it built, by the sources' paths under web/. */
export async function builtList(folder = dist): Promise<BuiltList> {
  return JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'));
}

/** The files that are loaded for these sources before anything is drawn: they and what they import, without what is lazy. */
export function loadedFor(list: BuiltList, paths: readonly string[]): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (path: string) => {
    const built = list[path];
    if (!built || seen.has(path)) return;
    seen.add(path);
    for (const file of [built.file, ...(built.css ?? [])]) found.add(file);
    for (const next of built.imports ?? []) visit(next);
  };
  for (const path of paths) visit(path);
  return [...found];
}

/** What the first sight of the page takes: the entry and the inbox. */
export const firstLoad = ['index.html', 'src/pages/inbox/inbox-page.tsx'];

/** Kept by the worker besides, so that forms open without a connection. */
const alsoKept = ['src/view/dialogs.tsx'];

async function writeServiceWorker(folder: string, id: string): Promise<void> {
  const files = loadedFor(await builtList(folder), [...firstLoad, ...alsoKept]).map((file) => `/${file}`);
  const code = await readFile(join(web, 'service-worker.js'), 'utf8');
  const known = JSON.stringify({ id: id.slice(0, 16), files });
  await writeFile(join(folder, 'service-worker.js'), `const BUILD = ${known};\n${code}`);
}

async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    for (const file of await filesOf(join(root, path))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (path.startsWith(dist)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const inner = await Promise.all(entries.map(({ name }) => filesOf(join(path, name))));
  return inner.flat().sort();
}
