import type { Choice, Field, Form, FormPart, Values } from '../../chat/form.ts';
import { dayText } from '../../chat/when.ts';
import type { OpenEntry } from '../open-entries.ts';
import { type Answers, answerAbout, type Question } from '../questions.ts';
import { questionText } from './answers.ts';

const SCALE = 5;
const QUOTED = 600;

/** The one form of a stand-up: what was said last time, the questions, and the department when it is not known yet. */
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
    parts.push(questionField(question, label, entry.answers?.[question.id]));
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

function questionField(question: Question, label: string, answer: Answers[string] | undefined): Field {
  const base = { name: question.id, label, required: question.required };
  const text = typeof answer === 'string' ? { value: answer } : {};
  const number = typeof answer === 'number' ? { value: answer } : {};
  const options = (question.options ?? []).map((option) => ({ value: option, label: option }));
  switch (question.kind) {
    case 'shortText':
    case 'longText':
      return { ...base, kind: question.kind, ...text };
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
  for (const { id } of questions) {
    const value = values[id];
    if (value !== null && value !== undefined) answers[id] = value;
  }
  return answers;
}
