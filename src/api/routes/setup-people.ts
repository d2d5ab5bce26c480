import { z } from 'zod';
import { makePersonalLink, revokePersonalLink } from '../../access/index.ts';
import { TuttiError } from '../../errors.ts';
import {
  addPerson,
  importPeople,
  listPeople,
  needPerson,
  previewImport,
  setPerson,
} from '../../people/index.ts';
import type { Handlers } from '../route.ts';

/** Set-up: people, their links, and whole lists of them. */
export const setupPeopleHandlers: Handlers<
  | 'GET /api/people'
  | 'POST /api/people'
  | 'PATCH /api/people/{id}'
  | 'POST /api/people/{id}/link'
  | 'DELETE /api/people/{id}/link'
  | 'POST /api/people/import/preview'
  | 'POST /api/people/import'
> = {
  async 'GET /api/people'({ db }, { actor, query }) {
    const { text, show, skip, department } = query;
    const { workspaceId } = actor;
    const departmentId = department === 'none' ? null : department;
    if (departmentId && !z.uuid().safeParse(departmentId).success)
      throw new TuttiError('no_such_department', 'There is no such department.');
    const { people, total } = await listPeople(db, { workspaceId, text, departmentId, show, skip });
    return {
      total,
      people: people.map(({ departmentId, department, linkMadeAt, linkUsedAt, platforms, ...person }) => ({
        ...person,
        platforms: [...platforms],
        department: departmentId && department !== null ? { id: departmentId, name: department } : null,
        personalLink: linkMadeAt && {
          createdAt: linkMadeAt.toISOString(),
          usedAt: linkUsedAt?.toISOString() ?? null,
        },
      })),
    };
  },
  async 'POST /api/people'({ db }, { actor, body }) {
    const { workspaceId } = actor;
    return { id: await db.$transaction((tx) => addPerson(tx, { workspaceId, ...body })) };
  },
  async 'PATCH /api/people/{id}'({ db }, { actor, params, body }) {
    const person = { workspaceId: actor.workspaceId, id: params.id };
    await db.$transaction(async (tx) => {
      await needPerson(tx, person);
      await setPerson(tx, { ...person, ...body });
    });
    return {};
  },
  async 'POST /api/people/{id}/link'(context, { actor, params }) {
    return {
      path: await makePersonalLink(context, { workspaceId: actor.workspaceId, personId: params.id }),
    };
  },
  async 'DELETE /api/people/{id}/link'(context, { actor, params }) {
    await revokePersonalLink(context, { workspaceId: actor.workspaceId, personId: params.id });
    return {};
  },
  async 'POST /api/people/import/preview'(context, { actor, body }) {
    const { columns, rows, counts, departments, digest } = await previewImport(
      context,
      actor.workspaceId,
      fileOf(body),
    );
    return {
      columns: [...columns],
      rows: rows.map(({ line, outcome, name, email, sentence }) => ({
        line,
        outcome,
        name,
        email,
        sentence,
      })),
      counts,
      departments: [...departments],
      digest,
    };
  },
  async 'POST /api/people/import'(context, { actor, body }) {
    const { digest } = body;
    return importPeople(context, actor.workspaceId, { ...fileOf(body), digest });
  },
};

function fileOf({
  file,
  mapping,
}: {
  file: string;
  mapping?: Parameters<typeof previewImport>[2]['mapping'];
}) {
  // Buffer reads anything as base64, and leaves out what is none.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(file))
    throw new TuttiError(
      'not_base64',
      'I could not read the file as it was sent. It must be written in base64.',
    );
  return { bytes: Buffer.from(file, 'base64'), mapping };
}
