import { z } from 'zod';
import { routes } from '../route.ts';
import { department, id, localDate } from './shapes.ts';

const week = z.object({
  /** The week's Monday. */
  week: localDate,
  /** Entries that asked somebody who had not the day off. */
  asked: z.number().int(),
  answered: z.number().int(),
  /** The mean answer to questions about mood, from 1 to 5; null where nobody gave one. */
  mood: z.number().nullable(),
});

export const companyRoutes = routes({
  'GET /api/company': {
    summary: 'Departments: people, participation and mood by week',
    role: 'lead',
    scope: 'read',
    query: z.object({ weeks: z.coerce.number().int().min(4).max(53).default(13) }),
    answer: z.object({
      people: z.number().int(),
      /** Everyone together, oldest week first; the last one is the running week. */
      weeks: z.array(week),
      departments: z.array(
        z.object({
          id,
          name: z.string(),
          lead: z.string().nullable(),
          people: z.number().int(),
          weeks: z.array(week),
          /** The middle half of the earlier full weeks' shares of answers, 0 to 1; null with fewer than four such weeks. */
          usual: z.object({ low: z.number(), high: z.number() }).nullable(),
        }),
      ),
      /** Names for administrators, whose job it is to mend that; empty for others. */
      withoutDepartment: z.object({ count: z.number().int(), people: z.array(department) }),
    }),
  },
});
