import type { Actor } from '../../chat/actor.ts';
import type { View } from '../../chat/view.ts';
import {
  departmentsOf,
  fromDateColumn,
  localDateOf,
  parseAbsence,
  toDateColumn,
} from '../../people/index.ts';
import { comeBack, goAway, inboxCards, nextPromptOf, ownAnswers, standupsOf } from '../../standups/index.ts';
import type { Prisma } from '../../store/index.ts';
import { ApiError } from '../fault.ts';
import type { Handlers } from '../route.ts';

/** The place in which everybody reads, as src/web names it. */
const everyone = { id: 'everyone', name: 'Everyone' };

/** What fits an inbox that somebody scrolls; what was answered is among their answers. */
const MESSAGES = 50;
const PEOPLE = 20;
/** Past absences that are listed: what is to come is listed whole. */
const PAST = 20;

/** What is written to a person: to them alone, to everyone, and to their department. Threads are read by themselves. */
const writtenTo = ({ workspaceId, personId, departmentId }: Actor) =>
  ({
    workspaceId,
    threadId: null,
    OR: [
      { toKind: 'person', toId: personId },
      { toKind: 'channel', toId: { in: [everyone.id, ...(departmentId ? [departmentId] : [])] } },
    ],
  }) satisfies Prisma.InboxMessageWhereInput;

export const inboxHandlers: Handlers<
  | 'GET /api/inbox'
  | 'GET /api/messages/{id}/replies'
  | 'GET /api/choices/people'
  | 'GET /api/choices/channels'
  | 'GET /api/answers'
  | 'GET /api/absences'
  | 'POST /api/absences'
  | 'DELETE /api/absences/{id}'
> = {
  async 'GET /api/inbox'(context, { actor }) {
    const { db, clock } = context;
    const cards = await inboxCards(context, actor);
    const messages = await db.inboxMessage.findMany({
      where: { ...writtenTo(actor), key: { notIn: cards.flatMap(({ standsFor }) => standsFor) } },
      include: { _count: { select: { replies: true } } },
      orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
      take: MESSAGES,
    });
    const places = new Map(
      [everyone, ...(await departmentsOf(db, actor.workspaceId))].map(({ id, name }) => [id, name]),
    );
    const next = nextPromptOf(await standupsOf(context, actor), actor.zone, clock.now());
    return {
      open: cards.map(({ key, answered, at, view }) => ({ key, answered, at: at.toISOString(), view })),
      messages: messages.map((message) => ({
        id: message.id,
        at: message.sentAt.toISOString(),
        place: message.toKind === 'channel' ? (places.get(message.toId) ?? null) : null,
        view: viewOf(message),
        replies: message._count.replies,
      })),
      next: next ? { standup: next.standup.name, at: next.promptAt.toISOString() } : null,
    };
  },

  async 'GET /api/messages/{id}/replies'({ db }, { actor, params }) {
    const message = await db.inboxMessage.findFirst({
      where: { ...writtenTo(actor), id: params.id },
      include: { replies: { orderBy: [{ sentAt: 'asc' }, { id: 'asc' }] } },
    });
    if (!message) throw new ApiError(404, 'no_such_message', 'That message is no longer there.');
    const replies = message.replies.map((reply) => ({
      id: reply.id,
      at: reply.sentAt.toISOString(),
      view: viewOf(reply),
    }));
    return { replies };
  },

  async 'GET /api/choices/people'({ db }, { actor, query }) {
    const text = query.text?.trim().toLowerCase() ?? '';
    const ids = query.ids?.split(',').filter(isId);
    // Plain SQL: a name is searched for as it was typed, in which % and _ mean nothing.
    const people = ids
      ? await db.$queryRaw<Choice[]>`
          SELECT p.id, p.name, d.name AS department FROM "Person" p LEFT JOIN "Department" d ON d.id = p."departmentId"
          WHERE p."workspaceId" = ${actor.workspaceId}::uuid AND p.id = ANY(${ids}::uuid[])
          ORDER BY lower(p.name), p.id`
      : await db.$queryRaw<Choice[]>`
          SELECT p.id, p.name, d.name AS department FROM "Person" p LEFT JOIN "Department" d ON d.id = p."departmentId"
          WHERE p."workspaceId" = ${actor.workspaceId}::uuid AND p.active
            AND (strpos(lower(p.name), ${text}) > 0 OR strpos(lower(coalesce(p.email, '')), ${text}) > 0)
          ORDER BY lower(p.name), p.id LIMIT ${PEOPLE}`;
    return { people };
  },

  async 'GET /api/choices/channels'({ db }, { actor }) {
    const departments = await departmentsOf(db, actor.workspaceId);
    return { channels: [everyone, ...departments.map(({ id, name }) => ({ id, name }))] };
  },

  async 'GET /api/answers'(context, { actor, query }) {
    const { answers, more } = await ownAnswers(
      context,
      actor,
      query.before === undefined ? undefined : new Date(query.before),
    );
    return {
      answers: answers.map(({ id, at, editable, view }) => ({ id, at: at.toISOString(), editable, view })),
      more,
    };
  },

  async 'GET /api/absences'({ db, clock }, { actor }) {
    const { personId, zone } = actor;
    const today = toDateColumn(localDateOf(clock.now(), zone));
    const ahead = await db.absence.findMany({
      where: { personId, to: { gte: today } },
      orderBy: [{ from: 'asc' }, { id: 'asc' }],
    });
    const past = await db.absence.findMany({
      where: { personId, to: { lt: today } },
      orderBy: [{ from: 'desc' }, { id: 'desc' }],
      take: PAST,
    });
    return {
      absences: [...ahead, ...past].map(({ id, from, to }) => ({
        id,
        from: fromDateColumn(from),
        to: fromDateColumn(to),
        past: to < today,
      })),
    };
  },

  async 'POST /api/absences'(context, { actor, body }) {
    // The same rules as for dates typed after /away, the limits included.
    const days = parseAbsence(`${body.from} ${body.to}`, localDateOf(context.clock.now(), actor.zone));
    if (!('from' in days)) {
      const sentence = 'error' in days ? days.error : 'Please give the first and the last day.';
      throw new ApiError(422, 'bad_absence', sentence, { fields: { to: sentence } });
    }
    await goAway(context, actor, days);
    return {};
  },

  async 'DELETE /api/absences/{id}'(context, { actor, params }) {
    const ended = await comeBack(context, actor, params.id);
    if (!ended) {
      throw new ApiError(
        404,
        'no_such_absence',
        'That absence is over, or no longer there. Nothing was changed.',
      );
    }
    return {};
  },
};

type Choice = { id: string; name: string; department: string | null };

const isId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** What src/web kept: a View that this code made, as JSON. */
const viewOf = ({ view }: { readonly view: unknown }): View => view as View;
