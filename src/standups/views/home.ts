import type { Element, View } from '../../chat/view.ts';
import { dayText, momentText, timeText } from '../../chat/when.ts';
import { type OnYou, onYouElements } from '../../issues/index.ts';
import type { OpenEntry } from '../open-entries.ts';
import { answerButton, editButton, untilText } from './prompt.ts';

/** The bot's own page in the chat. */
export function homeView({
  reader,
  entries,
  waits = [],
  next,
  department,
  reminders,
}: {
  reader: { locale: string; zone: string; now: Date };
  entries: readonly OpenEntry[];
  /** What waits on the reader. */
  waits?: readonly OnYou[];
  next: { standup: string; promptAt: Date } | undefined;
  department: string | null;
  reminders: boolean;
}): View {
  const { locale, zone } = reader;
  const elements: Element[] = [{ kind: 'heading', text: 'Open for you' }];
  if (entries.length === 0) elements.push({ kind: 'text', text: 'Nothing is open. You are up to date.' });
  for (const { ref, standup, date, closesAt, answeredAt } of entries) {
    const status = answeredAt
      ? `answered ${timeText(answeredAt, locale, zone)}`
      : untilText(closesAt, reader);
    elements.push(
      { kind: 'text', text: `${standup} · ${dayText(date, locale)}`, strong: true },
      { kind: 'context', text: status },
      { kind: 'buttons', buttons: [answeredAt ? editButton(ref) : answerButton(ref)] },
    );
  }
  elements.push(
    { kind: 'divider' },
    { kind: 'heading', text: 'What waits on you' },
    ...onYouElements(waits),
    {
      kind: 'buttons',
      buttons: [{ label: 'Raise an issue…', command: 'raise', action: 'raise', value: '-', opensForm: true }],
    },
    { kind: 'divider' },
    { kind: 'heading', text: 'Next prompt' },
    {
      kind: 'text',
      text: next
        ? `${next.standup}, ${momentText(next.promptAt, locale, zone)}`
        : 'None is planned. Whoever manages a stand-up can add you to it.',
    },
    { kind: 'divider' },
    { kind: 'heading', text: 'Your settings' },
    {
      kind: 'fields',
      fields: [
        { label: 'Department', text: department ?? 'not set' },
        { label: 'Time zone', text: zone },
        { label: 'Reminders', text: reminders ? 'on' : 'off' },
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Settings…', command: 'tutti', action: 'settings', value: '-', opensForm: true },
        { label: 'Away…', command: 'away', action: 'away', value: '-', opensForm: true },
      ],
    },
  );
  return { summary: 'Tutti', elements };
}
