import { z } from 'zod';
import { routes } from '../route.ts';
import { byId, department, id, instant, localDate } from './shapes.ts';
import { viewSchema } from './view.ts';

export const issueKind = z.enum(['blocker', 'risk', 'question', 'idea']);
export const issueState = z.enum(['open', 'accepted', 'asked_back', 'declined', 'solved', 'merged']);
export const issueAge = z.enum(['Fresh', 'Ageing', 'Stale', 'Critical']);

/** What either side can do. */
export const issueActName = z.enum([
  'accept',
  'ask_back',
  'answer',
  'decline',
  'pass_on',
  'still_waiting',
  'change',
  'solve',
  'reopen',
  'merge',
]);

/** An issue as everyone in the company may read it. */
export const issueSummary = z.object({
  id,
  kind: issueKind,
  title: z.string(),
  /** "Sales is waiting on Operations" */
  headline: z.string(),
  state: issueState,
  from: z.object({ department: department.nullable(), person: department.nullable() }),
  /** Both null: nobody in particular. */
  on: z.object({ department: department.nullable(), person: department.nullable() }),
  /** Working days waited; final once it is closed. */
  days: z.number().int(),
  age: issueAge,
  wishedFor: localDate.nullable(),
  promisedFor: localDate.nullable(),
  createdAt: instant,
  changedAt: instant,
  closedAt: instant.nullable(),
  /** Raised with every change: hand it in with an act, to be told when somebody was faster. */
  version: z.number().int(),
});

const words = z.string().trim().min(1).max(1000);
const remark = z.string().trim().max(1000).optional();

export const issueAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept'), promisedFor: localDate, text: remark }),
  z.object({ kind: z.literal('ask_back'), text: words }),
  z.object({ kind: z.literal('answer'), text: words }),
  z.object({ kind: z.literal('decline'), text: words }),
  z.object({ kind: z.literal('pass_on'), departmentId: id, text: remark }),
  z.object({ kind: z.literal('still_waiting') }),
  z.object({ kind: z.literal('change'), text: words }),
  z.object({ kind: z.literal('solve'), text: remark }),
  z.object({ kind: z.literal('reopen'), text: remark }),
  z.object({ kind: z.literal('merge'), intoId: id }),
]);

export const issueRoutes = routes({
  'GET /api/issues': {
    summary: 'Who waits on whom: issues with filters, those that wait longest first',
    role: 'member',
    scope: 'read',
    query: z.object({
      /** `open` stands for everything that somebody still waits for. */
      state: z
        .enum(['open', 'accepted', 'asked_back', 'declined', 'solved', 'merged', 'closed', 'all'])
        .default('open'),
      kind: issueKind.optional(),
      age: issueAge.optional(),
      fromDepartmentId: id.optional(),
      onDepartmentId: id.optional(),
      /** Those I raised, or those that wait on me. */
      mine: z.enum(['raised', 'on_me']).optional(),
      /** Titles that contain it, in any case. */
      text: z.string().trim().max(200).optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      size: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({
      issues: z.array(issueSummary),
      total: z.number().int(),
      /** How many wait on me in all. */
      onMe: z.number().int(),
      waitAges: z.array(z.number().int()),
    }),
  },
  'POST /api/issues': {
    summary: 'Raise an issue',
    role: 'member',
    scope: 'write',
    body: z.object({
      kind: issueKind,
      title: z.string().trim().min(1).max(150),
      detail: z.string().trim().max(3000).optional(),
      onDepartmentId: id.optional(),
      onPersonId: id.optional(),
      wishedFor: localDate.optional(),
      /** Sent again under the same key, it is raised once. */
      once: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .optional(),
    }),
    answer: z.object({ issue: issueSummary }),
  },
  'GET /api/issues/{id}': {
    summary: 'One issue with everything that happened to it; words are shown to both sides and those above',
    role: 'member',
    scope: 'read',
    params: byId,
    answer: z.object({
      issue: issueSummary,
      /** Whether the reader sees what was written. */
      inside: z.boolean(),
      detail: z.string().nullable(),
      events: z.array(
        z.object({
          id,
          kind: z.string(),
          at: instant,
          by: z.string().nullable(),
          /** "Ben accepted it, for Fri, Nov 27: “…”" */
          text: z.string(),
        }),
      ),
      /** What the reader may do now. */
      acts: z.array(issueActName),
      /** Those that were joined with it. */
      joined: z.array(z.object({ id, title: z.string(), from: z.string() })),
      mergedInto: z.object({ id, title: z.string() }).nullable(),
      /** Open ones it could be joined with, the most alike first; empty where the reader may not. */
      similar: z.array(z.object({ id, label: z.string() })),
    }),
  },
  'POST /api/issues/{id}/act': {
    summary: 'Accept, ask back, answer, decline, pass on, change, solve, open again or join an issue',
    role: 'member',
    scope: 'write',
    params: byId,
    body: z.object({ act: issueAct, version: z.number().int().optional() }),
    answer: z.object({ issue: issueSummary }),
  },
  'POST /api/issues/act': {
    summary: 'The same act on several issues; each by itself, and what was refused says why',
    role: 'lead',
    scope: 'write',
    body: z.object({ ids: z.array(id).min(1).max(100), act: issueAct }),
    answer: z.object({ results: z.array(z.object({ id, refused: z.string().nullable() })) }),
  },
  'GET /api/waits-on-me': {
    summary: 'What waits for a word of mine, longest first, each with its buttons',
    role: 'member',
    scope: 'read',
    answer: z.object({
      waits: z.array(z.object({ id, side: z.enum(['on', 'from']), view: viewSchema })),
    }),
  },
  'GET /api/matrix': {
    summary:
      'Department by department: who waits on whom, how many, for how long, and how long it usually takes',
    role: 'member',
    scope: 'read',
    answer: z.object({
      departments: z.array(department),
      cells: z.array(
        z.object({
          /** Null: people in no department. */
          fromId: id.nullable(),
          /** Null: nobody in particular. */
          onId: id.nullable(),
          open: z.number().int(),
          /** Working days of the oldest open one; null where none is open. */
          oldestDays: z.number().int().nullable(),
          age: issueAge.nullable(),
          /** The middle of the working days that those solved in the last half year took. */
          medianDays: z.number().nullable(),
          solved: z.number().int(),
        }),
      ),
      waitAges: z.array(z.number().int()),
    }),
  },
});
