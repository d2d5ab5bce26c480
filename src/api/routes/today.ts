import {
  exportRound,
  exportStandup,
  type RoundSummary,
  readDay,
  readDays,
  readRoundFor,
  searchAnswers,
  titleOf,
} from '../../standups/index.ts';
import type { Handlers } from '../route.ts';

const summaryOf = (round: RoundSummary) => ({
  ...round,
  opensAt: round.opensAt.toISOString(),
  closesAt: round.closesAt.toISOString(),
});

/** What the page Today shows: the handlers only turn instants into texts; src/standups says who may read what. */
export const todayHandlers: Handlers<
  | 'GET /api/today'
  | 'GET /api/days'
  | 'GET /api/rounds/{id}'
  | 'GET /api/search'
  | 'GET /api/rounds/{id}/export'
  | 'GET /api/standups/{id}/export'
> = {
  async 'GET /api/today'(context, { actor, query }) {
    const day = await readDay(context, actor, query.date);
    return { ...day, rounds: day.rounds.map(summaryOf), standups: [...day.standups] };
  },
  async 'GET /api/days'({ db }, { actor, query }) {
    return { days: await readDays(db, actor, query.month) };
  },
  async 'GET /api/rounds/{id}'({ db }, { actor, params }) {
    const { round, questions, rows } = await readRoundFor(db, actor, params.id);
    return {
      round: summaryOf(round),
      questions: questions.map((question) => ({
        id: question.id,
        text: titleOf(question),
        kind: question.kind,
        about: question.about ?? null,
      })),
      rows: rows.map(({ entryId: _, answeredAt, ...row }) => ({
        ...row,
        answeredAt: answeredAt?.toISOString() ?? null,
      })),
    };
  },
  'GET /api/search': ({ db }, { actor, query }) => searchAnswers(db, actor, query),
  'GET /api/rounds/{id}/export': ({ db }, { actor, params, query }) =>
    exportRound(db, actor, params.id, query.format),
  'GET /api/standups/{id}/export': (context, { actor, params, query }) =>
    exportStandup(context, actor, { id: params.id, ...query }),
};
