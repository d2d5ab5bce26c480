import { hasRole } from '../../chat/actor.ts';
import { peopleOverview } from '../../people/index.ts';
import { readParticipation, usualShare } from '../../standups/index.ts';
import type { Handlers } from '../route.ts';

/** What the page Company shows. Leads see the figures of every department; the names of people without one are for administrators. */
export const companyHandlers: Handlers<'GET /api/company'> = {
  async 'GET /api/company'(context, { actor, query }) {
    const { db } = context;
    const { workspaceId } = actor;
    const { departments, active, without } = await peopleOverview(db, workspaceId);
    const participation = await readParticipation(context, actor, query.weeks);
    const people = hasRole(actor, 'administrator')
      ? await db.person.findMany({
          where: { workspaceId, active: true, departmentId: null },
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
        })
      : [];
    return {
      people: active,
      weeks: [...participation.weeks],
      departments: departments.map((department) => {
        const weeks = participation.of(department.id);
        return { ...department, weeks: [...weeks], usual: usualShare(weeks) };
      }),
      withoutDepartment: { count: without, people },
    };
  },
};
