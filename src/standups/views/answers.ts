import type { Element, LabelledText, View } from '../../chat/view.ts';
import { dayText, timeText, weekdayText } from '../../chat/when.ts';
import type { SaidOfWait, Wait } from '../../issues/index.ts';
import { type Answers, answerText, type Question } from '../questions.ts';
import { editButton } from './prompt.ts';

/** An entry as it is shown once answered. */
export type AnsweredEntry = {
  readonly id: string;
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly answeredAt: Date;
  readonly late: boolean;
  readonly unchanged: boolean;
  readonly edited: boolean;
  /** What it said of waits, as they stand now; the lines that were kept are shown where this is left out. */
  readonly waits?: readonly SaidOfWait[];
};

type Reader = { readonly locale: string; readonly zone: string };

/** What a question says with `{since}` filled in: a weekday within the last six days, else the date, else "last time". */
export function questionText(
  question: Question,
  since: string | undefined,
  today: string,
  locale: string,
): string {
  if (!question.text.includes('{since}')) return question.text;
  const days = since ? (Date.parse(today) - Date.parse(since)) / 86_400_000 : 0;
  const said =
    !since || days <= 0 ? 'last time' : days < 7 ? weekdayText(since, locale) : dayText(since, locale);
  return question.text.replaceAll('{since}', said);
}

const shortLabels = {
  moved: 'Moved',
  next: 'Next',
  blockers: 'In the way',
  mood: 'Mood',
  waits: 'Waiting on',
} as const;

/** "Operations: export from the stock system": what an answer keeps of a wait, and search finds. */
export const waitLine = ({ on, title }: Wait): string => (on ? `${on}: ${title}` : title);

/** Those that an answer left waiting. */
export const stillWaiting = (waits: readonly SaidOfWait[]): SaidOfWait[] =>
  waits.filter(({ said }) => said !== 'solved');

function waitFields(waits: readonly SaidOfWait[]): LabelledText[] {
  const waiting = stillWaiting(waits).map((wait) => {
    const changed = wait.said === 'changed' || wait.said === 'answered' ? ` · ${wait.text}` : '';
    return `${waitLine(wait)} · ${wait.age}${changed}`;
  });
  const solved = waits.filter(({ said }) => said === 'solved').map(waitLine);
  return [
    { label: shortLabels.waits, text: waiting.join('\n') },
    { label: 'Solved', text: solved.join('\n') },
  ].filter(({ text }) => text !== '');
}

/** Short labels where the topic is known, so that a card reads at a glance. */
export const answerFields = (
  questions: readonly Question[],
  answers: Answers,
  waits?: readonly SaidOfWait[],
): LabelledText[] =>
  questions.flatMap((question) => {
    if (question.kind === 'waits' && waits) return waitFields(waits);
    const answer = answers[question.id];
    if (answer === undefined) return [];
    if (question.kind === 'waits' && typeof answer === 'object') {
      return [{ label: shortLabels.waits, text: answer.join('\n') }];
    }
    const label = question.about
      ? shortLabels[question.about]
      : question.text.replaceAll('{since}', 'last time');
    return [{ label, text: question.kind === 'scale' ? `${answerText(answer)} of 5` : answerText(answer) }];
  });

function answeredLine(entry: AnsweredEntry, { locale, zone }: Reader): string {
  const marks = [
    entry.unchanged ? 'nothing new' : '',
    entry.late ? 'late' : '',
    entry.edited ? 'edited' : '',
  ];
  return [
    `answered ${timeText(entry.answeredAt, locale, zone)}`,
    ...marks.filter((mark) => mark !== ''),
  ].join(', ');
}

/** What the prompt becomes once it is answered. */
export function answeredView({
  standup,
  date,
  entry,
  postedIn,
  reader,
}: {
  standup: string;
  date: string;
  entry: AnsweredEntry;
  /** The channel as the platform names it, when answers are posted to one. */
  postedIn: string | null;
  reader: Reader;
}): View {
  const status = answeredLine(entry, reader);
  const where = postedIn ? ` · posted in ${postedIn}` : '';
  return {
    summary: `${standup}, ${dayText(date, reader.locale)}: ${status}`,
    elements: [
      { kind: 'heading', text: `${standup} · ${dayText(date, reader.locale)}` },
      { kind: 'fields', fields: answerFields(entry.questions, entry.answers, entry.waits) },
      { kind: 'buttons', buttons: [editButton(entry.id)] },
      { kind: 'context', text: status + where },
    ],
  };
}

/** One person's answers in the thread of the channel message. */
export function threadView(name: string, entry: AnsweredEntry, reader: Reader): View {
  const elements: Element[] = [
    { kind: 'text', text: name, strong: true },
    { kind: 'fields', fields: answerFields(entry.questions, entry.answers, entry.waits) },
    { kind: 'context', text: answeredLine(entry, reader) },
  ];
  return { summary: `${name} answered`, elements };
}
