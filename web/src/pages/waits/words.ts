import type { RouteAnswer, RouteInput } from '../../../../src/api/route.ts';

export type Wait = RouteAnswer<'GET /api/issues'>['issues'][number];
export type Detail = RouteAnswer<'GET /api/issues/{id}'>;
export type Act = RouteInput<'POST /api/issues/{id}/act'>['body']['act'];
export type ActName = Act['kind'];
export type Age = Wait['age'];
export type Kind = Wait['kind'];

export const kindNames: Readonly<Record<Kind, string>> = {
  blocker: 'Waits',
  question: 'Questions',
  risk: 'Risks',
  idea: 'Ideas',
};

/** "day 9 · Stale"; the first day is 0. */
export const ageText = (days: number, age: Age): string => `${dayText(days)} · ${age}`;

const dayText = (days: number): string => (days === 0 ? 'new' : `day ${days}`);

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** What stands beside a wait: how long for one that is open, how long it took for one that is not. */
export function markText({ state, days, age }: Pick<Wait, 'state' | 'days' | 'age'>): string {
  switch (state) {
    case 'solved':
      return days === 0 ? 'Solved the same day' : `Solved after ${daysText(days)}`;
    case 'declined':
      return days === 0 ? 'Declined the same day' : `Declined after ${daysText(days)}`;
    case 'merged':
      return 'Joined with another';
    default:
      return ageText(days, age);
  }
}

export const isOpen = ({ state }: Pick<Wait, 'state'>): boolean =>
  state === 'open' || state === 'accepted' || state === 'asked_back';

/** Where it stands, in a few words; what is closed says so beside its heading. */
export function standingText(
  { state, wishedFor, promisedFor }: Pick<Wait, 'state' | 'wishedFor' | 'promisedFor'>,
  day: (date: string) => string,
): string | null {
  switch (state) {
    case 'open':
      return wishedFor ? `Not accepted yet, hoped for by ${day(wishedFor)}` : 'Not accepted yet';
    case 'accepted':
      return promisedFor ? `Accepted, promised for ${day(promisedFor)}` : 'Accepted';
    case 'asked_back':
      return 'Asked back, waits for an answer';
    default:
      return null;
  }
}

export type ActButton = {
  readonly act: ActName;
  readonly label: string;
  /** Asks for more first, in the same form as in a chat. */
  readonly asks: boolean;
  readonly primary: boolean;
};

/** In the order in which they stand; the first that may be done leads. */
const order: readonly ActName[] = [
  'answer',
  'accept',
  'solve',
  'reopen',
  'ask_back',
  'decline',
  'pass_on',
  'change',
  'still_waiting',
  'merge',
];

const labels: Readonly<Record<ActName, string>> = {
  answer: 'Answer…',
  accept: 'Accept…',
  solve: 'Solved',
  reopen: 'Open again',
  ask_back: 'Ask back…',
  decline: 'Decline…',
  pass_on: 'Not ours…',
  change: 'Add something…',
  still_waiting: 'Still waiting',
  merge: 'Join with another…',
};

/** The buttons of a wait. Joining is offered where there is another one to join it with. */
export function buttonsOf({
  acts,
  issue,
  similar,
}: Pick<Detail, 'acts' | 'similar'> & { readonly issue: Pick<Wait, 'state'> }): ActButton[] {
  const offered = order.filter((act) => acts.includes(act) && (act !== 'merge' || similar.length > 0));
  const first = issue.state === 'accepted' && offered.includes('solve') ? 'solve' : offered[0];
  const sorted = offered.toSorted((a, b) => Number(b === first) - Number(a === first));
  return sorted.map((act) => {
    const label = act === 'accept' && issue.state === 'accepted' ? 'Another date…' : labels[act];
    return { act, label, asks: label.endsWith('…'), primary: act === first };
  });
}

/** What came of an act on several: how many were done, and what was refused with why. */
export function outcomeOf(
  results: RouteAnswer<'POST /api/issues/act'>['results'],
  titleOf: (id: string) => string,
): { done: number; refused: { id: string; title: string; why: string }[] } {
  const refused = results.flatMap(({ id, refused: why }) =>
    why === null ? [] : [{ id, title: titleOf(id), why }],
  );
  return { done: results.length - refused.length, refused };
}
