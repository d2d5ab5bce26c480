import { shorten } from '../../chat/text.ts';
import type { Element, View } from '../../chat/view.ts';
import { dayText } from '../../chat/when.ts';
import type { SaidOfWait } from '../../issues/index.ts';
import { type Answers, answerAbout, answerText, type Question } from '../questions.ts';
import { stillWaiting } from './answers.ts';

/** One person in an occurrence. */
export type Row = {
  readonly name: string;
  readonly department: string | null;
  readonly state: 'expected' | 'answered' | 'away' | 'skipped';
  readonly answers: Answers | null;
  readonly blocked: boolean;
  readonly late: boolean;
  readonly unchanged: boolean;
  /** What they said of waits, as those stand now. */
  readonly waits?: readonly SaidOfWait[];
};

export type Round = {
  readonly id: string;
  readonly standup: string;
  readonly date: string;
  readonly closed: boolean;
  /** Made by people's own updates, so that nobody is missing. */
  readonly adHoc: boolean;
  readonly questions: readonly Question[];
  readonly rows: readonly Row[];
};

/** Lines shown before "+N in the thread". */
const SHOWN = 8;
const LINE = 140;

/** "9 of 11 answered · 1 away · 1 silent"; while it is open nobody is called silent. */
export function countsText({ rows, closed, adHoc }: Pick<Round, 'rows' | 'closed' | 'adHoc'>): string {
  const count = (state: Row['state']) => rows.filter((row) => row.state === state).length;
  const answered = count('answered');
  if (adHoc) return answered === 1 ? '1 update' : `${answered} updates`;
  const expected = count('expected');
  const parts = [`${answered} of ${answered + expected} answered`];
  if (count('away') > 0) parts.push(`${count('away')} away`);
  if (count('skipped') > 0) parts.push(`${count('skipped')} not reached`);
  if (closed && expected > 0) parts.push(`${expected} silent`);
  return parts.join(' · ');
}

/** The one message of an occurrence in its channel, edited in place; everybody's answers are in its thread. */
export function channelView(round: Round, locale: string): View {
  const answered = round.rows.filter((row) => row.state === 'answered');
  const inTheWay = answered.flatMap((row) => {
    const text = row.blocked ? answerAbout(round.questions, row.answers, 'blockers') : undefined;
    return text ? [`${who(row)}: ${shorten(text, LINE)}`] : [];
  });
  const title = `${round.standup} · ${dayText(round.date, locale)}`;
  const counts = countsText(round);
  const elements: Element[] = [
    { kind: 'heading', text: title },
    { kind: 'context', text: counts },
  ];
  const section = (heading: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    const rest = lines.length - SHOWN;
    const shown = rest > 0 ? [...lines.slice(0, SHOWN), `+${rest} in the thread`] : lines;
    elements.push({ kind: 'text', text: heading, strong: true }, { kind: 'list', items: shown });
  };
  section('Waiting', waitingLines(answered));
  section('In the way', inTheWay);
  section(
    'Moved',
    answered
      .filter((row) => !row.unchanged)
      .map((row) => `${row.name}: ${shorten(firstLine(round.questions, row.answers), LINE)}`),
  );
  const same = answered.filter((row) => row.unchanged);
  if (same.length > 0) {
    elements.push({ kind: 'text', text: `Nothing new: ${same.map((row) => row.name).join(', ')}` });
  }
  if (answered.length > 0) {
    elements.push({
      kind: 'buttons',
      buttons: [{ label: 'See all', command: 'standup', action: 'see_all', value: round.id }],
    });
  }
  return { summary: `${title}: ${counts}`, elements };
}

/** "Sales → Operations: export from the stock system · day 3 · Ageing", each wait once however many spoke of it. */
function waitingLines(rows: readonly Row[]): string[] {
  const waits = rows.flatMap((row) => stillWaiting(row.waits ?? []));
  return [...new Map(waits.map((wait) => [wait.id, wait])).values()].map(
    ({ from, on, title, age }) => `${on ? `${from} → ${on}` : from}: ${shorten(title, LINE)} · ${age}`,
  );
}

const who = ({ name, department }: Row): string => (department ? `${name} (${department})` : name);

/** What moved, or else the first thing that was answered. */
export function firstLine(questions: readonly Question[], answers: Answers | null): string {
  const moved = answerAbout(questions, answers, 'moved');
  if (moved) return moved;
  const first = questions.map(({ id }) => answers?.[id]).find((answer) => answer !== undefined);
  return first === undefined ? '' : answerText(first);
}

/** Who answered, is away or is silent, with everybody's first line: for managers and for "See all". */
export function reportView(round: Round, locale: string): View {
  const title = `${round.standup} · ${dayText(round.date, locale)}`;
  const named = (state: Row['state']) =>
    round.rows.filter((row) => row.state === state).map((row) => row.name);
  const elements: Element[] = [
    { kind: 'heading', text: title },
    { kind: 'context', text: countsText(round) },
  ];
  const fields = [
    { label: round.closed ? 'Silent' : 'Not yet', text: named('expected').join(', ') },
    { label: 'Away', text: named('away').join(', ') },
    { label: 'Not reached', text: named('skipped').join(', ') },
  ].filter(({ text }) => text !== '');
  if (fields.length > 0) elements.push({ kind: 'fields', fields }, { kind: 'divider' });
  for (const row of round.rows.filter((one) => one.state === 'answered')) {
    const lines = round.questions.flatMap((question) => {
      const answer = row.answers?.[question.id];
      if (answer === undefined) return [];
      const text = question.kind === 'waits' ? `Waiting on ${answerText(answer)}` : answerText(answer);
      return [shorten(text, 300)];
    });
    elements.push({ kind: 'text', text: row.late ? `${who(row)}, late` : who(row), strong: true });
    if (lines.length > 0) elements.push({ kind: 'list', items: lines });
  }
  return { summary: `${title}: ${countsText(round)}`, elements };
}
