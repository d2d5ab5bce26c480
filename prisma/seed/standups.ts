import { parseQuestions, type Question } from '../../src/standups/index.ts';
import type { DemoPerson } from './people.ts';

export type StandupKey = 'crm' | 'delivery' | 'health';

/** A stand-up of the demo company, and how far back it reaches. */
export type DemoStandup = {
  readonly key: StandupKey;
  readonly name: string;
  /** What it asks now. */
  readonly questions: readonly Question[];
  /** What it asked until yesterday. */
  readonly askedBefore: readonly Question[];
  readonly days: readonly number[];
  readonly time: string;
  readonly windowMinutes: number;
  readonly asks: (person: DemoPerson) => boolean;
  readonly managers: readonly string[];
  /** Where answers appear. */
  readonly place: 'everyone' | 'Operations' | null;
  readonly historyDays: number;
};

const inWords = parseQuestions(`What moved since {since}? [moved]
What is next? [next]
What is in your way, and who could help? [blockers, optional]`);

const health = parseQuestions(`How was your week? [mood]
What helped, or what would have? [optional]`);

/** The two initiatives have run for three weeks; the company has asked how people are for longer. */
export const demoStandups: readonly DemoStandup[] = [
  {
    key: 'crm',
    name: 'CRM rollout check-in',
    // As of today it asks for waits by name, which then appear on the other side.
    questions: parseQuestions(`What moved since {since}? [moved]
What is next? [next]
What are you waiting on, and from whom? [waits]`),
    askedBefore: inWords,
    days: [1, 2, 3, 4, 5],
    time: '09:30',
    windowMinutes: 480,
    asks: ({ crm }) => crm,
    managers: ['Mia Lindqvist', 'Lukas Brandt'],
    place: 'everyone',
    historyDays: 21,
  },
  {
    key: 'delivery',
    name: 'Next-day delivery check-in',
    questions: inWords,
    askedBefore: inWords,
    days: [1, 3, 5],
    time: '10:00',
    windowMinutes: 240,
    asks: ({ delivery }) => delivery,
    managers: ['Mia Lindqvist', 'Ben Adler'],
    place: 'Operations',
    historyDays: 21,
  },
  {
    key: 'health',
    name: 'Team health',
    questions: health,
    askedBefore: health,
    days: [5],
    time: '14:00',
    windowMinutes: 240,
    asks: () => true,
    managers: ['Mia Lindqvist', 'Jonas Weber'],
    place: null,
    historyDays: 70,
  },
];
