import { shorten } from '../../chat/text.ts';
import type { Element, View } from '../../chat/view.ts';
import { dayText } from '../../chat/when.ts';
import { fromDateColumn } from '../../people/index.ts';
import { ageText } from '../age.ts';
import type { Issue, IssueEvent } from '../issue.ts';
import { decideButtons, joinButton, lastStanding, waitingButtons } from './messages.ts';
import { headline, stepText } from './words.ts';

const TITLE = 120;

type Shown = {
  readonly issue: Issue;
  readonly events: readonly IssueEvent[];
  readonly waitAges: readonly number[];
  readonly locale: string;
};

/** "Sales is waiting on Operations: Export from the stock system" */
export const lineOf = (issue: Issue): string => `${headline(issue)}: ${shorten(issue.title, TITLE)}`;

/** "day 3 · Ageing · promised for Thu, Nov 26" */
export function stateText({ issue, waitAges, locale }: Omit<Shown, 'events'>): string {
  const { wishedFor, promisedFor, days } = issue;
  const date = promisedFor
    ? ` · promised for ${dayText(fromDateColumn(promisedFor), locale)}`
    : wishedFor
      ? ` · hoped for by ${dayText(fromDateColumn(wishedFor), locale)}`
      : '';
  return `${ageText(days, waitAges)}${date}`;
}

/** One thing that waits on somebody, with what they can do. */
export function onYouView(shown: Shown, side: 'on' | 'from'): View {
  const { issue, events, locale } = shown;
  const elements: Element[] = [
    { kind: 'text', text: lineOf(issue), strong: true },
    { kind: 'context', text: stateText(shown) },
    ...lastStanding(events).map((step): Element => ({ kind: 'text', text: stepText(step, locale) })),
    {
      kind: 'buttons',
      buttons: side === 'on' ? [...decideButtons(issue), joinButton(issue)] : waitingButtons(issue),
    },
  ];
  return { summary: lineOf(issue), elements };
}

/** So many are shown at once; the page has them all. */
const MOST = 8;

/** Everything that waits on somebody. */
export function allOnYouView(onYou: readonly { readonly view: View }[]): View {
  return {
    summary: 'What waits on you',
    elements: [{ kind: 'heading', text: 'What waits on you' }, ...onYouElements(onYou)],
  };
}

export function onYouElements(onYou: readonly { readonly view: View }[]): Element[] {
  if (onYou.length === 0) return [{ kind: 'text', text: 'Nobody is waiting on you.' }];
  const more = onYou.length - MOST;
  return [
    ...onYou.slice(0, MOST).flatMap(({ view }) => view.elements),
    ...(more > 0 ? [{ kind: 'context' as const, text: `And ${more} more.` }] : []),
  ];
}

/** Why a wait is brought up again. */
export type Why = 'reminder' | 'question' | 'above' | 'decision';

const whyText: Readonly<Record<Why, string>> = {
  reminder: 'These wait on you',
  question: 'These wait for an answer of yours',
  above: 'These have waited long',
  decision:
    'Nothing has changed with these for two weeks. Please give each a date, decline it, or join it with another',
};

export type BroughtUp = { readonly issue: Issue; readonly why: Why };

/** One message for everything that is brought up to one person on one day. */
export function broughtUpView(
  items: readonly BroughtUp[],
  { waitAges, locale }: Pick<Shown, 'waitAges' | 'locale'>,
): View {
  const elements: Element[] = [];
  for (const why of ['decision', 'question', 'reminder', 'above'] as const) {
    const lines = items
      .filter((item) => item.why === why)
      .map(({ issue }) => `${lineOf(issue)} · ${stateText({ issue, waitAges, locale })}`);
    if (lines.length === 0) continue;
    const more = lines.length - MOST;
    elements.push(
      { kind: 'text', text: whyText[why], strong: true },
      { kind: 'list', items: more > 0 ? [...lines.slice(0, MOST), `and ${more} more`] : lines },
    );
  }
  elements.push({
    kind: 'buttons',
    buttons: [{ label: 'See them', command: 'raise', action: 'on_you', value: '-', style: 'primary' }],
  });
  const summary = items.length === 1 && items[0] ? lineOf(items[0].issue) : `${items.length} waits`;
  return { summary, elements };
}
