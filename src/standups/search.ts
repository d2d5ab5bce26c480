import type { Actor } from '../chat/actor.ts';
import { keepable } from '../chat/text.ts';
import { TuttiError } from '../errors.ts';
import type { LocalDate } from '../people/index.ts';
import { Prisma, type Tx } from '../store/index.ts';
import { type Answers, answerText, readQuestions } from './questions.ts';
import { titleOf } from './today.ts';
import { noSuchStandup, readingOf } from './visibility.ts';

export type Piece = { readonly text: string; readonly hit: boolean };

/** An entry whose answers hold every word of the text. */
export type Hit = {
  readonly roundId: string;
  readonly date: LocalDate;
  readonly standup: string;
  readonly name: string;
  readonly department: string | null;
  /** The first question whose answer holds one of the words. */
  readonly question: string;
  /** That answer around the first hit, on one line. */
  readonly pieces: Piece[];
};

export type Search = {
  readonly text: string;
  readonly standupId?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
  /** The `more` of the page before. */
  readonly after?: string | undefined;
};

const PAGE = 30;

type Row = Omit<Hit, 'question' | 'pieces'> & {
  readonly id: string;
  readonly promptAt: Date;
  readonly questions: unknown;
  readonly answers: Answers;
};

/**
 * Entries in whose answers every word of a text occurs, or begins a word; newest first, so many at a time. Words are told
 * apart as the index does it: "Sales/Marketing" is two, and "export.csv" is one.
 */
export async function searchAnswers(
  tx: Tx,
  actor: Actor,
  { text, standupId, from, to, after }: Search,
): Promise<{ hits: Hit[]; more: string | null }> {
  const words = wordsOf(text);
  if (words.length === 0) {
    throw new TuttiError('no_words', 'I look for words and numbers. Please type at least one.');
  }
  const reading = await readingOf(tx, actor, standupId);
  if (standupId !== undefined && reading.standups.length === 0) throw noSuchStandup();
  const ids = reading.standups.map(({ id }) => id);
  const last = after === undefined ? undefined : readPlace(after);
  // The expression is that of the index Entry_answers_words_idx, to the letter. Found first and by itself, or PostgreSQL
  // would walk through all entries by date in the hope of thirty hits, and a rare word takes seconds.
  const rows = await tx.$queryRaw<Row[]>`
    WITH found AS MATERIALIZED (
      SELECT e.id, e."occurrenceId", e."personId", e."promptAt" FROM "Entry" e
      WHERE e.answers IS NOT NULL
        AND jsonb_to_tsvector('simple', translate(e.answers::text, '/<>@_=&+|', '         ')::jsonb, '["string"]')
            @@ to_tsquery('simple', ${queryOf(words)})),
    page AS (
      SELECT f.id, f."promptAt", o.id AS "roundId", o."localDate", o."standupId", o.questions, p.name, p."departmentId"
      FROM found f JOIN "Occurrence" o ON o.id = f."occurrenceId" JOIN "Person" p ON p.id = f."personId"
      WHERE o."standupId" = ANY(${ids}::uuid[]) AND ${reading.visible}
        ${from === undefined ? Prisma.empty : Prisma.sql`AND o."localDate" >= ${from}::date`}
        ${to === undefined ? Prisma.empty : Prisma.sql`AND o."localDate" <= ${to}::date`}
        ${last ? Prisma.sql`AND (f."promptAt", f.id) < (${last.promptAt}, ${last.id}::uuid)` : Prisma.empty}
      ORDER BY f."promptAt" DESC, f.id DESC LIMIT ${PAGE + 1})
    SELECT page.id, page."promptAt", page."roundId", page."localDate"::text AS date, s.name AS standup, page.name,
           d.name AS department, page.questions, e.answers
    FROM page JOIN "Entry" e ON e.id = page.id JOIN "Standup" s ON s.id = page."standupId"
    LEFT JOIN "Department" d ON d.id = page."departmentId"
    ORDER BY page."promptAt" DESC, page.id DESC`;
  const page = rows.slice(0, PAGE);
  const end = page.at(-1);
  return {
    hits: page.map((row) => hitOf(row, words)),
    more: end && rows.length > PAGE ? `${end.promptAt.toISOString()}_${end.id}` : null,
  };
}

/** What stands between spaces, or the signs that the index takes for spaces, and holds a letter or a digit. */
const wordsOf = (text: string): string[] => [
  ...new Set(
    keepable(text)
      .split(/[\s/<>@_=&+|]+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word)),
  ),
];

/** Each word in quotes, in which PostgreSQL takes no sign for an operator; `:*` lets it be the beginning of one. */
const queryOf = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ');

/** Where a page ended. */
function readPlace(text: string): { promptAt: Date; id: string } {
  const [, instant = '', id = ''] = /^(.{24})_([0-9a-f-]{36})$/.exec(text) ?? [];
  const promptAt = new Date(instant);
  if (Number.isNaN(promptAt.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new TuttiError('bad_page', 'I lost my place in the list. Please search again.');
  }
  return { promptAt, id };
}

function hitOf(
  { id: _id, promptAt: _promptAt, questions, answers, ...row }: Row,
  words: readonly string[],
): Hit {
  const pattern = patternOf(words);
  const answered = readQuestions(questions).flatMap((question) => {
    const answer = answers[question.id];
    return typeof answer === 'string' || typeof answer === 'object'
      ? [{ question, line: answerText(answer).replace(/\s+/g, ' ').trim() }]
      : [];
  });
  const found = answered.find(({ line }) => line.search(pattern) >= 0) ?? answered[0];
  return {
    ...row,
    question: found ? titleOf(found.question) : '',
    pieces: found ? piecesOf(found.line, pattern) : [],
  };
}

/** Finds the words where a word begins; the longest first, so that of "cat category" all of "category" is marked. */
function patternOf(words: readonly string[]): RegExp {
  const plain = words
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ''))
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${plain.join('|')})`, 'giu');
}

/** About so many characters of an answer are shown, and so many of them before the first hit. */
const SHOWN = 160;
const BEFORE = 50;

/** A line around the first hit, in pieces that are hits and pieces that are not. */
function piecesOf(line: string, pattern: RegExp): Piece[] {
  const shown = around(line, Math.max(0, line.search(pattern)));
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index, 0: text } of shown.matchAll(pattern)) {
    pieces.push({ text: shown.slice(at, index), hit: false }, { text, hit: true });
    at = index + text.length;
  }
  pieces.push({ text: shown.slice(at), hit: false });
  return pieces.filter(({ text }) => text !== '');
}

/** A part of a line that holds the place `at`, cut between words where there are any, with a visible "…". */
function around(line: string, at: number): string {
  const characters = [...line];
  if (characters.length <= SHOWN) return line;
  const hit = [...line.slice(0, at)].length;
  const space = characters.indexOf(' ', Math.max(0, hit - BEFORE));
  const start = hit <= BEFORE ? 0 : space >= 0 && space < hit ? space + 1 : hit;
  const full = characters.slice(start, start + SHOWN).join('');
  const cut = start + SHOWN >= characters.length ? full : `${full.replace(/\s\S*$/, '')}…`;
  return start > 0 ? `…${cut}` : cut;
}
