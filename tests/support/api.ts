import { contract } from '../../src/api/contract/index.ts';
import type { ApiContext, Handler, RouteName, RouteSpec, Signed } from '../../src/api/route.ts';
import type { Actor } from '../../src/chat/actor.ts';
import type { Company } from './company.ts';

type Parts = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

const services: ApiContext['services'] = {
  dispatch: async () => ({ kind: 'nothing' }),
  previews: { slack: (view) => view, teams: (view) => view },
  slackSignIn: false,
};

export async function actorOf({ context, ids }: Company, name: string): Promise<Actor> {
  const { id, workspace, ...person } = await context.db.person.findUniqueOrThrow({
    where: { id: ids[name] ?? '' },
    include: { workspace: true },
  });
  return {
    personId: id,
    workspaceId: workspace.id,
    name: person.name,
    role: person.role,
    zone: person.zone ?? workspace.zone,
    locale: person.locale ?? workspace.locale,
    departmentId: person.departmentId,
  };
}

/** A person of the company asks a route's handler; what goes in and what comes out is held against the contract. */
export async function asked<Name extends RouteName>(
  company: Company,
  handlers: { readonly [Route in Name]: Handler<Route> },
  route: Name,
  person: string,
  { params = {}, query = {}, body }: Parts = {},
) {
  const spec: RouteSpec = contract[route];
  const signed: Signed = {
    actor: await actorOf(company, person),
    way: { kind: 'session', sessionId: '00000000-0000-7000-8000-000000000000' },
  };
  const input = {
    ...signed,
    params: spec.params?.parse(params) ?? {},
    query: spec.query?.parse(query) ?? {},
    body: spec.body?.parse(body),
    browser: { device: 'A test', signIn: () => {}, signOut: () => {} },
  };
  const answer = await handlers[route]({ ...company.context, services }, input as never);
  if (!spec.raw) spec.answer.parse(answer);
  return answer;
}
