import type { Button, Element, View } from '../../chat/view.ts';
import { dayText } from '../../chat/when.ts';
import { localDateOf } from '../../people/index.ts';
import { ageOf, ageStep } from '../age.ts';
import { type Issue, type IssueEvent, isOpen } from '../issue.ts';
import { CIRCLE } from '../recipients.ts';
import { askedFor, headline, ownHeadline, stepText } from './words.ts';

const COMMAND = 'raise';

/** Acts that open a form end with "…". */
const button = (label: string, action: string, { id }: { id: string }, style?: Button['style']): Button => ({
  label,
  command: COMMAND,
  action,
  value: id,
  ...(label.endsWith('…') ? { opensForm: true } : {}),
  ...(style ? { style } : {}),
});

/** What the waited-on side can do now. */
export function decideButtons(issue: Pick<Issue, 'id' | 'state'>): Button[] {
  switch (issue.state) {
    case 'open':
    case 'asked_back':
      return [
        button('Accept…', 'accept', issue, 'primary'),
        ...(issue.state === 'open' ? [button('Ask back…', 'ask_back', issue)] : []),
        button('Decline…', 'decline', issue),
        button('Not ours…', 'pass_on', issue),
      ];
    case 'accepted':
      return [
        button('Done', 'solve', issue, 'primary'),
        button('Another date…', 'accept', issue),
        button('Ask back…', 'ask_back', issue),
        button('Not ours…', 'pass_on', issue),
      ];
    default:
      return [];
  }
}

/** Where two wait for the same. */
export const joinButton = (issue: Pick<Issue, 'id'>): Button => button('Join with another…', 'merge', issue);

/** What the waiting side can do now. */
export function waitingButtons(issue: Pick<Issue, 'id' | 'state'>): Button[] {
  switch (issue.state) {
    case 'asked_back':
      return [button('Answer…', 'answer', issue, 'primary'), button('Solved', 'solve', issue)];
    case 'open':
    case 'accepted':
      return [button('Solved', 'solve', issue), button('Add something…', 'change', issue)];
    case 'declined':
    case 'solved':
      return [button('Open again', 'reopen', issue)];
    case 'merged':
      return [];
  }
}

/** Steps that say where it stands, rather than that somebody looked at it. */
const standing: readonly IssueEvent['kind'][] = [
  'accepted',
  'asked_back',
  'answered',
  'declined',
  'passed_on',
  'changed',
  'solved',
  'reopened',
  'merged',
];

/** The step that says where it stands now, if there was one since it was raised. */
export const lastStanding = (events: readonly IssueEvent[]): IssueEvent[] =>
  events.filter(({ kind }) => standing.includes(kind)).slice(-1);

type Told = {
  readonly issue: Issue;
  readonly events: readonly IssueEvent[];
  readonly waitAges: readonly number[];
  readonly locale: string;
  readonly zone: string;
};

function body({ issue, events, waitAges, locale, zone }: Told, reader: 'raiser' | 'other'): Element[] {
  const elements: Element[] = [{ kind: 'text', text: askedFor(issue, locale, reader) }];
  if (issue.detail) elements.push({ kind: 'quote', text: issue.detail });
  for (const step of lastStanding(events)) {
    elements.push({ kind: 'text', text: stepText(step, locale), strong: true });
  }
  // The day it began rather than a number of days: a message is not drawn anew each morning.
  if (isOpen(issue) && ageStep(issue.days, waitAges) > 0) {
    const since = dayText(localDateOf(issue.createdAt, zone), locale);
    elements.push({ kind: 'context', text: `Since ${since} · ${ageOf(issue.days, waitAges)}` });
  }
  return elements;
}

/** A wait as it arrives at the other side, and as it stands later: the same message, edited in place. */
export function arrivalView(told: Told & { readonly readerId: string; readonly mayDecide: boolean }): View {
  const { issue, mayDecide } = told;
  const title = headline(issue);
  const elements: Element[] = [{ kind: 'heading', text: title }, ...body(told, 'other')];
  const why = mayDecide && isOpen(issue) ? whyYou(issue, told.readerId) : undefined;
  if (why) elements.push({ kind: 'context', text: why });
  const buttons = mayDecide ? decideButtons(issue) : [];
  if (buttons.length > 0) elements.push({ kind: 'buttons', buttons });
  return { summary: `${title}: ${issue.title}`, elements };
}

/** Why this comes to somebody who does not lead the department. */
function whyYou({ onDepartment, onPerson, passes }: Issue, readerId: string): string | undefined {
  if (onPerson?.id === readerId) return undefined;
  if (passes >= CIRCLE)
    return 'It was passed on three times, so it comes to you: please decide who takes it.';
  if (onPerson) return `You stand in for ${onPerson.name}.`;
  if (!onDepartment) return 'It waits on nobody in particular, so it comes to you.';
  const { name, lead } = onDepartment;
  if (!lead) return `${name} has no lead yet, so it comes to you. /tutti people names one.`;
  if (lead.id === readerId) return undefined;
  return lead.active
    ? `You stand in for ${lead.name}, who leads ${name}.`
    : `${lead.name}, who led ${name}, has left, so it comes to you. /tutti people names another lead.`;
}

/** The one message of the waiting side, edited in place as things happen. */
export function waitingView(
  told: Told & { readonly raiser: boolean; readonly with: readonly string[] },
): View {
  const { issue, raiser } = told;
  const title = raiser ? ownHeadline(issue) : headline(issue);
  const elements: Element[] = [{ kind: 'heading', text: title }, ...body(told, raiser ? 'raiser' : 'other')];
  if (isOpen(issue)) elements.push({ kind: 'context', text: withText(told.with) });
  const buttons = waitingButtons(issue);
  if (buttons.length > 0) elements.push({ kind: 'buttons', buttons });
  return { summary: `${title}: ${issue.title}`, elements };
}

/** Who has it, so that nobody wonders whether it arrived. */
export const withText = (names: readonly string[]): string =>
  names.length > 0
    ? `With ${names.join(', ')}. I tell you when something happens.`
    : 'Nobody on the other side can be reached yet. The lists show it all the same.';

/** A step as it stands in the thread under both messages. */
export function stepView(event: IssueEvent, locale: string): View {
  const text = stepText(event, locale);
  return { summary: text, elements: [{ kind: 'text', text }] };
}
