import Papa from 'papaparse';
import type { Actor } from '../chat/actor.ts';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import {
  addDays,
  daysBetween,
  fromDateColumn,
  type LocalDate,
  localDateOf,
  localTimeOf,
  toDateColumn,
} from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { type Answers, answerText, type Question, readQuestions } from './questions.ts';
import { type EntryState, titleOf } from './today.ts';
import { noSuchRound, noSuchStandup, type Reading, readingOf } from './visibility.ts';

export type Format = 'csv' | 'json';
export type ExportFile = { readonly name: string; readonly type: string; readonly body: string };

/** More would be a backup, and those are made otherwise. */
const MAX_DAYS = 400;
const USUAL_DAYS = 92;

/** One occurrence as a file: a row for each person the reader may see. */
export async function exportRound(tx: Tx, actor: Actor, id: string, format: Format): Promise<ExportFile> {
  const occurrence = await tx.occurrence.findUnique({
    where: { id },
    select: { standupId: true },
  });
  const reading = occurrence && (await readingOf(tx, actor, occurrence.standupId));
  const [standup] = reading?.standups ?? [];
  if (!reading || !standup) throw noSuchRound();
  const rows = await selectRows(tx, reading, { standupId: standup.id, occurrenceId: id });
  const [first] = rows;
  if (!first) throw noSuchRound();
  const name = `${slugOf(standup.name)}-${first.date}`;
  return fileOf({ standup: standup.name, name, zone: actor.zone }, rows, format);
}

/** A stand-up's answers of a span of days, both included, as a file; up to today and the last 92 days unless said. */
export async function exportStandup(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  { id, from, to, format }: { id: string; from?: LocalDate; to?: LocalDate; format: Format },
): Promise<ExportFile> {
  const last = to ?? localDateOf(clock.now(), actor.zone);
  const first = from ?? addDays(last, 1 - USUAL_DAYS);
  const days = daysBetween(first, last) + 1;
  if (days < 1) throw new TuttiError('bad_span', 'The last day is before the first one. Please swap them.');
  if (days > MAX_DAYS) {
    throw new TuttiError(
      'span_too_long',
      `These are ${days} days, and one file holds at most ${MAX_DAYS}. Please choose a shorter span.`,
    );
  }
  const reading = await readingOf(db, actor, id);
  const [standup] = reading.standups;
  if (!standup) throw noSuchStandup();
  const rows = await selectRows(db, reading, { standupId: id, from: first, to: last });
  const name = `${slugOf(standup.name)}-${first}-to-${last}`;
  return fileOf({ standup: standup.name, name, zone: actor.zone }, rows, format);
}

type Row = {
  readonly date: LocalDate;
  readonly opensAt: Date;
  readonly questions: readonly Question[];
  readonly personId: string;
  readonly name: string;
  readonly department: string | null;
  readonly state: EntryState;
  readonly waiting: boolean;
  readonly answeredAt: Date | null;
  readonly late: boolean;
  readonly unchanged: boolean;
  readonly blocked: boolean;
  readonly answers: Answers | null;
};

type Which = { standupId: string; occurrenceId?: string; from?: LocalDate; to?: LocalDate };

async function selectRows(
  tx: Tx,
  { visible }: Reading,
  { standupId, occurrenceId, from, to }: Which,
): Promise<Row[]> {
  const occurrences = await tx.occurrence.findMany({
    where: {
      standupId,
      ...(occurrenceId === undefined ? {} : { id: occurrenceId }),
      ...(from && to ? { localDate: { gte: toDateColumn(from), lte: toDateColumn(to) } } : {}),
    },
    select: { id: true, localDate: true, opensAt: true, questions: true },
    orderBy: [{ localDate: 'asc' }, { opensAt: 'asc' }, { id: 'asc' }],
  });
  const ids = occurrences.map(({ id }) => id);
  const entries = await tx.$queryRaw<
    (Omit<Row, 'date' | 'opensAt' | 'questions'> & { occurrenceId: string })[]
  >`
    SELECT o.id AS "occurrenceId", e."personId", p.name, d.name AS department, e.state::text AS state,
           e.state = 'expected' AND e."promptedAt" IS NULL AS waiting, e."answeredAt", e.late, e.unchanged, e.blocked,
           e.answers
    FROM "Occurrence" o JOIN "Entry" e ON e."occurrenceId" = o.id JOIN "Person" p ON p.id = e."personId"
    LEFT JOIN "Department" d ON d.id = p."departmentId"
    WHERE o.id = ANY(${ids}::uuid[]) AND ${visible}
    ORDER BY lower(p.name), p.id`;
  const byOccurrence = Map.groupBy(entries, (entry) => entry.occurrenceId);
  return occurrences.flatMap(({ id, localDate, opensAt, questions }) => {
    const round = { date: fromDateColumn(localDate), opensAt, questions: readQuestions(questions) };
    return (byOccurrence.get(id) ?? []).map(({ occurrenceId: _, ...entry }) => ({ ...round, ...entry }));
  });
}

type Contents = { readonly standup: string; readonly name: string; readonly zone: string };

const fileOf = (contents: Contents, rows: readonly Row[], format: Format): ExportFile =>
  format === 'csv'
    ? { name: `${contents.name}.csv`, type: 'text/csv; charset=utf-8', body: csvOf(rows, contents.zone) }
    : { name: `${contents.name}.json`, type: 'application/json', body: jsonOf(rows, contents.standup) };

/**
 * What a spreadsheet would take for a formula, and run, where a cell begins with it. Papa's own rule lets a text of
 * several lines through.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** With it, spreadsheets read UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** A row for each person and occurrence, a column for each question that any of them asked. */
function csvOf(rows: readonly Row[], zone: string): string {
  const questions = [...new Set(rows.flatMap((row) => titlesOf(row.questions)))];
  const clock = (instant: Date) => `${localDateOf(instant, zone)} ${localTimeOf(instant, zone)}`;
  const fields = ['Date', `Opened (${zone})`, 'Name', 'Department', 'State', `Answered (${zone})`, 'Late'];
  const data = rows.map((row) => {
    const answers = new Map(answersOf(row).map(({ question, answer }) => [question, answer]));
    const cells = questions.map((question) => {
      const answer = answers.get(question) ?? '';
      return typeof answer === 'number' ? answer : answerText(answer);
    });
    return [
      row.date,
      clock(row.opensAt),
      row.name,
      row.department ?? '',
      stateText(row),
      row.answeredAt ? clock(row.answeredAt) : '',
      row.late ? 'late' : '',
      ...cells,
    ];
  });
  const sheet = { fields: [...fields, ...questions], data };
  return BYTE_ORDER_MARK + Papa.unparse(sheet, { escapeFormulae: FORMULA });
}

function jsonOf(rows: readonly Row[], standup: string): string {
  const entries = rows.map(({ questions, answers, ...row }) => ({
    ...row,
    answers: answersOf({ questions, answers }),
  }));
  return `${JSON.stringify({ standup, entries }, null, 2)}\n`;
}

const answersOf = ({ questions, answers }: Pick<Row, 'questions' | 'answers'>) => {
  const titles = titlesOf(questions);
  return questions.flatMap(({ id }, index) => {
    const answer = answers?.[id];
    return answer === undefined ? [] : [{ question: titles[index] ?? '', answer }];
  });
};

/** Questions go by their text, for that is what stays when others come and go; a second one of the same text gets a number. */
function titlesOf(questions: readonly Question[]): string[] {
  const titles = questions.map(titleOf);
  return titles.map((title, index) => {
    const before = titles.slice(0, index).filter((other) => other === title).length;
    return before === 0 ? title : `${title} (${before + 1})`;
  });
}

function stateText({ state, waiting }: Row): string {
  if (state === 'expected') return waiting ? 'not asked yet' : 'silent';
  return state === 'skipped' ? 'not reached' : state;
}

/** A name in letters that every file system takes. */
function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, '-').slice(0, 60);
  return slug.replace(/^-|-$/g, '') || 'stand-up';
}
