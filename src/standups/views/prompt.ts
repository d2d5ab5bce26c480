import type { Button, View } from '../../chat/view.ts';
import { dayText, momentText, timeText } from '../../chat/when.ts';

type Asked = { readonly id: string; readonly closesAt: Date; readonly zone: string; readonly locale: string };

/** Half a minute a question, said in whole minutes. */
const minutesFor = (questions: number): string => {
  const minutes = Math.max(1, Math.ceil(questions / 2));
  return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
};

const formButton = (label: string, value: string): Button => ({
  label,
  command: 'standup',
  action: 'answer',
  value,
  opensForm: true,
});

export const answerButton = (entryId: string): Button => ({
  ...formButton('Answer', entryId),
  style: 'primary',
});
export const editButton = (entryId: string): Button => formButton('Edit', entryId);

/** A day's window closes at the time at which it opened: then the day is said too. */
const LONG_WINDOW_MS = 12 * 3_600_000;

/** "open until Tue 24 Nov, 13:00"; after that, that an answer is still welcome. */
export function untilText(
  closesAt: Date,
  { locale, zone, now }: { locale: string; zone: string; now: Date },
): string {
  const moment = momentText(closesAt, locale, zone);
  return closesAt > now ? `open until ${moment}` : `closed ${moment}; a late answer is welcome`;
}

/** The direct message that asks. */
export function promptView({
  standup,
  date,
  entry,
  questions,
  repeatable,
}: {
  standup: string;
  date: string;
  entry: Asked & { readonly name: string; readonly promptAt: Date };
  questions: number;
  /** Whether "Nothing new" has something to repeat. */
  repeatable: boolean;
}): View {
  const count = questions === 1 ? '1 question' : `${questions} questions`;
  const long = entry.closesAt.getTime() - entry.promptAt.getTime() >= LONG_WINDOW_MS;
  const until = (long ? momentText : timeText)(entry.closesAt, entry.locale, entry.zone);
  const text = `Hello ${entry.name.split(' ')[0]}. ${count}, ${minutesFor(questions)}. Open until ${until} your time.`;
  const buttons: Button[] = [answerButton(entry.id)];
  if (repeatable)
    buttons.push({ label: 'Nothing new', command: 'standup', action: 'nothing_new', value: entry.id });
  buttons.push({ label: 'Away…', command: 'away', action: 'away', value: entry.id, opensForm: true });
  return {
    summary: `${standup}: ${count}, open until ${until}`,
    elements: [
      { kind: 'heading', text: `${standup} · ${dayText(date, entry.locale)}` },
      { kind: 'text', text },
      { kind: 'buttons', buttons },
    ],
  };
}

export function reminderView({ standup, entry }: { standup: string; entry: Asked }): View {
  const until = timeText(entry.closesAt, entry.locale, entry.zone);
  const text = `${standup} is still open until ${until} your time.`;
  return {
    summary: text,
    elements: [
      { kind: 'text', text },
      { kind: 'buttons', buttons: [answerButton(entry.id)] },
    ],
  };
}

/** What a reminder becomes once the person has answered. */
export function remindedView(standup: string): View {
  const text = `${standup} is answered. Thank you.`;
  return { summary: text, elements: [{ kind: 'context', text }] };
}

/** What a prompt becomes when the person is away. */
export function awayView(standup: string, date: string, locale: string): View {
  const text = 'You are away, so nothing is asked of you. /standup still takes an answer.';
  return {
    summary: text,
    elements: [
      { kind: 'heading', text: `${standup} · ${dayText(date, locale)}` },
      { kind: 'context', text },
    ],
  };
}
