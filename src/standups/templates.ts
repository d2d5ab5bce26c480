import { parseQuestions, type Question } from './questions.ts';

/** What a new stand-up starts from; everything can be changed in the form. */
export type Template = {
  readonly id: string;
  readonly name: string;
  readonly questions: readonly Question[];
  readonly days: readonly number[];
  readonly everyWeeks: number;
  readonly time: string;
  readonly windowMinutes: number;
};

const weekdays = [1, 2, 3, 4, 5];

export const templates: readonly Template[] = [
  {
    id: 'daily',
    name: 'Daily stand-up',
    questions: parseQuestions(`What moved since {since}? [moved]
What is next? [next]
What are you waiting on, and from whom? [waits]`),
    days: weekdays,
    everyWeeks: 1,
    time: '09:30',
    windowMinutes: 240,
  },
  {
    id: 'weekly',
    name: 'Weekly check-in',
    questions: parseQuestions(`What moved since {since}? [moved]
What matters most next week? [next]
Is anything in your way? [blockers, optional]
How was this week? [1-5, optional]`),
    days: [5],
    everyWeeks: 1,
    time: '13:00',
    windowMinutes: 480,
  },
  {
    id: 'implementation',
    name: 'Implementation check-in',
    questions: parseQuestions(`What moved in the rollout since {since}? [moved]
What is next? [next]
How ready does your department feel? [1-5, optional]
What are you waiting on, and from whom? [waits]`),
    days: [2, 4],
    everyWeeks: 1,
    time: '09:30',
    windowMinutes: 240,
  },
  {
    id: 'retrospective',
    name: 'Retrospective',
    questions: parseQuestions(`What worked well? [optional]
What did not? [optional]
What should we try next? [next]`),
    days: [5],
    everyWeeks: 2,
    time: '14:00',
    windowMinutes: 480,
  },
];
