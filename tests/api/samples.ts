import { makeOnceLink } from '../../src/access/index.ts';
import type { Contract, RouteInput, RouteName } from '../../src/api/route.ts';
import type { Context } from '../../src/context.ts';
import { fromDateColumn, previewImport, toDateColumn } from '../../src/people/index.ts';
import { templates } from '../../src/standups/index.ts';

export const roles = ['member', 'lead', 'manager', 'administrator'] as const;

/** A company with one of everything that a route can name. */
export type World = {
  readonly workspaceId: string;
  /** One person of each role, all asked by the stand-up. */
  readonly people: Readonly<Record<(typeof roles)[number], string>>;
  readonly departmentId: string;
  readonly standupId: string;
  readonly roundId: string;
};

/** `mark` is in every text of this company, so that it is recognised wherever it comes out. */
export async function makeWorld({ db, clock }: Context, mark: string): Promise<World> {
  const now = clock.now();
  const { id: workspaceId } = await db.workspace.create({ data: { name: `${mark} company`, zone: 'UTC' } });
  const { id: departmentId } = await db.department.create({
    data: { workspaceId, name: `${mark} department` },
  });
  const made = await Promise.all(
    roles.map((role) =>
      db.person.create({
        data: {
          workspaceId,
          departmentId,
          role,
          name: `${mark} ${role}`,
          email: `${mark}.${role}@example.com`,
        },
      }),
    ),
  );
  const [daily] = templates;
  if (!daily) throw new Error('There is no template.');
  const questions = daily.questions.map((question) => ({ ...question, text: `${mark} ${question.text}` }));
  const standup = await db.standup.create({
    data: {
      workspaceId,
      name: `${mark} stand-up`,
      questions,
      days: [1, 2, 3, 4, 5],
      startsOn: toDateColumn('2026-01-05'),
      times: ['09:30'],
      platform: 'web',
      members: { create: made.map(({ id: personId }) => ({ personId, part: 'member' as const })) },
    },
  });
  const closesAt = new Date(now.getTime() + 3_600_000);
  const round = await db.occurrence.create({
    data: {
      standupId: standup.id,
      localDate: toDateColumn(fromDateColumn(now)),
      slot: 570,
      questions,
      opensAt: now,
      closesAt,
      entries: {
        create: made.map(({ id: personId }) => ({
          personId,
          promptAt: now,
          promptedAt: now,
          closesAt,
          state: 'answered' as const,
          answeredAt: now,
          answers: Object.fromEntries(daily.questions.map(({ id }) => [id, `${mark} answer`])),
        })),
      },
    },
  });
  return {
    workspaceId,
    people: Object.fromEntries(made.map(({ id, role }) => [role, id])) as World['people'],
    departmentId,
    standupId: standup.id,
    roundId: round.id,
  };
}

/** What a sample is made of: a company whose ids it names, and who asks; own things are that person's. */
type Around = { readonly context: Context; readonly world: World; readonly personId: string };

type Sample<Name extends RouteName> = (around: Around) => Promise<RouteInput<Name>> | RouteInput<Name>;

/** Routes that take something need a sample; one that is missing does not compile. */
type Samples = {
  readonly [Name in RouteName as Contract[Name] extends
    | { readonly params: unknown }
    | { readonly query: unknown }
    | { readonly body: unknown }
    ? Name
    : never]: Sample<Name>;
};

let serial = 0;
const fresh = (what: string): string => {
  serial += 1;
  return `${what} ${serial}`;
};

/** A good request for each route, naming things of `world`. What a request uses up is made for it. */
export const samples: Samples = {
  'POST /api/sign-in': async ({ context, personId }) => ({
    body: { token: (await makeOnceLink(context, personId)).replace('/sign-in#', '') },
  }),
  'POST /api/demo/sign-in': ({ world }) => ({ body: { personId: world.people.lead } }),
  'PATCH /api/me': ({ world }) => ({ body: { reminders: true, departmentId: world.departmentId } }),
  'DELETE /api/sessions/{id}': async ({ context: { db, clock }, personId }) => {
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + 60_000);
    const hash = Buffer.from(fresh('hash'));
    const { id } = await db.session.create({
      data: { personId, hash, device: 'Another', createdAt: now, seenAt: now, expiresAt },
    });
    return { params: { id } };
  },
  'POST /api/tokens': () => ({ body: { name: 'a script', scopes: ['read'], days: 1 } }),
  'DELETE /api/tokens/{id}': async ({ context: { db, clock }, personId }) => {
    const now = clock.now();
    const { id } = await db.accessToken.create({
      data: {
        personId,
        name: 'a script',
        hash: Buffer.from(fresh('token')),
        scopes: [],
        createdAt: now,
        expiresAt: now,
      },
    });
    return { params: { id } };
  },
  'GET /api/messages/{id}/replies': async ({ context: { db, clock }, world }) => {
    const { id } = await db.inboxMessage.create({
      data: {
        workspaceId: world.workspaceId,
        key: fresh('message'),
        toKind: 'channel',
        toId: 'everyone',
        view: { summary: 'To all', elements: [] },
        sentAt: clock.now(),
      },
    });
    return { params: { id } };
  },
  'POST /api/act': ({ world }) => ({
    body: { act: { kind: 'press', command: 'tutti', action: 'pause', value: world.standupId } },
  }),
  'GET /api/choices/people': ({ world }) => ({ query: { ids: Object.values(world.people).join(',') } }),
  'GET /api/answers': () => ({ query: {} }),
  'POST /api/absences': () => ({ body: { from: '2026-12-01', to: '2026-12-02' } }),
  'DELETE /api/absences/{id}': async ({ context: { db }, personId }) => {
    const from = toDateColumn('2026-12-10');
    const { id } = await db.absence.create({ data: { personId, from, to: from } });
    return { params: { id } };
  },
  'GET /api/today': () => ({ query: {} }),
  'GET /api/days': () => ({ query: { month: '2026-11' } }),
  'GET /api/rounds/{id}': ({ world }) => ({ params: { id: world.roundId } }),
  'GET /api/search': ({ world }) => ({ query: { text: 'answer', standupId: world.standupId } }),
  'GET /api/rounds/{id}/export': ({ world }) => ({
    params: { id: world.roundId },
    query: { format: 'csv' },
  }),
  'GET /api/standups/{id}/export': ({ world }) => ({
    params: { id: world.standupId },
    query: { format: 'json' },
  }),
  'GET /api/company': () => ({ query: {} }),
  'GET /api/issues': ({ world }) => ({ query: { onDepartmentId: world.departmentId } }),
  'POST /api/issues': ({ world }) => ({
    body: { kind: 'blocker', title: fresh('An export'), onDepartmentId: world.departmentId },
  }),
  'GET /api/issues/{id}': async (around) => ({ params: { id: await raisedIssue(around) } }),
  'POST /api/issues/{id}/act': async (around) => ({
    params: { id: await raisedIssue(around) },
    body: { act: { kind: 'change', text: 'It has grown' } },
  }),
  'POST /api/issues/act': async (around) => ({
    body: { ids: [await raisedIssue(around)], act: { kind: 'change', text: 'It has grown' } },
  }),
  'POST /api/setup/preview': () => ({ body: { name: 'Daily', questions: 'What is next?' } }),
  'GET /api/people': ({ world }) => ({ query: { department: world.departmentId } }),
  'POST /api/people': ({ world }) => ({
    body: { name: fresh('Somebody'), departmentId: world.departmentId },
  }),
  'PATCH /api/people/{id}': ({ world }) => ({ params: { id: world.people.member }, body: { active: true } }),
  'POST /api/people/{id}/link': ({ world }) => ({ params: { id: world.people.member } }),
  'DELETE /api/people/{id}/link': ({ world }) => ({ params: { id: world.people.member } }),
  'POST /api/people/import/preview': () => ({ body: { file: csv('Zoe') } }),
  'POST /api/people/import': async ({ context, world }) => {
    const file = csv(fresh('Imported'));
    const { digest } = await previewImport(context, world.workspaceId, {
      bytes: Buffer.from(file, 'base64'),
      mapping: undefined,
    });
    return { body: { file, digest } };
  },
  'POST /api/departments': ({ world }) => ({
    body: { name: fresh('Department'), leadId: world.people.lead },
  }),
  'PATCH /api/departments/{id}': async ({ context, world }) => ({
    params: { id: await madeDepartment(context, world) },
    body: { name: fresh('Renamed'), leadId: null },
  }),
  'DELETE /api/departments/{id}': async ({ context, world }) => ({
    params: { id: await madeDepartment(context, world) },
  }),
  'PATCH /api/workspace': () => ({ body: { retentionMonths: 24 } }),
  'GET /api/holidays': () => ({ query: { year: 2026 } }),
  'POST /api/holidays': () => ({ body: { date: '2026-12-24', name: 'Party' } }),
  'DELETE /api/holidays/{date}': async ({ context: { db }, world: { workspaceId } }) => {
    const date = '2026-12-31';
    await db.holiday.createMany({
      data: [{ workspaceId, date: toDateColumn(date), name: 'Old year' }],
      skipDuplicates: true,
    });
    return { params: { date } };
  },
  'POST /api/connections/{platform}/test': () => ({ params: { platform: 'web' } }),
};

const csv = (name: string): string => Buffer.from(`name,email\n${name},\n`).toString('base64');

async function madeDepartment({ db }: Context, { workspaceId }: World): Promise<string> {
  const { id } = await db.department.create({ data: { workspaceId, name: fresh('Made') } });
  return id;
}

async function raisedIssue({ context: { db, clock }, world, personId }: Around): Promise<string> {
  const { workspaceId, departmentId } = world;
  const { id } = await db.issue.create({
    data: {
      workspaceId,
      kind: 'blocker',
      title: fresh('An issue'),
      fromPersonId: personId,
      onDepartmentId: departmentId,
      createdAt: clock.now(),
      changedAt: clock.now(),
    },
  });
  return id;
}

/** What a route's sample gives, as a request: the path with its parameters and query, and the body. */
export async function requestOf(
  name: RouteName,
  around: Around,
): Promise<{ readonly route: string; readonly body: unknown }> {
  const make = (samples as Readonly<Record<string, Sample<RouteName>>>)[name];
  const { params, query, body } = ((await make?.(around)) ?? {}) as {
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
  };
  const path = name.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(params?.[key] ?? ''));
  const search = new URLSearchParams(query).toString();
  return { route: search ? `${path}?${search}` : path, body };
}
