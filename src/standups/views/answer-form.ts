import type { Choice, Field, Form, FormPart, Values } from '../../chat/form.ts';
import { shorten } from '../../chat/text.ts';
import { dayText } from '../../chat/when.ts';
import {
  departmentOptions,
  MAX_TITLE,
  NOBODY,
  type SaidOfWait,
  saidInForm,
  type Wait,
  type WaitAnswer,
  type WaitAnswers,
} from '../../issues/index.ts';
import type { OpenEntry } from '../open-entries.ts';
import { type Answers, answerAbout, type Question } from '../questions.ts';
import { questionText } from './answers.ts';

const SCALE = 5;
const QUOTED = 600;

/**
 * The one form of a stand-up: what was said last time, the questions, what the person waits for, and their department when
 * it is not known yet.
 */
export function answerForm(
  entry: OpenEntry,
  reader: { locale: string; departmentId: string | null },
  departments: readonly Choice[],
): Form {
  const { previous } = entry;
  const parts: FormPart[] = [];
  const promised = previous && answerAbout(previous.questions, previous.answers, 'next');
  if (promised) parts.push({ kind: 'note', text: `You said you would: ${promised.slice(0, QUOTED)}` });
  for (const question of entry.questions) {
    const label = questionText(question, previous?.date, entry.date, reader.locale);
    if (question.kind === 'waits') parts.push(...waitParts(label, entry.waits, departments));
    else parts.push(questionField(question, question.kind, label, entry.answers?.[question.id]));
  }
  if (!reader.departmentId && departments.length > 0) {
    parts.push({
      kind: 'department',
      name: 'department',
      label: 'Which department are you in?',
      // Not required: a window that was opened before there were departments has no such field.
      hint: 'Asked until you choose one. /tutti settings changes it.',
      options: departments,
    });
  }
  return {
    title: entry.standup,
    submitLabel: entry.answeredAt ? 'Save' : 'Send',
    command: 'standup',
    name: 'answer',
    state: entry.ref,
    parts: [{ kind: 'note', text: dayText(entry.date, reader.locale) }, ...parts],
  };
}

function questionField(
  question: Question,
  kind: Exclude<Question['kind'], 'waits'>,
  label: string,
  answer: Answers[string] | undefined,
): Field {
  const base = { name: question.id, label, required: question.required };
  const text = typeof answer === 'string' ? { value: answer } : {};
  const number = typeof answer === 'number' ? { value: answer } : {};
  const options = (question.options ?? []).map((option) => ({ value: option, label: option }));
  switch (kind) {
    case 'shortText':
    case 'longText':
      return { ...base, kind, ...text };
    case 'choice':
      return { ...base, kind: 'choice', options, ...text };
    case 'multiChoice':
      return {
        ...base,
        kind: 'multiChoice',
        options,
        ...(typeof answer === 'object' ? { value: answer } : {}),
      };
    case 'number':
      return { ...base, kind: 'number', ...number };
    case 'scale':
      return { ...base, kind: 'rating', max: SCALE, ...number };
  }
}

/** The answers among a form's values: what was left empty is left out. */
export function answersOf(questions: readonly Question[], values: Values): Answers {
  const answers: Record<string, Answers[string]> = {};
  for (const { id, kind } of questions) {
    const value = kind === 'waits' ? null : values[id];
    if (value !== null && value !== undefined) answers[id] = value;
  }
  return answers;
}

/** More open waits than this are not asked for one by one; the bot's own page shows them all. */
const MOST_WAITS = 8;
const LABEL = 100;

const NEW_ON = 'wait.new.on';
const NEW_WHAT = 'wait.new.what';
const sayName = (issueId: string): string => `wait.${issueId}`;
const textName = (issueId: string): string => `wait.${issueId}.text`;

/** What the person waits for already, so that nothing is typed twice, and one place for something new. */
function waitParts(
  label: string,
  waits: OpenEntry['waits'] = { open: [], said: [] },
  departments: readonly Choice[],
): FormPart[] {
  const said = new Map(waits.said.map((wait) => [wait.id, wait]));
  const shown = waits.open.slice(0, MOST_WAITS);
  const more = waits.open.length - shown.length;
  const none = shown.length > 0 ? 'Nothing new' : 'Nothing';
  return [
    ...shown.flatMap((wait) => openWaitFields(wait, said.get(wait.id))),
    ...(more > 0
      ? [{ kind: 'note' as const, text: `And ${more} more that you wait for; they stay as they are.` }]
      : []),
    ...(departments.length > 0
      ? [
          {
            kind: 'department' as const,
            name: NEW_ON,
            label: shown.length > 0 ? 'Waiting on something new? From whom' : label,
            options: departmentOptions(
              departments.map(({ value, label: name }) => ({ id: value, name })),
              none,
            ),
          },
        ]
      : []),
    {
      kind: 'shortText',
      name: NEW_WHAT,
      label: departments.length > 0 ? 'What is it?' : label,
      hint: 'In a few words. They are told at once, and you are asked next time whether you still wait.',
      maxLength: MAX_TITLE,
    },
  ];
}

function openWaitFields(wait: Wait, said: SaidOfWait | undefined): Field[] {
  const on = wait.on ? `${wait.on} · ` : '';
  const say = saidInForm(said) ?? 'still';
  return [
    {
      kind: 'choice',
      name: sayName(wait.id),
      label: `${on}${shorten(wait.title, LABEL)} · ${wait.age}`,
      options: [
        { value: 'still', label: 'Still waiting' },
        { value: 'changed', label: 'Changed' },
        { value: 'solved', label: 'Solved' },
      ],
      value: say,
    },
    {
      kind: 'shortText',
      name: textName(wait.id),
      label: 'What has changed?',
      hint: 'Only if it has.',
      maxLength: 300,
      ...(say === 'changed' && said?.text ? { value: said.text } : {}),
    },
  ];
}

/** What a form's values say of waits, or one sentence for each field at fault. */
export function waitsOf(
  waits: OpenEntry['waits'],
  values: Values,
): { answers: WaitAnswers } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const said = (waits?.open ?? []).flatMap(({ id }): WaitAnswer[] => {
    const say = values[sayName(id)];
    const typed = values[textName(id)];
    const text = typeof typed === 'string' ? typed : null;
    if (say === 'changed' && !text) errors[textName(id)] = 'Please say in a few words what has changed.';
    // Whoever types what has changed, and leaves the choice as it was, has said it.
    if (text && say !== 'solved') return [{ issueId: id, say: 'changed', text }];
    return say === 'still' || say === 'solved' ? [{ issueId: id, say, text: null }] : [];
  });
  const what = values[NEW_WHAT];
  const title = typeof what === 'string' ? what : null;
  const on = values[NEW_ON];
  const departmentId = typeof on === 'string' && on !== NOBODY ? on : null;
  if (departmentId && !title) errors[NEW_WHAT] = 'Please say in a few words what you are waiting for.';
  if (title && !departmentId && NEW_ON in values) {
    errors[NEW_ON] = 'Please choose which department you are waiting on.';
  }
  if (Object.keys(errors).length > 0) return { errors };
  return { answers: { said, fresh: title ? { departmentId, title } : null } };
}
