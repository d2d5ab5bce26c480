import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TuttiError } from '../../src/errors.ts';
import { isLocalDate } from '../../src/people/local-time.ts';

const lineSchema = z.object({
  team: z.string().min(1),
  date: z.string().refine(isLocalDate, 'a date such as 2024-10-25'),
  round: z.string().min(1),
  person: z.string().min(1),
  did: z.string().default(''),
  next: z.string().default(''),
  due: z.string().default(''),
  blockers: z.string().default(''),
});

/** One person's answers in one round, as a line of the file has them. */
export type Line = z.infer<typeof lineSchema>;

/** One team's round: everybody of the team is asked, those with a line answer. */
export type Round = {
  readonly team: string;
  readonly date: string;
  readonly round: string;
  readonly lines: readonly Line[];
};

export type Script = {
  /** Each team's people, by their names in the file. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
  /** The rounds of each date, dates in order. */
  readonly days: ReadonlyMap<string, readonly Round[]>;
};

/** Reads a JSON Lines file of stand-up answers. Throws one sentence that names the line at fault. */
export function readScript(file: string): Script {
  const lines = read(file)
    .split('\n')
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '')
    .map(({ text, number }) => parseLine(text, number));
  if (lines.length === 0) throw new TuttiError('empty_file', `${file} has no lines to rehearse.`);
  const teams = new Map<string, string[]>();
  for (const { team, person } of lines) {
    const people = teams.get(team) ?? [];
    teams.set(team, people.includes(person) ? people : [...people, person]);
  }
  const rounds = [...Map.groupBy(lines, ({ team, date }) => `${date} ${team}`).values()].map(makeRound);
  rounds.sort((a, b) => a.date.localeCompare(b.date) || a.team.localeCompare(b.team));
  return { teams, days: Map.groupBy(rounds, ({ date }) => date) };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TuttiError('no_file', `I cannot read ${file}. Give the path of a JSON Lines file of answers.`, {
      cause,
    });
  }
}

function parseLine(text: string, number: number): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new TuttiError('bad_line', `Line ${number} is not JSON.`);
  }
  const result = lineSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TuttiError(
    'bad_line',
    `Line ${number}: ${issue?.path.join('.') || 'the line'} is not right: ${issue?.message}.`,
  );
}

function makeRound(lines: readonly Line[]): Round {
  const [first] = lines;
  if (!first) throw new Error('A round has at least one line.');
  const { team, date, round } = first;
  const names = lines.map(({ person }) => person);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new TuttiError(
      'bad_line',
      `${team} has two answers of ${twice} on ${date}; one a person and date, please.`,
    );
  return { team, date, round, lines };
}
