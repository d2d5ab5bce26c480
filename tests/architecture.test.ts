// Long because every rule stands here beside what breaks it.
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { helpView } from '../src/chat/help.ts';
import { settingNames } from '../src/config.ts';
import { jobs } from '../src/jobs/index.ts';
import {
  commandsExist,
  exactVersions,
  importsOf,
  layers,
  librariesAtHome,
  lockWithoutRegistry,
  names,
  nothingLeftToDo,
  type Rule,
  readmes,
  readSources,
  settingsFromConfig,
  shortFiles,
  storeKnowsNobody,
  timeFromClock,
} from './support/architecture.ts';
import { textOf } from './support/company.ts';

const sources = readSources();
const textAt = (path: string): string => {
  const found = sources.find((source) => source.path === path);
  if (!found) throw new Error(`There is no ${path}.`);
  return found.text;
};

/** A made-up project: files by their paths. */
const project = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => ({ path, text }));

type Case = {
  readonly rule: Rule;
  /** Sources that are well. */
  readonly well: Readonly<Record<string, string>>;
  /** Sources each of which breaks the rule. */
  readonly broken: readonly Readonly<Record<string, string>>[];
};

const rules: Readonly<Record<string, Case>> = {
  'libraries are imported where they belong': {
    rule: librariesAtHome,
    well: {
      'src/slack/a.ts': "import { App } from '@slack/bolt';",
      'src/store/a.ts': "import pg from 'pg';\nimport { PGlite } from '@electric-sql/pglite';",
      'src/jobs/a.ts': "import {\n  PgBoss,\n} from 'pg-boss';",
      'src/app.ts': "import type { Clock } from 'pg-boss';",
      'tests/a.ts': "import pg from 'pg';\nimport '@slack/web-api';",
      'web/src/a.tsx':
        "import { Button } from '@fluentui/react-components';\nimport { useState } from 'react';",
      'src/chat/a.ts': "import { pgp } from 'pgp';\nimport { z } from 'zod'; // not '@slack/bolt'",
    },
    broken: [
      { 'src/chat/a.ts': "import { App } from '@slack/bolt';" },
      { 'manifest/a.ts': "import type { App } from '@slack/bolt';" },
      { 'src/app.ts': "import { PgBoss } from 'pg-boss';" },
      { 'src/jobs/a.ts': "import type { PoolConfig } from 'pg';" },
      { 'commands/a.ts': "import {\n  PrismaClient,\n  type Prisma,\n} from '@prisma/client';" },
      { 'src/people/a.ts': "const pg = await import('pg');" },
      { 'src/people/a.ts': "export * from 'pg';" },
      { 'src/slack/a.ts': "import { App } from '@microsoft/teams.apps';" },
      { 'src/standups/a.ts': "import React from 'react';" },
      { 'src/web/a.tsx': "import { useQuery } from '@tanstack/react-query';" },
      { 'web/src/a.tsx': "import { App } from '@slack/bolt';" },
    ],
  },
  'features know those before them, by their index, and no platform': {
    rule: layers,
    well: {
      'src/standups/a.ts': "import { x } from '../people/index.ts';\nimport { y } from './views/b.ts';",
      'src/standups/views/b.ts': "import { x } from '../../chat/view.ts';",
      'src/digests/a.ts': "import { x } from '../standups/index.ts';",
      'commands/a.ts': "import { x } from '../src/digests/index.ts';\nimport { b } from './b.ts';",
      'src/jobs/index.ts': "import { x } from '../standups/index.ts';",
      'src/app.ts': "import { x } from './slack/index.ts';\nimport { c } from '../commands/index.ts';",
      'src/slack/a.ts': "import { x } from '../chat/view.ts';\nimport { y } from './b.ts';",
      'src/access/a.ts': "import { x } from '../people/index.ts';",
      'src/api/routes/a.ts': "import { x } from '../../standups/index.ts';\nimport { y } from '../route.ts';",
      'src/web/a.ts':
        "import { x } from '../api/contract/index.ts';\nimport type { y } from '../api/route.ts';",
      'prisma/seed/a.ts': "import { x } from '../../src/standups/index.ts';",
      'web/src/a.tsx': "import type { x } from '../../src/api/route.ts';\nimport { b } from './b.tsx';",
      'web/vite.config.ts': "import { x } from '../src/errors.ts';",
      'tests/a.ts': "import { x } from '../src/standups/plan.ts';\nimport { y } from '../web/src/a.ts';",
    },
    broken: [
      { 'src/people/a.ts': "import { x } from '../standups/index.ts';" },
      { 'src/standups/a.ts': "import { x } from '../people/actor.ts';" },
      { 'src/standups/views/a.ts': "import { x } from '../../people/actor.ts';" },
      { 'src/standups/a.ts': "import { x } from '../slack/index.ts';" },
      { 'src/anonymity/a.ts': "import { x } from '../people/index.ts';" },
      { 'src/chat/a.ts': "import type { x } from '../people/index.ts';" },
      { 'src/chat/a.ts': "import { x } from '../slack/render.ts';" },
      { 'src/jobs/queue.ts': "import { x } from '../people/index.ts';" },
      { 'src/slack/a.ts': "import { x } from '../people/index.ts';" },
      { 'src/slack/a.ts': "import { x } from '../teams/index.ts';" },
      { 'src/slack/a.ts': "import { x } from '../../commands/index.ts';" },
      { 'src/store/a.ts': "const x = await import('../standups/index.ts');" },
      { 'commands/a.ts': "import { x } from '../src/standups/plan.ts';" },
      { 'commands/a.ts': "import { x } from '../src/slack/index.ts';" },
      { 'commands/a.ts': "import { x } from '../src/api/index.ts';" },
      { 'src/access/a.ts': "import { x } from '../standups/index.ts';" },
      { 'src/people/a.ts': "import { x } from '../access/index.ts';" },
      { 'src/people/a.ts': "import type { x } from '../api/contract/index.ts';" },
      { 'src/api/routes/a.ts': "import { x } from '../../standups/plan.ts';" },
      { 'src/api/routes/a.ts': "import { x } from '../../web/index.ts';" },
      { 'src/api/openapi.ts': "import { x } from '../slack/render.ts';" },
      { 'src/web/a.ts': "import { x } from '../access/index.ts';" },
      { 'src/web/a.ts': "import { x } from '../api/index.ts';" },
      { 'src/web/a.ts': "import { x } from '../api/routes/today.ts';" },
      { 'src/web/a.ts': "import { x } from '../../web/src/view.ts';" },
      { 'prisma/seed/a.ts': "import { x } from '../../src/standups/plan.ts';" },
      { 'web/src/a.tsx': "import { x } from '../../src/api/contract/index.ts';" },
      { 'web/src/a.ts': "import { type X, y } from '../../src/chat/view.ts';" },
    ],
  },
  'storage does not know what is stored': {
    rule: storeKnowsNobody,
    well: { 'src/store/a.ts': "import { x } from '../log.ts';\nimport { y } from './b.ts';" },
    broken: [{ 'src/store/a.ts': "import type { x } from '../chat/view.ts';" }],
  },
  'settings are read in config alone': {
    rule: settingsFromConfig,
    well: { 'src/config.ts': 'process.env', 'tests/a.ts': 'process.env.PATH' },
    broken: [{ 'src/log.ts': 'const level = process.env.LOG_LEVEL;' }, { 'commands/a.ts': 'process.env' }],
  },
  'time comes from the clock alone': {
    rule: timeFromClock,
    well: {
      'src/clock.ts': 'new Date()',
      'src/a.ts': 'new Date(0); new Date(text)',
      'tests/a.ts': 'Date.now()',
    },
    broken: [
      { 'src/a.ts': 'new Date()' },
      { 'src/a/b.ts': 'Date.now()' },
      { 'commands/a.ts': 'new Date( )' },
    ],
  },
  'every folder says what it is for': {
    rule: readmes,
    well: { 'src/chat/a.ts': '', 'src/chat/README.md': '', 'src/a.ts': '', 'src/chat/views/b.ts': '' },
    broken: [{ 'src/chat/a.ts': '' }, { 'commands/a.ts': '' }],
  },
  'long files say why': {
    rule: shortFiles,
    well: {
      'src/a.ts': 'x\n'.repeat(300),
      'src/b.ts': `// Long because it is a table.\n${'x\n'.repeat(400)}`,
      'src/c.ts': `/**\n * A table, and so\n * it is long.\n */\n${'x\n'.repeat(400)}`,
      'docs/a.md': 'x\n'.repeat(400),
    },
    broken: [
      { 'src/a.ts': 'x\n'.repeat(301) },
      { 'web/src/a.tsx': 'x\n'.repeat(301) },
      { 'tests/a.ts': `// A comment.\n${'x\n'.repeat(400)}// Long because.` },
    ],
  },
  'files are named by what they are for, in kebab-case': {
    rule: names,
    well: { 'src/chat/dead-letter.ts': '', 'tests/a.db.test.ts': '', 'src/chat/README.md': '' },
    broken: [
      { 'src/chat/deadLetter.ts': '' },
      { 'src/Chat/a.ts': '' },
      { 'src/utils/a.ts': '' },
      { 'src/chat/helpers.ts': '' },
      { 'tests/slack/_p.ts': '' },
      { 'web/src/TodayPage.tsx': '' },
      { 'web/src/helpers.tsx': '' },
    ],
  },
  'nothing is left to be done': {
    rule: nothingLeftToDo,
    well: { 'src/a.ts': 'a list of things to do' },
    broken: ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].map((mark) => ({ 'src/a.ts': `// ${mark}: later` })),
  },
  'dependencies are pinned': {
    rule: exactVersions,
    well: { 'package.json': '{"dependencies":{"a":"1.2.3"},"devDependencies":{"b":"1.2.3-4.abc"}}' },
    broken: ['^1.2.3', '~1.2.3', '1.2', '*', 'latest', 'github:a/b'].map((version) => ({
      'package.json': JSON.stringify({ devDependencies: { a: version } }),
    })),
  },
  'the lock file names no registry': {
    rule: lockWithoutRegistry,
    well: { 'package-lock.json': '{"packages":{"node_modules/a":{"version":"1.2.3"}}}' },
    broken: [
      { 'package-lock.json': '{"packages":{"node_modules/a":{"resolved":"https://registry/a.tgz"}}}' },
    ],
  },
  'npm commands that are named exist': {
    rule: commandsExist,
    well: {
      'package.json': '{"scripts":{"start":"","db:copy":""}}',
      'README.md':
        'npm start, npm run db:copy -- --to x, npm run --silent db:copy\n\nNot built yet: `npm run demo`.',
    },
    broken: [
      { 'package.json': '{"scripts":{}}', 'README.md': '`npm run demo`' },
      { 'package.json': '{"scripts":{}}', 'docs/a.md': 'npm test' },
      { 'package.json': '{}', 'src/a.ts': "'Then: npm run backup'" },
    ],
  },
};

describe.each(Object.entries(rules))('%s', (_name, { rule, well, broken }) => {
  it('here', () => {
    expect(rule(sources)).toEqual([]);
  });

  it('as the rule sees it', () => {
    expect(rule(project(well))).toEqual([]);
    for (const files of broken) expect(rule(project(files)), JSON.stringify(files)).toHaveLength(1);
  });
});

describe('the reading of imports', () => {
  it('finds every way in which one file names another', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from '../b.ts';",
      "export * from './c.ts';",
      "import {\n  d,\n  e,\n} from '../../d/e.ts';",
      "import './f.ts';",
      "const g = await import('./g.ts');",
      "const text = 'import x from y';",
    ].join('\n');
    expect(importsOf([{ path: 'src/chat/x/y.ts', text }]).map(({ from }) => from)).toEqual([
      'src/chat/x/a.ts',
      'src/chat/b.ts',
      'src/chat/x/c.ts',
      'src/d/e.ts',
      'src/chat/x/f.ts',
      'src/chat/x/g.ts',
    ]);
  });

  it('sees the project as it is', () => {
    expect(sources.length).toBeGreaterThan(150);
    const imports = importsOf(sources);
    expect(imports).toContainEqual({ path: 'src/app.ts', from: 'src/chat/dispatch.ts', typeOnly: false });
    expect(imports).toContainEqual({ path: 'src/jobs/queue.ts', from: 'pg-boss', typeOnly: false });
  });
});

describe('the commands', () => {
  const listed = commands.map(({ name }) => name);

  it('are those of the folder, one a file', () => {
    const files = sources.flatMap(({ path }) => /^commands\/([a-z]+)\.ts$/.exec(path)?.[1] ?? []);
    expect(files.filter((file) => file !== 'index').sort()).toEqual([...listed].sort());
  });

  it('are those of Slack’s manifest, with the same words', () => {
    const { features } = JSON.parse(textAt('manifest/slack.json'));
    expect(features.slash_commands).toMatchObject(
      commands.map(({ name, summary, usage }) => ({
        command: `/${name}`,
        description: summary,
        ...(usage ? { usage_hint: usage } : {}),
      })),
    );
    expect(features.shortcuts).toMatchObject(
      commands.flatMap(({ name, shortcut }) =>
        shortcut ? [{ name: shortcut.title, callback_id: name, type: 'message' }] : [],
      ),
    );
  });

  it('are those of the help text, in the same order', () => {
    const lines = textOf(helpView(commands)).split('\n');
    const shown = lines.flatMap((line) => /^\/([a-z]+)/.exec(line)?.[1] ?? []);
    expect(shown).toEqual(listed);
    for (const { name, summary } of commands)
      expect(lines.some((line) => line.startsWith(`/${name}`) && line.endsWith(summary))).toBe(true);
  });

  it('have one home page between them', () => {
    expect(commands.filter(({ home }) => home)).toHaveLength(1);
  });
});

describe('the jobs', () => {
  it('that are declared are all carried out, under names of their own', () => {
    const declared = sources.flatMap(({ path, text }) =>
      path.startsWith('src/') && path.endsWith('.ts')
        ? [...text.matchAll(/\bdefineJob\(\{\s*name: '([^']+)'/g)].map(([, name]) => name)
        : [],
    );
    expect(jobs.map(({ job }) => job.name).sort()).toEqual(declared.sort());
    expect(new Set(declared).size).toBe(declared.length);
  });
});

describe('.env.example', () => {
  it('shows every setting, in order', () => {
    const shown = [...textAt('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(shown).toEqual(settingNames);
  });
});
