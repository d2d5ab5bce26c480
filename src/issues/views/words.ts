import { shorten } from '../../chat/text.ts';
import { dayText } from '../../chat/when.ts';
import { fromDateColumn } from '../../people/index.ts';
import { fromName, type Issue, type IssueEvent, onName } from '../issue.ts';

const QUOTED = 300;

/** People's own words, in quotation marks and on one line. */
export const quoted = (text: string): string => `“${shorten(text, QUOTED)}”`;

/** "Export from the stock system." */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

type Sentence = readonly [withSomebody: string, withNobody: string];

const said: Readonly<Record<Issue['kind'], Sentence>> = {
  blocker: ['is waiting on', 'is waiting'],
  question: ['asks', 'has a question'],
  risk: ['sees a risk for', 'sees a risk'],
  idea: ['has an idea for', 'has an idea'],
};

const saidOfYou: Readonly<Record<Issue['kind'], Sentence>> = {
  blocker: ['You are waiting on', 'You are waiting'],
  question: ['You asked', 'You have a question'],
  risk: ['You see a risk for', 'You see a risk'],
  idea: ['You have an idea for', 'You have an idea'],
};

/** "Sales is waiting on Operations". Within one department it names the person: nobody waits on themselves. */
export function headline(issue: Issue): string {
  const on = onName(issue);
  const [withSomebody, withNobody] = said[issue.kind];
  const from = fromName(issue) === on ? (issue.fromPerson?.name ?? 'Somebody') : fromName(issue);
  return on ? `${from} ${withSomebody} ${on}` : `${from} ${withNobody}`;
}

/** The same, to whoever raised it. */
export function ownHeadline(issue: Issue): string {
  const on = onName(issue);
  const [withSomebody, withNobody] = saidOfYou[issue.kind];
  return on ? `${withSomebody} ${on}` : withNobody;
}

/** "Export from the stock system. Ana hopes for it by Thu, Nov 26." */
export function askedFor(issue: Issue, locale: string, reader: 'raiser' | 'other'): string {
  const title = asSentence(issue.title);
  if (!issue.wishedFor) return title;
  const who = reader === 'raiser' ? 'You hope' : `${issue.fromPerson?.name ?? fromName(issue)} hopes`;
  return `${title} ${who} for it by ${dayText(fromDateColumn(issue.wishedFor), locale)}.`;
}

/** One step as one line: "Ben accepted it, for Thu, Nov 26." */
export function stepText({ kind, person, text, data }: IssueEvent, locale: string): string {
  const who = person?.name ?? 'Tutti';
  const words = text ? `: ${quoted(text)}` : '.';
  switch (kind) {
    case 'raised':
      return `${who} raised it.`;
    case 'accepted':
      return `${who} accepted it${data.promisedFor ? `, for ${dayText(data.promisedFor, locale)}` : ''}${words}`;
    case 'asked_back':
      return `${who} asks${words}`;
    case 'answered':
      return `${who} answered${words}`;
    case 'declined':
      return `${who} declined it${words}`;
    case 'passed_on':
      return `${passedText(person?.name, data)}${words}`;
    case 'still_waiting':
      return `${who} is still waiting.`;
    case 'changed':
      return `${who} adds${words}`;
    case 'solved':
      return `${who} says it is solved${words}`;
    case 'reopened':
      return `${who} opened it again${words}`;
    case 'merged':
      return data.mergedId
        ? `${who} waits for the same${data.title ? `: ${quoted(data.title)}` : '.'}`
        : `${who} joined it with ${quoted(data.title ?? 'another one')}, where it goes on.`;
    case 'reminded':
      return 'I reminded the other side.';
    case 'escalated':
      return 'I told those above, for it has waited long.';
  }
}

function passedText(who: string | undefined, { from, to }: IssueEvent['data']): string {
  if (!to) return `${from ?? 'The department'} is no longer there, so it waits on nobody in particular`;
  if (!who) return `It was passed on from ${from} to ${to}`;
  return from ? `${who} passed it on from ${from} to ${to}` : `${who} passed it on to ${to}`;
}
