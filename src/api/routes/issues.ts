import { randomUUID } from 'node:crypto';
import {
  actOnIssue,
  actOnIssues,
  ageOf,
  headline,
  type Issue,
  listIssues,
  raiseIssue,
  readIssueFor,
  readMatrix,
  stepText,
  waitAgesOf,
  waitsOn,
} from '../../issues/index.ts';
import { fromDateColumn } from '../../people/index.ts';
import type { Handlers } from '../route.ts';

const named = (one: { id: string; name: string } | null) => one && { id: one.id, name: one.name };

const summaryOf = (issue: Issue, waitAges: readonly number[]) => ({
  id: issue.id,
  kind: issue.kind,
  title: issue.title,
  headline: headline(issue),
  state: issue.state,
  from: { department: named(issue.fromDepartment), person: named(issue.fromPerson) },
  on: { department: named(issue.onDepartment), person: named(issue.onPerson) },
  days: issue.days,
  age: ageOf(issue.days, waitAges),
  wishedFor: issue.wishedFor && fromDateColumn(issue.wishedFor),
  promisedFor: issue.promisedFor && fromDateColumn(issue.promisedFor),
  createdAt: issue.createdAt.toISOString(),
  changedAt: issue.changedAt.toISOString(),
  closedAt: issue.closedAt?.toISOString() ?? null,
  version: issue.version,
});

/** Who waits on whom, for the page and for scripts: the same functions as in chat; src/issues says who may what. */
export const issueHandlers: Handlers<
  | 'GET /api/issues'
  | 'POST /api/issues'
  | 'GET /api/issues/{id}'
  | 'POST /api/issues/{id}/act'
  | 'POST /api/issues/act'
  | 'GET /api/waits-on-me'
  | 'GET /api/matrix'
> = {
  async 'GET /api/issues'(context, { actor, query }) {
    const { issues, ...list } = await listIssues(context, actor, query);
    return { ...list, issues: issues.map((issue) => summaryOf(issue, list.waitAges)) };
  },
  async 'POST /api/issues'(context, { actor, body: { once = randomUUID(), ...body } }) {
    const issue = await raiseIssue(context, actor, { ...body, once });
    const { waitAges } = await waitAgesOf(context.db, actor.workspaceId);
    return { issue: summaryOf(issue, waitAges) };
  },
  async 'GET /api/issues/{id}'({ db }, { actor, params }) {
    const { issue, waitAges, inside, events, acts, joined, similar } = await readIssueFor(
      db,
      actor,
      params.id,
    );
    return {
      issue: summaryOf(issue, waitAges),
      inside,
      detail: inside ? issue.detail : null,
      events: events.map((event) => ({
        id: event.id,
        kind: event.kind,
        at: event.at.toISOString(),
        by: event.person?.name ?? null,
        text: stepText(event, actor.locale),
      })),
      acts,
      joined,
      mergedInto: issue.mergedInto,
      similar,
    };
  },
  async 'POST /api/issues/{id}/act'(context, { actor, params, body }) {
    const issue = await actOnIssue(context, actor, params.id, body.act, { version: body.version });
    const { waitAges } = await waitAgesOf(context.db, actor.workspaceId);
    return { issue: summaryOf(issue, waitAges) };
  },
  async 'POST /api/issues/act'(context, { actor, body }) {
    return { results: await actOnIssues(context, actor, body.ids, body.act) };
  },
  async 'GET /api/waits-on-me'(context, { actor }) {
    const waits = await waitsOn(context, actor);
    return { waits: waits.map(({ issue, side, view }) => ({ id: issue.id, side, view })) };
  },
  'GET /api/matrix': (context, { actor }) => readMatrix(context, actor.workspaceId),
};
