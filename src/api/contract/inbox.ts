import { z } from 'zod';
import { routes } from '../route.ts';
import { byId, id, instant, localDate, nothingMore } from './shapes.ts';
import { actSchema, replySchema, viewSchema } from './view.ts';

export const inboxRoutes = routes({
  'GET /api/inbox': {
    summary: 'What is asked of me, and what was written to me',
    role: 'member',
    scope: 'read',
    answer: z.object({
      /** Open stand-ups, unanswered first: each one's prompt, or what was answered, with its buttons. */
      open: z.array(z.object({ key: z.string(), answered: z.boolean(), at: instant, view: viewSchema })),
      /** Messages to me and to the places I am in, newest first, without those of `open`. */
      messages: z.array(
        z.object({
          id,
          at: instant,
          /** The place's name, such as a department; null for a message to me alone. */
          place: z.string().nullable(),
          view: viewSchema,
          replies: z.number().int(),
        }),
      ),
      next: z.object({ standup: z.string(), at: instant }).nullable(),
    }),
  },
  'GET /api/messages/{id}/replies': {
    summary: 'The thread of a message in one of my places',
    role: 'member',
    scope: 'read',
    params: byId,
    answer: z.object({ replies: z.array(z.object({ id, at: instant, view: viewSchema })) }),
  },
  'POST /api/act': {
    summary: 'Use a command, press a button or submit a form: what people do in chat, and its reply',
    role: 'member',
    scope: 'write',
    maxBytes: 256 * 1024,
    body: z.object({
      act: actSchema,
      /** Made by the browser for one submission: sent again under the same key, it is carried out once. */
      once: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .optional(),
    }),
    answer: z.object({ reply: replySchema }),
  },
  'GET /api/choices/people': {
    summary:
      'Active people whose name or e-mail contains a text, for pickers; by id for those already chosen',
    role: 'member',
    scope: 'read',
    query: z.object({
      text: z.string().max(100).optional(),
      /** Comma-separated ids. */
      ids: z.string().max(20_000).optional(),
    }),
    answer: z.object({
      people: z.array(z.object({ id, name: z.string(), department: z.string().nullable() })),
    }),
  },
  'GET /api/choices/channels': {
    summary: 'The browser’s places a stand-up can post in: everyone, and each department',
    role: 'member',
    scope: 'read',
    answer: z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  'GET /api/answers': {
    summary: 'My own answers, newest first',
    role: 'member',
    scope: 'read',
    query: z.object({ before: instant.optional() }),
    answer: z.object({
      answers: z.array(z.object({ id, at: instant, editable: z.boolean(), view: viewSchema })),
      more: z.boolean(),
    }),
  },
  'GET /api/absences': {
    summary: 'My absences, those to come first',
    role: 'member',
    scope: 'read',
    answer: z.object({
      absences: z.array(z.object({ id, from: localDate, to: localDate, past: z.boolean() })),
    }),
  },
  'POST /api/absences': {
    summary: 'Be away, both days included',
    role: 'member',
    scope: 'write',
    body: z.object({ from: localDate, to: localDate }),
    answer: nothingMore,
  },
  'DELETE /api/absences/{id}': {
    summary: 'Drop an absence that is still to come, or end one that has begun',
    role: 'member',
    scope: 'write',
    params: byId,
    answer: nothingMore,
  },
  'GET /api/events': {
    summary: 'Server-sent events: which of inbox, rounds and people to read again',
    role: 'member',
    scope: 'read',
    raw: 'text/event-stream',
    answer: z.string(),
  },
});
