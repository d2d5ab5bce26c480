import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { teamsFiles } from '../../manifest/files.ts';
import { teamsManifest } from '../../manifest/teams.ts';
import { CLIENT_ID } from '../support/local-teams.ts';

const written = (name: string) => readFileSync(new URL(`../../manifest/teams/${name}`, import.meta.url));

/** The published schema is of draft 4, which Ajv reads without its first line. */
function validate(manifest: { manifestVersion: string }) {
  const { resolve } = createRequire(import.meta.url);
  const root = resolve('@microsoft/app-manifest/package.json').replace(/package\.json$/, '');
  const path = `${root}build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`;
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const check = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  return check(manifest) ? [] : check.errors;
}

describe('manifest/teams', () => {
  it('is what the code makes: run `npm run manifest` when this fails', () => {
    const files = teamsFiles(commands);
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png', 'tutti.zip']);
    for (const [name, data] of Object.entries(files)) expect(written(name).equals(data), name).toBe(true);
  });

  it('holds to the published schema, with and without an address', () => {
    expect(validate(teamsManifest(commands))).toEqual([]);
    expect(
      validate(teamsManifest(commands, { clientId: CLIENT_ID, url: 'https://tutti.webshop.example' })),
    ).toEqual([]);
  });

  it('is held to the schema for real', () => {
    const [bot] = teamsManifest(commands).bots;
    expect(
      validate({ ...teamsManifest(commands), bots: [{ ...bot, supportsTargetedMessage: true }] } as never),
    ).not.toEqual([]);
  });

  it('offers every command as a word and as a slash command, and every shortcut', () => {
    const { bots, composeExtensions } = teamsManifest(commands);
    const names = commands.map(({ name }) => name);
    const [bot] = bots;
    expect(bot?.supportsTargetedMessages).toBe(true);
    expect(bot?.commandLists.map(({ scopes, triggers }) => ({ scopes, triggers }))).toEqual([
      { scopes: ['personal'], triggers: ['mention'] },
      { scopes: ['team', 'groupChat'], triggers: ['mention', 'slash'] },
    ]);
    expect(bot?.commandLists[0]?.commands.map(({ title }) => title)).toEqual([...names, 'home']);
    expect(bot?.commandLists[1]?.commands.map(({ title }) => title)).toEqual(names);
    expect(composeExtensions[0]?.commands.map(({ id }) => id)).toEqual(
      commands.filter(({ shortcut }) => shortcut).map(({ name }) => name),
    );
  });
});

/** Width, height and points of a PNG of ours. */
function readPng(data: Buffer) {
  expect(data.subarray(1, 4).toString()).toBe('PNG');
  const width = data.readUInt32BE(16);
  const height = data.readUInt32BE(20);
  const at = data.indexOf('IDAT');
  const raw = inflateSync(data.subarray(at + 4, at + 4 + data.readUInt32BE(at - 4)));
  const points = Array.from({ length: width * height }, (_, index) => {
    const start = Math.floor(index / width) * (width * 4 + 1) + 1 + (index % width) * 4;
    return [...raw.subarray(start, start + 4)];
  });
  return { width, height, points };
}

describe('the icons', () => {
  it('are 192 and 32 points wide and high', () => {
    for (const [name, size] of [
      ['color.png', 192],
      ['outline.png', 32],
    ] as const) {
      const { width, height } = readPng(written(name));
      expect([width, height]).toEqual([size, size]);
    }
  });

  it('are in colour without gaps, and white on nothing', () => {
    expect(readPng(written('color.png')).points.every(([, , , alpha]) => alpha === 255)).toBe(true);
    const { points } = readPng(written('outline.png'));
    expect(points.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(new Set(points.map(([, , , alpha]) => alpha)).has(0)).toBe(true);
    expect(points.filter(([, , , alpha]) => alpha === 255).length).toBeGreaterThan(60);
  });
});

describe('the package', () => {
  it('holds the manifest and the icons at its top, as any unzip finds them', () => {
    const data = written('tutti.zip');
    const end = data.lastIndexOf('PK\x05\x06');
    let at = data.readUInt32LE(end + 16);
    const found: Record<string, Buffer> = {};
    for (let count = data.readUInt16LE(end + 10); count > 0; count--) {
      const [length, nameLength] = [data.readUInt32LE(at + 24), data.readUInt16LE(at + 28)];
      const name = data.subarray(at + 46, at + 46 + nameLength).toString();
      const local = data.readUInt32LE(at + 42);
      const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
      found[name] = data.subarray(start, start + length);
      at += 46 + nameLength;
    }
    expect(Object.keys(found)).toEqual(['manifest.json', 'color.png', 'outline.png']);
    for (const [name, bytes] of Object.entries(found)) expect(written(name).equals(bytes), name).toBe(true);
  });
});
