// The rules of docs/architecture.md, each as a function from the sources to what breaks it: "path: why" a line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Source = { readonly path: string; readonly text: string };
export type Rule = (sources: readonly Source[]) => string[];

const root = join(import.meta.dirname, '../..');
const skipped = new Set(['node_modules', '.git', 'data', 'coverage', '.tmp', 'generated', 'images', 'dist']);

/** Every text file of the project, generated code left out. */
export function readSources(folder = ''): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): Source[] => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : readSources(path);
    if (!entry.isFile() || !/\.(tsx?|json|md|prisma|sql|css|html)$|^\.[\w.]+$/.test(entry.name)) return [];
    return entry.name === '.env' ? [] : [{ path, text: readFileSync(join(root, path), 'utf8') }];
  });
}

type Import = { readonly path: string; readonly from: string; readonly typeOnly: boolean };

/** What each file imports: packages by name, files by their path in the project. */
export function importsOf(sources: readonly Source[]): Import[] {
  return sources
    .filter(({ path }) => /\.tsx?$/.test(path))
    .flatMap(({ path, text }) => {
      const found = text.matchAll(
        /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm,
      );
      return [...found].map(([, type, fixed = '', dynamic = '']) => ({
        path,
        from: resolve(path, fixed || dynamic),
        typeOnly: type !== undefined,
      }));
    });
}

function resolve(path: string, from: string): string {
  if (!from.startsWith('.')) return from;
  const parts = path.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const inside = (path: string, ...folders: readonly string[]) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** Where each library may be imported; tests may import what they like. */
const homes: readonly { readonly library: RegExp; readonly folders: readonly string[] }[] = [
  { library: /^@slack\//, folders: ['src/slack'] },
  { library: /^@microsoft\/teams\./, folders: ['src/teams'] },
  { library: /^(@microsoft\/teams-js|@fluentui\/|@tanstack\/|react($|[/-])|wouter($|\/))/, folders: ['web'] },
  {
    library: /^(@prisma\/|prisma($|\/(?!seed\/))|pg($|\/)|@electric-sql\/)/,
    folders: ['src/store', 'prisma.config.ts'],
  },
  // Backups hold the queue's tables, so storage has to know what they are.
  { library: /^pg-boss($|\/)/, folders: ['src/jobs', 'src/store'] },
];

export const librariesAtHome: Rule = (sources) =>
  importsOf(sources).flatMap(({ path, from, typeOnly }) => {
    if (inside(path, 'tests')) return [];
    // The composition root hands pg-boss's clock on, for whoever moves time.
    if (path === 'src/app.ts' && from === 'pg-boss' && typeOnly) return [];
    const home = homes.find(({ library }) => library.test(from));
    return home && !inside(path, ...home.folders) ? [`${path}: ${from} belongs in ${home.folders[0]}`] : [];
  });

/** Features, in the order in which they may know each other. */
const features = [
  'people',
  'access',
  'anonymity',
  'initiatives',
  'issues',
  'concerns',
  'standups',
  'digests',
];
const platforms = ['slack', 'teams', 'web'];
const feature = (path: string) => features.find((name) => inside(path, `src/${name}`));
const platform = (path: string) => platforms.find((name) => inside(path, `src/${name}`));
/** Where everything is wired, and the list of jobs, know everyone. */
const roots = ['src/app.ts', 'src/jobs/index.ts', 'tests', 'manifest'];
/** What stands above the features: commands and routes say who may, and features do; the demo makes up what they keep. */
const above = ['commands', 'src/api', 'src/demo.ts', 'prisma'];
/** What of the API others may know: its table, and how it says no. */
const contract = ['src/api/contract', 'src/api/route.ts', 'src/api/fault.ts'];

export const layers: Rule = (sources) =>
  importsOf(sources).flatMap(({ path, from, typeOnly }) => {
    if (!inside(from, 'src', 'commands', 'web') || inside(path, ...roots)) return [];
    const why = inside(path, 'web') ? forbiddenToPage(path, from, typeOnly) : forbidden(path, from);
    return why ? [`${path} imports ${from}: ${why}`] : [];
  });

/** The page runs in browsers: of the server it knows what its answers look like, and none of its code. */
const forbiddenToPage = (path: string, from: string, typeOnly: boolean): string | undefined =>
  inside(path, 'web/src') && inside(from, 'src', 'commands') && !typeOnly
    ? 'the page takes nothing but types from the server'
    : undefined;

function forbidden(path: string, from: string): string | undefined {
  if (inside(from, 'web')) return 'the server does not know the page';
  if (inside(from, 'src/api') && !inside(path, 'src/api')) {
    if (!inside(path, 'src/web', 'src/demo.ts', 'prisma'))
      return 'only the composition root knows the routes';
    return inside(from, ...contract) ? undefined : 'of the API others know the contract alone';
  }
  const target = feature(from);
  const own = feature(path);
  if (platform(from) && platform(from) !== platform(path))
    return 'only the composition root knows a platform';
  if (inside(from, 'commands') && !inside(path, 'commands'))
    return 'only the composition root knows commands';
  if (target === undefined || target === own) return undefined;
  if (!inside(path, ...above)) {
    if (own === undefined) return 'this is below the features, and knows none';
    if (own === 'anonymity') return 'anonymity knows no feature at all';
    if (features.indexOf(target) > features.indexOf(own)) return `${own} comes before ${target}`;
  }
  return from === `src/${target}/index.ts` ? undefined : 'features are entered by their index.ts';
}

/** The folder of storage knows nothing of what is stored. */
export const storeKnowsNobody: Rule = (sources) =>
  importsOf(sources).flatMap(({ path, from }) =>
    inside(path, 'src/store') &&
    inside(from, 'src') &&
    /^src\/[^/]+\/[^/]/.test(from) &&
    !inside(from, 'src/store')
      ? [`${path} imports ${from}`]
      : [],
  );

export const settingsFromConfig: Rule = (sources) =>
  code(sources).flatMap(({ path, text }) =>
    // generate.ts hands the environment on to the command that it runs.
    /\bprocess\.env\b/.test(text) && path !== 'src/config.ts' && path !== 'src/store/generate.ts'
      ? [`${path}: settings come from src/config.ts`]
      : [],
  );

export const timeFromClock: Rule = (sources) =>
  code(sources).flatMap(({ path, text }) =>
    /\bDate\.now\(|\bnew Date\(\s*\)/.test(text) && path !== 'src/clock.ts'
      ? [`${path}: time comes from the clock`]
      : [],
  );

/** What runs in production. */
const code = (sources: readonly Source[]) =>
  sources.filter(({ path }) => path.endsWith('.ts') && inside(path, 'src', 'commands', 'manifest'));

export const readmes: Rule = (sources) => {
  const paths = new Set(sources.map(({ path }) => path));
  const folders = new Set(sources.flatMap(({ path }) => /^(src\/[^/]+|commands)\//.exec(path)?.[1] ?? []));
  return [...folders]
    .filter((folder) => !paths.has(`${folder}/README.md`))
    .map((folder) => `${folder}: has no README.md`);
};

const MOST_LINES = 300;

/** A long file says why in its first comment, with the word "long". */
export const shortFiles: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const comment = /^\s*(\/\/.*(\n\/\/.*)*|\/\*[\s\S]*?\*\/)/.exec(text)?.[0] ?? '';
    return /\.tsx?$/.test(path) && lines > MOST_LINES && !/\blong\b/i.test(comment)
      ? [`${path}: ${lines} lines, and no word of why it is so long`]
      : [];
  });

export const names: Rule = (sources) =>
  sources.flatMap(({ path }) => {
    if (!inside(path, 'src', 'commands', 'manifest', 'tests', 'web') || path.endsWith('README.md')) return [];
    const bad = path.split('/').find((part) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(part));
    if (bad) return [`${path}: names are in kebab-case`];
    return /\/(utils?|helpers?|common|misc)(\/|\.tsx?)/.test(path)
      ? [`${path}: a thing belongs to the feature it serves`]
      : [];
  });

export const nothingLeftToDo: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    // Written so that this file does not find itself.
    const mark = /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/;
    return mark.test(text) && path !== 'package-lock.json' ? [`${path}: ${mark.exec(text)?.[0]}`] : [];
  });

export const exactVersions: Rule = (sources) => {
  const text = sources.find(({ path }) => path === 'package.json')?.text ?? '{}';
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
  return Object.entries<string>({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json: ${name} ${version} is not one exact version`);
};

/** Whoever installs uses their own registry; the lock names none. */
export const lockWithoutRegistry: Rule = (sources) => {
  const text = sources.find(({ path }) => path === 'package-lock.json')?.text ?? '{}';
  const { packages = {} } = JSON.parse(text);
  return Object.entries<{ resolved?: string }>(packages)
    .filter(([, { resolved }]) => resolved?.includes('://'))
    .map(([name, { resolved }]) => `package-lock.json: ${name} comes from ${resolved}`);
};

/** Every npm command that a text or a sentence names exists. */
export const commandsExist: Rule = (sources) => {
  const text = sources.find(({ path }) => path === 'package.json')?.text ?? '{}';
  const scripts = new Set(Object.keys(JSON.parse(text).scripts ?? {}));
  return sources
    .filter(
      ({ path }) =>
        path.endsWith('.md') || inside(path, 'src', 'commands', 'manifest') || path === '.env.example',
    )
    .flatMap(({ path, text: said }) =>
      [...withoutPlans(said).matchAll(/\bnpm run (?:--\w+ )?(\w[\w:-]*)|\bnpm (start|test)\b/g)]
        .map(([, run, short]) => run ?? short ?? '')
        .filter((name) => !scripts.has(name))
        .map((name) => `${path}: there is no npm command ${name}`),
    );
};

/** What a paragraph calls "Not built yet" need not exist. */
const withoutPlans = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => !paragraph.startsWith('Not built yet'))
    .join('\n\n');
