import { z } from 'zod';
import { routes } from '../route.ts';
import { byId, department, id, instant, localTime, nothingMore, roleName } from './shapes.ts';

const scope = z.enum(['read', 'write']);

export const accessRoutes = routes({
  'GET /api/sign-in/ways': {
    summary: 'How people can sign in here',
    role: 'anyone',
    answer: z.object({ slack: z.boolean(), demo: z.boolean() }),
  },
  'POST /api/sign-in': {
    summary: 'Sign in with a one-time or personal link',
    role: 'anyone',
    body: z.object({ token: z.string().min(1).max(200) }),
    answer: nothingMore,
  },
  'POST /api/sign-out': { summary: 'End this session', role: 'member', answer: nothingMore },
  'GET /api/demo/people': {
    summary: 'The people of the demo company one can be; only in the demo',
    role: 'anyone',
    answer: z.object({
      people: z.array(
        z.object({
          id,
          name: z.string(),
          role: roleName,
          department: z.string().nullable(),
          /** One line: what there is to try as this person; empty for most. */
          about: z.string(),
        }),
      ),
    }),
  },
  'POST /api/demo/sign-in': {
    summary: 'Be one of the demo’s people; only in the demo',
    role: 'anyone',
    body: z.object({ personId: id }),
    answer: nothingMore,
  },
  'POST /api/demo/reset': {
    summary: 'Start the demo over; only in the demo',
    role: 'anyone',
    answer: nothingMore,
  },
  'GET /api/me': {
    summary: 'Who I am here, and my settings',
    role: 'member',
    scope: 'read',
    answer: z.object({
      id,
      name: z.string(),
      role: roleName,
      department: department.nullable(),
      workspace: z.string(),
      /** BCP 47, as it applies: the person's, else the workspace's. */
      locale: z.string(),
      zone: z.string(),
      country: z.string().nullable(),
      reminders: z.boolean(),
      quietFrom: z.string().nullable(),
      quietTo: z.string().nullable(),
      departments: z.array(department),
      demo: z.boolean(),
    }),
  },
  'PATCH /api/me': {
    summary: 'Change my settings; what is left out stays',
    role: 'member',
    scope: 'write',
    body: z.object({
      locale: z.string().max(35).optional(),
      zone: z.string().max(60).optional(),
      country: z.string().max(10).nullable().optional(),
      reminders: z.boolean().optional(),
      /** Both null: no quiet hours. */
      quiet: z.object({ from: localTime, to: localTime }).nullable().optional(),
      departmentId: id.optional(),
    }),
    answer: nothingMore,
  },
  'GET /api/sessions': {
    summary: 'Where I am signed in',
    role: 'member',
    answer: z.object({
      sessions: z.array(
        z.object({ id, device: z.string(), createdAt: instant, seenAt: instant, current: z.boolean() }),
      ),
    }),
  },
  'DELETE /api/sessions/{id}': {
    summary: 'End one of my sessions',
    role: 'member',
    params: byId,
    answer: nothingMore,
  },
  'GET /api/tokens': {
    summary: 'My access tokens, without their secrets',
    role: 'member',
    answer: z.object({
      tokens: z.array(
        z.object({
          id,
          name: z.string(),
          scopes: z.array(scope),
          createdAt: instant,
          expiresAt: instant,
          usedAt: instant.nullable(),
        }),
      ),
    }),
  },
  'POST /api/tokens': {
    summary: 'Make an access token; its secret is shown this once',
    role: 'member',
    body: z.object({
      name: z.string().trim().min(1).max(60),
      scopes: z.array(scope).min(1).max(2),
      days: z.number().int().min(1).max(365),
    }),
    answer: z.object({ id, token: z.string() }),
  },
  'DELETE /api/tokens/{id}': {
    summary: 'Revoke one of my access tokens',
    role: 'member',
    params: byId,
    answer: nothingMore,
  },
});
