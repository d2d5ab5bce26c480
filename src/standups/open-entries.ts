import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { fromDateColumn, type LocalDate, localDateOf, toDateColumn } from '../people/index.ts';
import { AD_HOC_SLOT } from './occurrences.ts';
import { type PreviousEntry, previousEntries } from './previous.ts';
import { type Answers, type Question, readQuestions } from './questions.ts';

export type Who = { readonly personId: string; readonly workspaceId: string; readonly zone: string };

/** What a person is about to answer or edit. */
export type OpenEntry = {
  /** Handed to the form and back: an entry's id, or `adhoc:` and the stand-up's. */
  readonly ref: string;
  readonly standup: string;
  readonly date: LocalDate;
  readonly questions: readonly Question[];
  readonly answers: Answers | null;
  readonly answeredAt: Date | null;
  readonly closesAt: Date;
  readonly previous: PreviousEntry | undefined;
};

type Row = {
  id: string;
  standup: string;
  localDate: Date;
  questions: unknown;
  answers: Answers | null;
  answeredAt: Date | null;
  closesAt: Date;
  previousDate: Date | null;
  previousQuestions: unknown;
  previousAnswers: Answers | null;
};

const AD_HOC = 'adhoc:';

/** The ref under which a person adds an update of their own to a stand-up. */
export const adHocRef = (standupId: string): string => AD_HOC + standupId;

/** The stand-up of an ad-hoc ref; undefined for the ref of an entry. */
export const adHocStandup = (ref: string): string | undefined =>
  ref.startsWith(AD_HOC) ? idOf(ref.slice(AD_HOC.length)) : undefined;

/** Ids come back from buttons and forms; anything else than an id names nothing. */
export function idOf(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw entryGone();
  return text;
}

export const entryGone = () =>
  new TuttiError('entry_gone', 'This check-in is no longer there. /standup shows what is open for you.');

/** Late answers are welcome until the next occurrence, but nobody looks for a prompt of last week. */
const ANSWERABLE_MS = 8 * 24 * 60 * 60_000;

/** What the person can answer or edit now: each stand-up's newest entry whose time has come, unanswered first. */
export async function openEntries(context: Context, who: Who): Promise<OpenEntry[]> {
  return (await select(context, who, null)).map(openEntry);
}

/** The entry or ad-hoc update that a ref names, as its form needs it. */
export async function readEntry(context: Context, who: Who, ref: string): Promise<OpenEntry> {
  const standupId = adHocStandup(ref);
  if (standupId !== undefined) return readAdHoc(context, who, standupId);
  const [row] = await select(context, who, idOf(ref));
  if (!row) throw entryGone();
  return openEntry(row);
}

/** One statement with all that a form needs, for Slack lets a form be opened for three seconds only. */
function select({ db, clock }: Context, { personId }: Who, id: string | null): Promise<Row[]> {
  const now = clock.now();
  return db.$queryRaw<Row[]>`
    SELECT newest.*, previous."localDate" AS "previousDate", previous.questions AS "previousQuestions",
           previous.answers AS "previousAnswers"
    FROM (
      SELECT DISTINCT ON (o."standupId") e.id, o."standupId", s.name AS standup, o."localDate", o.questions, e.answers,
             e."answeredAt", e."promptAt", e."closesAt"
      FROM "Entry" e
      JOIN "Occurrence" o ON o.id = e."occurrenceId"
      JOIN "Standup" s ON s.id = o."standupId"
      WHERE e."personId" = ${personId}::uuid AND CASE WHEN ${id}::uuid IS NULL
        THEN e."promptAt" <= ${now} AND e."promptAt" > ${new Date(now.getTime() - ANSWERABLE_MS)}
             AND o.slot <> ${AD_HOC_SLOT} AND s."archivedAt" IS NULL
        ELSE e.id = ${id}::uuid END
      ORDER BY o."standupId", e."promptAt" DESC) newest
    LEFT JOIN LATERAL (
      SELECT o."localDate", o.questions, e.answers
      FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId"
      WHERE e."personId" = ${personId}::uuid AND o."standupId" = newest."standupId" AND e.state = 'answered'
        AND e."promptAt" < newest."promptAt"
      ORDER BY e."promptAt" DESC LIMIT 1) previous ON true
    ORDER BY (newest."answeredAt" IS NOT NULL), newest."promptAt"`;
}

const openEntry = (row: Row): OpenEntry => ({
  ref: row.id,
  standup: row.standup,
  date: fromDateColumn(row.localDate),
  questions: readQuestions(row.questions),
  answers: row.answers,
  answeredAt: row.answeredAt,
  closesAt: row.closesAt,
  previous:
    row.previousDate && row.previousAnswers
      ? {
          date: fromDateColumn(row.previousDate),
          questions: readQuestions(row.previousQuestions),
          answers: row.previousAnswers,
        }
      : undefined,
});

async function readAdHoc({ db, clock }: Context, who: Who, standupId: string): Promise<OpenEntry> {
  const standup = await db.standup.findFirst({
    where: { id: standupId, workspaceId: who.workspaceId, archivedAt: null },
  });
  if (!standup) throw entryGone();
  const now = clock.now();
  const date = localDateOf(now, standup.zone ?? who.zone);
  const entry = await db.entry.findFirst({
    where: {
      personId: who.personId,
      occurrence: { standupId, localDate: toDateColumn(date), slot: AD_HOC_SLOT },
    },
    include: { occurrence: true },
  });
  const previous = await previousEntries(db, standupId, [who.personId], entry?.promptAt ?? now);
  return {
    ref: entry?.id ?? adHocRef(standupId),
    standup: standup.name,
    date,
    questions: readQuestions(entry?.occurrence.questions ?? standup.questions),
    answers: (entry?.answers ?? null) as Answers | null,
    answeredAt: entry?.answeredAt ?? null,
    closesAt: entry?.closesAt ?? new Date(now.getTime() + standup.windowMinutes * 60_000),
    previous: previous.get(who.personId),
  };
}
