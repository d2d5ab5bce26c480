import { z } from 'zod';
import { TuttiError } from '../errors.ts';

export const questionKinds = [
  'shortText',
  'longText',
  'choice',
  'multiChoice',
  'number',
  'scale',
  /** What the person waits for, as issues: see src/issues. The answer keeps a line for each. */
  'waits',
] as const;

/** What a question is about, where Tutti does something with the answer. */
export const questionTopics = ['moved', 'next', 'blockers', 'mood', 'waits'] as const;

export const questionSchema = z.object({
  /** Stable while the text of the question stays the same in its place. */
  id: z.string(),
  /** `{since}` stands for the day of the last occurrence. */
  text: z.string().min(1),
  kind: z.enum(questionKinds),
  required: z.boolean(),
  options: z.array(z.string()).optional(),
  about: z.enum(questionTopics).optional(),
});

export type Question = z.infer<typeof questionSchema>;

/** Answers by question id. */
export type Answers = Readonly<Record<string, string | number | readonly string[]>>;

/** More than this does not fit two minutes, nor one screen. */
export const MAX_QUESTIONS = 10;
const MAX_QUESTION_TEXT = 150;

export const readQuestions = (json: unknown): Question[] => z.array(questionSchema).parse(json);

type Tag = Pick<Question, 'kind' | 'about'>;

const tags: Readonly<Record<string, Tag>> = {
  long: { kind: 'longText' },
  short: { kind: 'shortText' },
  number: { kind: 'number' },
  '1-5': { kind: 'scale' },
  moved: { kind: 'longText', about: 'moved' },
  next: { kind: 'longText', about: 'next' },
  blockers: { kind: 'longText', about: 'blockers' },
  mood: { kind: 'scale', about: 'mood' },
  waits: { kind: 'waits', about: 'waits' },
};

/**
 * Reads questions as people write them in the form: one a line, what kind it is in square brackets at its end, such as
 * `What is next? [next]`, `Anything in your way? [blockers, optional]`, `Which site? [choice: North | South]`. Without
 * brackets a question takes a long text and must be answered. Throws one sentence that names the line at fault.
 */
export function parseQuestions(text: string): Question[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) throw new TuttiError('no_questions', 'A stand-up needs at least one question.');
  if (lines.length > MAX_QUESTIONS) {
    throw new TuttiError(
      'too_many_questions',
      `These are ${lines.length} questions; at most ${MAX_QUESTIONS} fit.`,
    );
  }
  const questions = lines.map((line, index) => parseQuestion(line, index + 1));
  const topics = questions.flatMap(({ about }) => about ?? []);
  const twice = topics.find((topic, index) => topics.indexOf(topic) !== index);
  if (twice)
    throw new TuttiError('bad_question', `Only one question can be [${twice}]; make the other one [long].`);
  return questions;
}

function parseQuestion(line: string, number: number): Question {
  const fault = (what: string) => new TuttiError('bad_question', `Question ${number}: ${what}`);
  const [, text = line, inside = ''] = /^(.*?)\s*\[([^[\]]*)\]$/.exec(line) ?? [];
  if (text.trim() === '') throw fault('there is no text before the brackets.');
  if (text.length > MAX_QUESTION_TEXT) throw fault(`please keep it to ${MAX_QUESTION_TEXT} characters.`);
  const optional = /(^|,)\s*optional\s*$/i.test(inside);
  const tag = inside.replace(/(^|,)\s*optional\s*$/i, '').trim();
  // Whoever waits for nothing says nothing.
  const base = { id: `q${number}`, text: text.trim(), required: !optional && tag.toLowerCase() !== 'waits' };
  if (tag === '') return { ...base, kind: 'longText' };
  const listed = /^(choice|any of)\s*:(.*)$/i.exec(tag);
  if (listed) {
    const options = (listed[2] ?? '')
      .split('|')
      .map((option) => option.trim())
      .filter((option) => option !== '');
    if (new Set(options).size < 2) throw fault('give at least two different choices, separated by |.');
    return { ...base, kind: listed[1]?.toLowerCase() === 'choice' ? 'choice' : 'multiChoice', options };
  }
  const known = tags[tag.toLowerCase()];
  if (!known) {
    throw fault(
      `I do not know [${tag}]. Use ${Object.keys(tags).join(', ')}, choice: A | B, or any of: A | B.`,
    );
  }
  return { ...base, ...known };
}

/** The inverse of parseQuestions. */
export const writeQuestions = (questions: readonly Question[]): string =>
  questions.map(writeQuestion).join('\n');

function writeQuestion({ text, kind, about, options, required }: Question): string {
  const tag = options
    ? `${kind === 'choice' ? 'choice' : 'any of'}: ${options.join(' | ')}`
    : (Object.entries(tags).find(([, known]) => known.kind === kind && known.about === about)?.[0] ?? 'long');
  const inside = [tag === 'long' ? '' : tag, required || kind === 'waits' ? '' : 'optional']
    .filter((part) => part !== '')
    .join(', ');
  return inside === '' ? text : `${text} [${inside}]`;
}

/** The answer to the question about a topic, as text. */
export function answerAbout(
  questions: readonly Question[],
  answers: Answers | null,
  about: NonNullable<Question['about']>,
): string | undefined {
  const question = questions.find((one) => one.about === about);
  const answer = question && answers?.[question.id];
  return typeof answer === 'string' ? answer : undefined;
}

/** What an answer names as in the way: in words, and as what it waits for. */
export function inTheWay(questions: readonly Question[], answers: Answers | null): string {
  const waits = questions.find(({ kind }) => kind === 'waits');
  const listed = waits && answers?.[waits.id];
  const waiting = typeof listed === 'object' ? listed : [];
  return [answerAbout(questions, answers, 'blockers') ?? '', ...waiting]
    .filter((text) => text !== '')
    .join('; ');
}

/** An answer as one line of text. */
export const answerText = (answer: Answers[string]): string =>
  typeof answer === 'object' ? answer.join(', ') : String(answer);

/** Whether "Nothing new" can answer: when nothing beyond texts that can stay as they were is asked for. */
export const canRepeat = (questions: readonly Question[]): boolean =>
  questions.some(({ about }) => about === 'next') &&
  questions.every(({ about, required }) => !required || (about !== undefined && about !== 'mood'));
