import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Start = { readonly environment: Readonly<Record<string, string>>; readonly flags: readonly string[] };

/** What `npm start` sets for Node, read from package.json, so that what is measured is what people run. */
export function npmStart(): Start {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  const words = String(scripts.start).split(' ');
  const environment = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('='));
  return {
    environment: Object.fromEntries(environment),
    flags: words.filter((word) => /^--(max|wasm)-/.test(word)),
  };
}
