import { z } from 'zod';
import { routes } from '../route.ts';
import { byId, department, id, instant, localDate, nothingMore, roleName } from './shapes.ts';
import { formSchema, viewSchema } from './view.ts';

export const importFields = ['name', 'email', 'department', 'role', 'zone', 'locale'] as const;

const IMPORT_BYTES = 5 * 1024 * 1024;
/** Base64 of the file as it was chosen: encodings are the server's to tell apart. At most 3 MB of file. */
const file = z.string().max(IMPORT_BYTES);
/** Which column gives which field, by the column's number; guessed from the heading when left out. */
const mapping = z.record(z.string().regex(/^\d{1,3}$/), z.enum(importFields).nullable());

const standup = z.object({
  id,
  name: z.string(),
  platform: z.enum(['slack', 'teams', 'web']),
  /** ISO weekdays. */
  days: z.array(z.number().int()),
  everyWeeks: z.number().int(),
  times: z.array(z.string()),
  zone: z.string().nullable(),
  windowMinutes: z.number().int(),
  /** People listed; null when the members of a channel are asked. */
  people: z.number().int().nullable(),
  channel: z.string().nullable(),
  paused: z.boolean(),
  nextAt: instant.nullable(),
});

const person = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: roleName,
  department: department.nullable(),
  active: z.boolean(),
  /** Where they can be reached now. */
  platforms: z.array(z.enum(['slack', 'teams', 'web'])),
  personalLink: z.object({ createdAt: instant, usedAt: instant.nullable() }).nullable(),
});

export const setupRoutes = routes({
  'GET /api/setup/standups': {
    summary: 'The stand-ups I may manage, and the templates for new ones',
    role: 'member',
    scope: 'read',
    answer: z.object({
      standups: z.array(standup),
      mayCreate: z.boolean(),
      templates: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  'POST /api/setup/preview': {
    summary: 'How a stand-up’s prompt will look, as it is typed',
    role: 'lead',
    scope: 'read',
    body: z.object({
      name: z.string().max(200),
      /** As in the form: one question a line. */
      questions: z.string().max(3000),
      windowMinutes: z.number().int().min(1).max(100_000).optional(),
    }),
    answer: z.object({
      /** One sentence when the questions cannot be read yet; the rest is then of the last good state, or null. */
      fault: z.string().nullable(),
      prompt: z
        .object({
          web: viewSchema,
          /** Block Kit, as Slack would be sent it. */
          slack: z.unknown(),
          /** An Adaptive Card, as Teams would be sent it. */
          teams: z.unknown(),
        })
        .nullable(),
      form: formSchema.nullable(),
    }),
  },
  'GET /api/people': {
    summary: 'People, by name',
    role: 'administrator',
    scope: 'read',
    query: z.object({
      text: z.string().max(100).optional(),
      /** A department's id, or "none". */
      department: z.string().max(40).optional(),
      show: z.enum(['active', 'left', 'all']).default('active'),
      /** How many to leave out from the start. */
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
    answer: z.object({ people: z.array(person), total: z.number().int() }),
  },
  'POST /api/people': {
    summary: 'Add a person without a chat seat',
    role: 'administrator',
    scope: 'write',
    body: z.object({
      name: z.string().trim().min(1).max(100),
      email: z.string().max(254).optional(),
      departmentId: id.nullable().optional(),
      role: roleName.optional(),
    }),
    answer: z.object({ id }),
  },
  'PATCH /api/people/{id}': {
    summary: 'Change a person; what is left out stays',
    role: 'administrator',
    scope: 'write',
    params: byId,
    body: z.object({
      role: roleName.optional(),
      departmentId: id.nullable().optional(),
      active: z.boolean().optional(),
    }),
    answer: nothingMore,
  },
  'POST /api/people/{id}/link': {
    summary: 'Make a personal sign-in link; it replaces the one before and is shown this once',
    role: 'administrator',
    params: byId,
    answer: z.object({ path: z.string() }),
  },
  'DELETE /api/people/{id}/link': {
    summary: 'Revoke a person’s link, and end the sessions that came from it',
    role: 'administrator',
    params: byId,
    answer: nothingMore,
  },
  'POST /api/people/import/preview': {
    summary: 'What importing a CSV file would do, row by row; changes nothing',
    role: 'administrator',
    scope: 'write',
    maxBytes: IMPORT_BYTES,
    body: z.object({ file, mapping: mapping.optional() }),
    answer: z.object({
      columns: z.array(
        z.object({ heading: z.string(), sample: z.string(), field: z.enum(importFields).nullable() }),
      ),
      /** None while no column is said to hold the name or the e-mail address: then a mapping is needed. */
      rows: z.array(
        z.object({
          line: z.number().int(),
          outcome: z.enum(['add', 'change', 'same', 'fault']),
          name: z.string(),
          email: z.string().nullable(),
          /** What would change, what stays as a chat platform has it, or what is wrong with the row; empty when there is nothing to say. */
          sentence: z.string(),
        }),
      ),
      counts: z.object({
        add: z.number().int(),
        change: z.number().int(),
        same: z.number().int(),
        fault: z.number().int(),
      }),
      /** Departments that would be made. */
      departments: z.array(z.string()),
      /** Hand it to the import: it is refused when its outcome would be another by then. */
      digest: z.string(),
    }),
  },
  'POST /api/people/import': {
    summary: 'Import what the preview showed: every good row, or none at all',
    role: 'administrator',
    scope: 'write',
    maxBytes: IMPORT_BYTES,
    body: z.object({ file, mapping: mapping.optional(), digest: z.string().max(100) }),
    answer: z.object({ added: z.number().int(), changed: z.number().int(), departments: z.number().int() }),
  },
  'GET /api/departments': {
    summary: 'Departments with their leads',
    role: 'administrator',
    scope: 'read',
    answer: z.object({
      departments: z.array(
        z.object({ id, name: z.string(), lead: department.nullable(), people: z.number().int() }),
      ),
    }),
  },
  'POST /api/departments': {
    summary: 'Make a department',
    role: 'administrator',
    scope: 'write',
    body: z.object({ name: z.string().trim().min(1).max(60), leadId: id.nullable() }),
    answer: z.object({ id }),
  },
  'PATCH /api/departments/{id}': {
    summary: 'Rename a department, or set its lead',
    role: 'administrator',
    scope: 'write',
    params: byId,
    body: z.object({ name: z.string().trim().min(1).max(60), leadId: id.nullable() }),
    answer: nothingMore,
  },
  'DELETE /api/departments/{id}': {
    summary: 'Delete a department; its people stay, without one',
    role: 'administrator',
    scope: 'write',
    params: byId,
    answer: nothingMore,
  },
  'GET /api/workspace': {
    summary: 'The company’s settings',
    role: 'administrator',
    scope: 'read',
    answer: z.object({
      name: z.string(),
      zone: z.string(),
      locale: z.string(),
      country: z.string().nullable(),
      retentionMonths: z.number().int().nullable(),
    }),
  },
  'PATCH /api/workspace': {
    summary: 'Change the company’s settings; what is left out stays',
    role: 'administrator',
    scope: 'write',
    body: z.object({
      name: z.string().trim().min(1).max(100).optional(),
      zone: z.string().max(60).optional(),
      locale: z.string().max(35).optional(),
      country: z.string().max(10).nullable().optional(),
      /** Null keeps answers for ever. */
      retentionMonths: z.number().int().min(1).max(120).nullable().optional(),
    }),
    answer: nothingMore,
  },
  'GET /api/holidays': {
    summary: 'A year’s public holidays in the company’s country, and its own days off',
    role: 'administrator',
    scope: 'read',
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
    answer: z.object({
      country: z.string().nullable(),
      public: z.array(z.object({ date: localDate, name: z.string() })),
      own: z.array(z.object({ date: localDate, name: z.string() })),
    }),
  },
  'POST /api/holidays': {
    summary: 'Add a day off for the whole company',
    role: 'administrator',
    scope: 'write',
    body: z.object({ date: localDate, name: z.string().trim().min(1).max(60) }),
    answer: nothingMore,
  },
  'DELETE /api/holidays/{date}': {
    summary: 'Remove a day off of the company’s own',
    role: 'administrator',
    scope: 'write',
    params: z.object({ date: localDate }),
    answer: nothingMore,
  },
  'GET /api/connections': {
    summary: 'The platforms: which are connected, and what to do about those that are not',
    role: 'administrator',
    scope: 'read',
    answer: z.object({
      connections: z.array(
        z.object({
          platform: z.enum(['slack', 'teams', 'web']),
          state: z.enum(['connected', 'not_connected', 'removed']),
          /** The workspace's name on the platform. */
          name: z.string().nullable(),
          /** One sentence: how it stands, and what to do next. */
          sentence: z.string(),
          /** Whether the test button has something to ask. */
          testable: z.boolean(),
        }),
      ),
    }),
  },
  'POST /api/connections/{platform}/test': {
    summary: 'Ask a platform whether it still knows us',
    role: 'administrator',
    scope: 'write',
    params: z.object({ platform: z.enum(['slack', 'teams', 'web']) }),
    answer: z.object({ works: z.boolean(), sentence: z.string() }),
  },
});
