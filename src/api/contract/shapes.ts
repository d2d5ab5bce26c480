import { z } from 'zod';

/** "2026-11-24" */
export const localDate = z.iso.date();
/** "09:30" */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30');
/** An instant, as ISO 8601 in UTC. */
export const instant = z.iso.datetime();
export const id = z.uuid();
export const byId = z.object({ id });
export const nothingMore = z.object({});
export const roleName = z.enum(['member', 'lead', 'manager', 'administrator']);
export const department = z.object({ id, name: z.string() });

/** Every fault looks like this: a stable code, one sentence for the person, and sentences by field where there are some. */
export const faultSchema = z.object({
  error: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
});
