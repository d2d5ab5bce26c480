import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { TuttiError } from '../errors.ts';
import { openWaits, type SaidOfWait, type Wait, waitsOfEntries } from '../issues/index.ts';
import { fromDateColumn, type LocalDate, localDateOf, toDateColumn } from '../people/index.ts';
import { asks } from './membership.ts';
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
  /** Where it asks for waits: what the person waits for now, and what this entry has said of waits. */
  readonly waits?: { readonly open: readonly Wait[]; readonly said: readonly SaidOfWait[] };
};

type Row = {
  id: string;
  standupId: string;
  standup: string;
  localDate: Date;
  slot: number;
  questions: unknown;
  answers: Answers | null;
  state: 'expected' | 'answered' | 'away' | 'skipped';
  answeredAt: Date | null;
  promptAt: Date;
  closesAt: Date;
  archivedAt: Date | null;
};

const AD_HOC = 'adhoc:';

/** The ref under which a person adds an update of their own to a stand-up. */
export const adHocRef = (standupId: string): string => AD_HOC + standupId;

/** The stand-up of an ad-hoc ref; undefined for the ref of an entry. */
export const adHocStandup = (ref: string): string | undefined =>
  ref.startsWith(AD_HOC) ? idOf(ref.slice(AD_HOC.length).split(':')[0] ?? '') : undefined;

/** Ids come back from buttons and forms; anything else than an id names nothing. */
export function idOf(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw entryGone();
  return text;
}

export const entryGone = () =>
  new TuttiError('entry_gone', 'This check-in is no longer there. /standup shows what is open for you.');

/** Late answers are welcome until the next occurrence, but nobody looks for a prompt of last week. */
const ANSWERABLE_MS = 8 * 24 * 60 * 60_000;

/** So many of a person's newest entries hold, nearly always, what is open and what was said before it. */
const RECENT = 12;

/** What the person can answer or edit now: each stand-up's newest entry whose time has come, unanswered first. */
export async function openEntries(context: Context, who: Who): Promise<OpenEntry[]> {
  const recent = await selectRecent(context, who);
  const since = new Date(context.clock.now().getTime() - ANSWERABLE_MS);
  const newest = new Map<string, Row>();
  for (const row of recent) {
    const answerable = row.slot !== AD_HOC_SLOT && row.archivedAt === null && row.promptAt > since;
    if (answerable && !newest.has(row.standupId)) newest.set(row.standupId, row);
  }
  const open = [...newest.values()].sort(
    (a, b) =>
      Number(a.answeredAt !== null) - Number(b.answeredAt !== null) ||
      a.promptAt.getTime() - b.promptAt.getTime() ||
      a.standup.localeCompare(b.standup),
  );
  return Promise.all(open.map((row) => openEntry(context, who, row, recent)));
}

/** The entry or ad-hoc update that a ref names, as its form needs it. */
export async function readEntry(context: Context, who: Who, ref: string): Promise<OpenEntry> {
  if (adHocStandup(ref) !== undefined) return readAdHoc(context, who, ref);
  const id = idOf(ref);
  const recent = await selectRecent(context, who);
  const row = recent.find((one) => one.id === id) ?? (await selectOne(context, who, id));
  if (!row) throw entryGone();
  return openEntry(context, who, row, recent);
}

/** One plain statement, newest first, for Slack lets a form be opened for three seconds only. */
function selectRecent({ db, clock }: Context, { personId }: Who): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT e.id, o."standupId", s.name AS standup, o."localDate", o.slot, o.questions, e.answers, e.state::text AS state,
           e."answeredAt", e."promptAt", e."closesAt", s."archivedAt"
    FROM "Entry" e JOIN "Occurrence" o ON o.id = e."occurrenceId" JOIN "Standup" s ON s.id = o."standupId"
    WHERE e."personId" = ${personId}::uuid AND e."promptAt" <= ${clock.now()}
    ORDER BY e."promptAt" DESC LIMIT ${RECENT}`;
}

/** An entry of long ago: somebody scrolled far up for its button. */
async function selectOne({ db }: Context, { personId }: Who, id: string): Promise<Row | undefined> {
  const entry = await db.entry.findFirst({
    where: { id, personId },
    include: { occurrence: { include: { standup: true } } },
  });
  if (!entry) return undefined;
  const { localDate, slot, questions, standupId, standup } = entry.occurrence;
  const answers = entry.answers as Answers | null;
  return {
    ...entry,
    answers,
    localDate,
    slot,
    questions,
    standupId,
    standup: standup.name,
    archivedAt: standup.archivedAt,
  };
}

async function openEntry(context: Context, who: Who, row: Row, recent: readonly Row[]): Promise<OpenEntry> {
  const questions = readQuestions(row.questions);
  return {
    ref: row.id,
    standup: row.standup,
    date: fromDateColumn(row.localDate),
    questions,
    answers: row.answers,
    answeredAt: row.answeredAt,
    closesAt: row.closesAt,
    previous: await previousOf(context, who, row, recent),
    ...(await waitsIn(context, who, questions, row.answeredAt ? row.id : undefined)),
  };
}

async function waitsIn(
  { db }: Context,
  { personId }: Who,
  questions: readonly Question[],
  entryId: string | undefined,
): Promise<Pick<OpenEntry, 'waits'>> {
  if (!questions.some(({ kind }) => kind === 'waits')) return {};
  const open = await openWaits(db, personId);
  const said = entryId ? ((await waitsOfEntries(db, [entryId])).get(entryId) ?? []) : [];
  return { waits: { open, said } };
}

async function previousOf(
  { db }: Context,
  { personId }: Who,
  row: Row,
  recent: readonly Row[],
): Promise<PreviousEntry | undefined> {
  const before = recent.find(
    (one) => one.standupId === row.standupId && one.state === 'answered' && one.promptAt < row.promptAt,
  );
  if (before?.answers) {
    return {
      date: fromDateColumn(before.localDate),
      questions: readQuestions(before.questions),
      answers: before.answers,
    };
  }
  // Fewer than asked for are all there are.
  if (recent.length < RECENT) return undefined;
  return (await previousEntries(db, row.standupId, [personId], row.promptAt)).get(personId);
}

/**
 * A person's own update of the day. Its questions are those of the day's first update; a form that was opened before the
 * stand-up's questions were changed is refused, for its answers would land under other questions.
 */
async function readAdHoc(context: Context, who: Who, ref: string): Promise<OpenEntry> {
  const { db, clock } = context;
  const [standupId = '', asked] = ref.slice(AD_HOC.length).split(':');
  const standup = await db.standup.findFirst({ where: { id: idOf(standupId), ...asks(who) } });
  if (!standup) throw entryGone();
  const now = clock.now();
  const date = localDateOf(now, standup.zone ?? who.zone);
  const occurrence = await db.occurrence.findUnique({
    where: { standupId_localDate_slot: { standupId, localDate: toDateColumn(date), slot: AD_HOC_SLOT } },
    include: { entries: { where: { personId: who.personId } } },
  });
  const entry = occurrence?.entries[0];
  const questions = readQuestions(occurrence?.questions ?? standup.questions);
  const current = fingerprint(questions);
  if (asked !== undefined && asked !== current) {
    throw new TuttiError(
      'questions_changed',
      'The questions were changed while you wrote. Copy your text, and open the form again with /standup.',
    );
  }
  const previous = await previousEntries(db, standupId, [who.personId], entry?.promptAt ?? now);
  return {
    ref: entry?.id ?? `${adHocRef(standupId)}:${current}`,
    standup: standup.name,
    date,
    questions,
    answers: (entry?.answers ?? null) as Answers | null,
    answeredAt: entry?.answeredAt ?? null,
    closesAt: entry?.closesAt ?? new Date(now.getTime() + standup.windowMinutes * 60_000),
    previous: previous.get(who.personId),
    ...(await waitsIn(context, who, questions, entry?.id)),
  };
}

const fingerprint = (questions: readonly Question[]): string =>
  createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 12);
