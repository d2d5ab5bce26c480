import { departmentsOf, saveOwnSettings } from '../../people/index.ts';
import type { Handlers } from '../route.ts';

/** Who I am here, and what I decide about myself. */
export const meHandlers: Handlers<'GET /api/me' | 'PATCH /api/me'> = {
  async 'GET /api/me'({ db, services }, { actor }) {
    const { personId, workspaceId, name, role, locale, zone } = actor;
    const person = await db.person.findUniqueOrThrow({
      where: { id: personId },
      select: {
        country: true,
        reminders: true,
        quietFrom: true,
        quietTo: true,
        department: { select: { id: true, name: true } },
        workspace: { select: { name: true } },
      },
    });
    const departments = await departmentsOf(db, workspaceId);
    return {
      ...person,
      id: personId,
      name,
      role,
      locale,
      zone,
      workspace: person.workspace.name,
      departments: departments.map(({ id, name }) => ({ id, name })),
      demo: services.demo?.workspaceId === workspaceId,
    };
  },
  async 'PATCH /api/me'({ db }, { actor, body }) {
    await db.$transaction((tx) => saveOwnSettings(tx, actor, body));
    return {};
  },
};
