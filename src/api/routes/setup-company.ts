import { moveWaits } from '../../issues/index.ts';
import {
  addHoliday,
  connectionsOf,
  deleteDepartment,
  holidaysIn,
  listDepartments,
  removeHoliday,
  saveDepartment,
  saveWorkspace,
  testConnection,
  workspaceSettings,
} from '../../people/index.ts';
import type { Handlers } from '../route.ts';

/** Set-up: departments, the company's settings and days off, and the platforms. */
export const setupCompanyHandlers: Handlers<
  | 'GET /api/departments'
  | 'POST /api/departments'
  | 'PATCH /api/departments/{id}'
  | 'DELETE /api/departments/{id}'
  | 'GET /api/workspace'
  | 'PATCH /api/workspace'
  | 'GET /api/holidays'
  | 'POST /api/holidays'
  | 'DELETE /api/holidays/{date}'
  | 'GET /api/connections'
  | 'POST /api/connections/{platform}/test'
> = {
  async 'GET /api/departments'({ db }, { actor }) {
    return { departments: await listDepartments(db, actor.workspaceId) };
  },
  async 'POST /api/departments'({ db }, { actor, body }) {
    const { workspaceId } = actor;
    return { id: await db.$transaction((tx) => saveDepartment(tx, { workspaceId, ...body })) };
  },
  async 'PATCH /api/departments/{id}'({ db }, { actor, params, body }) {
    const { workspaceId } = actor;
    await db.$transaction((tx) => saveDepartment(tx, { workspaceId, ...params, ...body }));
    return {};
  },
  async 'DELETE /api/departments/{id}'(context, { actor, params }) {
    const { workspaceId } = actor;
    await context.db.$transaction(async (tx) => {
      await moveWaits(context, tx, { workspaceId, departmentId: params.id, intoId: null });
      await deleteDepartment(tx, { workspaceId, ...params });
    });
    return {};
  },
  async 'GET /api/workspace'({ db }, { actor }) {
    return workspaceSettings(db, actor.workspaceId);
  },
  async 'PATCH /api/workspace'({ db }, { actor, body }) {
    await db.$transaction((tx) => saveWorkspace(tx, actor.workspaceId, body));
    return {};
  },
  async 'GET /api/holidays'({ db }, { actor, query }) {
    const { workspaceId } = actor;
    return holidaysIn(db, { workspaceId, year: query.year });
  },
  async 'POST /api/holidays'({ db }, { actor, body }) {
    const { workspaceId } = actor;
    await db.$transaction((tx) => addHoliday(tx, { workspaceId, ...body }));
    return {};
  },
  async 'DELETE /api/holidays/{date}'({ db }, { actor, params }) {
    const { workspaceId } = actor;
    await db.$transaction((tx) => removeHoliday(tx, { workspaceId, ...params }));
    return {};
  },
  async 'GET /api/connections'(context, { actor }) {
    return { connections: await connectionsOf(context, actor.workspaceId) };
  },
  async 'POST /api/connections/{platform}/test'(context, { actor, params }) {
    return testConnection(context, actor.workspaceId, params.platform);
  },
};
