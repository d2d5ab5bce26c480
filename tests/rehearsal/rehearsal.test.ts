import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { readScript } from './rounds.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutti-script-'));
});
afterAll(() => rm(folder, { recursive: true }));

const script = (...lines: readonly (object | string)[]) => {
  const file = join(folder, `${Math.random()}.jsonl`);
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return readScript(file);
};

const line = (person: string, date: string, texts: object = {}) => ({
  team: 'Sales',
  date,
  round: date,
  person,
  did: '340 contacts moved',
  ...texts,
});

describe('a rehearsal', () => {
  it('plays rounds through a local Slack and the real bot, with nothing twice and nothing lost', async () => {
    const told: string[] = [];
    const outcome = await play(
      script(
        // A Friday and a Sunday: the clocks go back in between.
        line('Ana', '2026-10-23', { blockers: 'waiting for the export' }),
        line('Ben', '2026-10-23', { blockers: 'none' }),
        line('Ana', '2026-10-25', { did: `${'<!channel> & *more* '.repeat(50)}` }),
        { ...line('Chi', '2026-10-25', { next: 'The rest', due: 'Soon' }), team: 'IT & <Support>' },
      ),
      { told: ({ team, date }, answered) => told.push(`${date} ${team} ${answered}`) },
    );
    expect(outcome.counts).toMatchObject({
      people: 3,
      rounds: 3,
      prompts: 5,
      answers: 4,
      blocked: 1,
      digests: 2,
      duplicates: 0,
      errors: 0,
    });
    expect(outcome.entries).toContainEqual({
      team: 'Sales',
      round: '2026-10-23',
      person: 'Ana',
      blocked: true,
    });
    expect(told).toEqual(['2026-10-23 Sales 2', '2026-10-25 IT & <Support> 1', '2026-10-25 Sales 1']);
    expect(outcome.digest.at(0)?.departments).toEqual([
      {
        name: 'Sales',
        answered: 2,
        asked: 2,
        moved: [
          { person: 'Ana', text: '340 contacts moved' },
          { person: 'Ben', text: '340 contacts moved' },
        ],
        blocked: [{ person: 'Ana', text: 'waiting for the export' }],
      },
    ]);
  }, 90_000);
});

describe('the file of a rehearsal', () => {
  it.each([
    ['what is not JSON', ['{'], 'Line 1 is not JSON.'],
    [
      'a date that does not exist',
      [line('Ana', '2026-02-30')],
      'Line 1: date is not right: a date such as 2024-10-25.',
    ],
    [
      'a line without a person',
      [{ team: 'Sales', date: '2026-02-03', round: 'x' }],
      'Line 1: person is not right',
    ],
    [
      'a person twice in a round',
      [line('Ana', '2026-02-03'), line('Ana', '2026-02-03')],
      'Sales has two answers of Ana',
    ],
    ['nothing at all', [''], 'has no lines to rehearse.'],
  ])('is refused with one sentence for %s', (_what, lines, sentence) => {
    expect(() => script(...lines)).toThrow(sentence);
  });

  it('is refused when it cannot be read', () => {
    expect(() => readScript(join(folder, 'nowhere.jsonl'))).toThrow('I cannot read');
  });
});
