import type { RouteAnswer } from '../../../../src/api/route.ts';

export type RoundAnswer = RouteAnswer<'GET /api/rounds/{id}'>;
export type Round = RoundAnswer['round'];
export type Row = RoundAnswer['rows'][number];
export type Question = RoundAnswer['questions'][number];
type Answer = NonNullable<Row['answers']>[string];

/** How a person stands in a round, as it is drawn: the states of entries, with those asked told from those not yet asked. */
export const standings = ['answered', 'away', 'silent', 'waiting', 'skipped'] as const;
export type Standing = (typeof standings)[number];
export type Counts = Readonly<Record<Standing, number>>;

export const standingOf = ({ state, waiting }: Pick<Row, 'state' | 'waiting'>): Standing =>
  state === 'expected' ? (waiting ? 'waiting' : 'silent') : state;

/** While a round is open nobody is called silent. */
export function standingWord(standing: Standing, closed: boolean): string {
  switch (standing) {
    case 'answered':
      return 'Answered';
    case 'away':
      return 'Away';
    case 'silent':
      return closed ? 'Silent' : 'Not yet';
    case 'waiting':
      return 'Not asked yet';
    case 'skipped':
      return 'Not reached';
  }
}

export function countRows(rows: readonly Pick<Row, 'state' | 'waiting'>[]): Counts {
  const counts = { answered: 0, away: 0, silent: 0, waiting: 0, skipped: 0 };
  for (const row of rows) counts[standingOf(row)] += 1;
  return counts;
}

/** "9 of 11 answered · 1 away · 2 silent", as the channel message says it. */
export function countsText(counts: Counts, { closed, adHoc }: Pick<Round, 'closed' | 'adHoc'>): string {
  const { answered, away, silent, waiting, skipped } = counts;
  if (adHoc) return answered === 1 ? '1 update' : `${answered} updates`;
  const parts = [`${answered} of ${answered + silent + waiting} answered`];
  if (away > 0) parts.push(`${away} away`);
  if (silent > 0) parts.push(closed ? `${silent} silent` : `${silent} not yet`);
  if (waiting > 0) parts.push(`${waiting} not asked yet`);
  if (skipped > 0) parts.push(`${skipped} not reached`);
  return parts.join(' · ');
}

export type Filter = {
  /** A department's name; "" is everybody, "none" those without one. */
  readonly department: string;
  readonly standing: Standing | 'blocked' | '';
  readonly sort: 'name' | 'blocked' | 'standing';
};

export const everybody: Filter = { department: '', standing: '', sort: 'name' };

/** The rows to show. Names come sorted from the server, by the database's rules; a sort here keeps that order within. */
export function chosenRows(rows: readonly Row[], filter: Filter): Row[] {
  const { department, standing } = filter;
  const kept = rows.filter(
    (row) =>
      (department === '' || row.department === (department === 'none' ? null : department)) &&
      (standing === '' || (standing === 'blocked' ? row.blocked : standingOf(row) === standing)),
  );
  return kept.sort((a, b) => rank(a, filter.sort) - rank(b, filter.sort));
}

/** Who is silent first: they are who somebody may want to ask. */
const standingOrder: readonly Standing[] = ['silent', 'waiting', 'skipped', 'answered', 'away'];

function rank(row: Row, sort: Filter['sort']): number {
  if (sort === 'blocked') return row.blocked ? 0 : 1;
  return sort === 'standing' ? standingOrder.indexOf(standingOf(row)) : 0;
}

/**
 * Keeps the order in which rows were first shown, with newcomers at the end: an answer that arrives must not move a line
 * away from under the reader's eyes.
 */
export function keepOrder<Item extends { readonly personId: string }>(
  before: readonly string[],
  now: readonly Item[],
): Item[] {
  const place = new Map(before.map((id, index) => [id, index]));
  const at = ({ personId }: Item) => place.get(personId) ?? before.length;
  return [...now].sort((a, b) => at(a) - at(b));
}

const shortLabels = {
  moved: 'Moved',
  next: 'Next',
  blockers: 'In the way',
  mood: 'Mood',
  waits: 'Waiting on',
} as const;
export const shortLabel = (question: Question): string =>
  question.about ? shortLabels[question.about] : question.text;

export function answerText({ kind }: Pick<Question, 'kind'>, answer: Answer): string {
  // Each wait is a line of its own: it has commas in it.
  if (typeof answer === 'object') return answer.join(kind === 'waits' ? '\n' : ', ');
  return kind === 'scale' ? `${answer} of 5` : String(answer);
}

/** What moved, or else the first thing that was answered. */
export function firstLine(questions: readonly Question[], row: Row): string {
  if (row.unchanged) return 'Nothing new';
  const answered = questions.filter(({ id }) => row.answers?.[id] !== undefined);
  const first = answered.find(({ about }) => about === 'moved') ?? answered[0];
  const answer = first && row.answers?.[first.id];
  return first && answer !== undefined ? answerText(first, answer) : '';
}

/** How often each choice or step was given, in the order of the scale or of the first use; null for texts and numbers. */
export function tally(question: Question, rows: readonly Row[]): { label: string; count: number }[] | null {
  if (question.kind !== 'scale' && question.kind !== 'choice' && question.kind !== 'multiChoice') return null;
  const counts = new Map<string, number>(
    question.kind === 'scale' ? ['1', '2', '3', '4', '5'].map((step) => [step, 0]) : [],
  );
  for (const { answers } of rows) {
    const answer = answers?.[question.id];
    if (answer === undefined) continue;
    for (const one of typeof answer === 'object' ? answer : [String(answer)]) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return [...counts].map(([label, count]) => ({ label, count }));
}

/** "Last 10: 7 answered, 1 away, 2 silent", what the strip says to who cannot see it. */
export function stripText(strip: Row['strip']): string {
  const parts = (
    [
      ['answered', 'answered'],
      ['away', 'away'],
      ['expected', 'not answered'],
      ['skipped', 'not reached'],
    ] as const
  ).flatMap(([state, word]) => {
    const count = strip.filter((one) => one.state === state).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  if (parts.length === 0) return 'No rounds before';
  return `Last ${strip.length}: ${parts.join(', ')}`;
}
