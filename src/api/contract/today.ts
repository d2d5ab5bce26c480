import { z } from 'zod';
import { routes } from '../route.ts';
import { byId, id, instant, localDate } from './shapes.ts';

export const entryState = z.enum(['expected', 'answered', 'away', 'skipped']);

/** One occurrence, counted over the people the reader may see. */
export const roundSummary = z.object({
  id,
  standupId: id,
  standup: z.string(),
  date: localDate,
  opensAt: instant,
  closesAt: instant,
  closed: z.boolean(),
  /** People's own updates of the day, which nobody was asked for. */
  adHoc: z.boolean(),
  answered: z.number().int(),
  away: z.number().int(),
  /** Asked, and silent so far. */
  silent: z.number().int(),
  blocked: z.number().int(),
  /** The reader's own part in it; null when they are not in it. */
  mine: z.object({ state: entryState, ref: z.string() }).nullable(),
});

const question = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(['shortText', 'longText', 'choice', 'multiChoice', 'number', 'scale', 'waits']),
  about: z.enum(['moved', 'next', 'blockers', 'mood', 'waits']).nullable(),
});

const answers = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

const span = z.object({
  from: localDate.optional(),
  to: localDate.optional(),
  format: z.enum(['csv', 'json']),
});

export const todayRoutes = routes({
  'GET /api/today': {
    summary: 'The occurrences of one day in the stand-ups I may read, and which days have some',
    role: 'member',
    scope: 'read',
    query: z.object({
      /** The reader's today when left out. */
      date: localDate.optional(),
    }),
    answer: z.object({
      date: localDate,
      today: localDate,
      rounds: z.array(roundSummary),
      /** The nearest days with occurrences, for the arrows of the day picker. */
      before: localDate.nullable(),
      after: localDate.nullable(),
      standups: z.array(z.object({ id, name: z.string() })),
    }),
  },
  'GET /api/days': {
    summary: 'The days of a month that have occurrences I may read',
    role: 'member',
    scope: 'read',
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    answer: z.object({ days: z.array(localDate) }),
  },
  'GET /api/rounds/{id}': {
    summary: 'One occurrence with everybody’s answers',
    role: 'member',
    scope: 'read',
    params: byId,
    answer: z.object({
      round: roundSummary,
      questions: z.array(question),
      rows: z.array(
        z.object({
          personId: id,
          name: z.string(),
          department: z.string().nullable(),
          state: entryState,
          /** Not asked yet: their own time has not come. */
          waiting: z.boolean(),
          late: z.boolean(),
          unchanged: z.boolean(),
          blocked: z.boolean(),
          answeredAt: instant.nullable(),
          edited: z.boolean(),
          answers: answers.nullable(),
          /** The person's last ten occurrences of this stand-up up to this one, oldest first. */
          strip: z.array(z.object({ date: localDate, state: entryState })),
        }),
      ),
    }),
  },
  'GET /api/search': {
    summary: 'Answers that contain every word of a text (words may be cut short), newest first',
    role: 'member',
    scope: 'read',
    query: z.object({
      text: z.string().trim().min(2).max(200),
      standupId: id.optional(),
      from: localDate.optional(),
      to: localDate.optional(),
      /** The `more` of the page before. */
      after: z.string().max(200).optional(),
    }),
    answer: z.object({
      hits: z.array(
        z.object({
          roundId: id,
          date: localDate,
          standup: z.string(),
          name: z.string(),
          department: z.string().nullable(),
          question: z.string(),
          /** The answer around what was found, in pieces; `hit` marks what was found. */
          pieces: z.array(z.object({ text: z.string(), hit: z.boolean() })),
        }),
      ),
      more: z.string().nullable(),
    }),
  },
  'GET /api/rounds/{id}/export': {
    summary: 'One occurrence as a file',
    role: 'member',
    scope: 'read',
    params: byId,
    query: z.object({ format: z.enum(['csv', 'json']) }),
    raw: 'text/csv',
    answer: z.string(),
  },
  'GET /api/standups/{id}/export': {
    summary: 'A stand-up’s answers of a span of days (the last 92 unless said, at most 400) as a file',
    role: 'member',
    scope: 'read',
    params: byId,
    query: span,
    raw: 'text/csv',
    answer: z.string(),
  },
});
