import type { Command } from '../src/chat/command.ts';
import { colourIcon, outlineIcon } from './icons.ts';
import { type TeamsManifestOptions, teamsManifest } from './teams.ts';
import { zip } from './zip.ts';

/** Everything in manifest/teams, by file name: the package that is uploaded, and what is in it. */
export function teamsFiles(
  commands: readonly Command[],
  options: TeamsManifestOptions = {},
): Record<string, Buffer> {
  const files = {
    'manifest.json': Buffer.from(formatted(teamsManifest(commands, options))),
    'color.png': colourIcon(),
    'outline.png': outlineIcon(),
  };
  return { ...files, 'tutti.zip': zip(files) };
}

/** As Biome formats it: a list of plain values stands in one line where it fits. */
export function formatted(value: object): string {
  const expanded = JSON.stringify(value, null, 2);
  const joined = expanded.replace(/^(.*)\[\n([^[\]{}]*)\n\s*\](,?)$/gm, (whole, start, items, comma) => {
    const line = `${start}[${items.trim().replace(/\n\s*/g, ' ')}]${comma}`;
    return line.length <= 110 ? line : whole;
  });
  return `${joined}\n`;
}
