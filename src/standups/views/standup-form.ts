import type { Choice, Form } from '../../chat/form.ts';
import { weekdaysText } from '../../chat/when.ts';
import { writeQuestions } from '../questions.ts';
import type { StandupSettings } from '../settings.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const windows = [30, 60, 120, 240, 480, 1440];
const reminders = [15, 30, 60, 120];

/** 90 as "1 h 30 min". */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
    .filter((part) => part !== '')
    .join(' ');
}

const durations = (minutes: readonly number[], chosen: number | null): Choice[] =>
  [...new Set([...minutes, ...(chosen ? [chosen] : [])])]
    .sort((a, b) => a - b)
    .map((each) => ({ value: String(each), label: minutesText(each) }));

/** People and channels in it are the platform's ids, for its pickers. */
export function standupForm(
  settings: StandupSettings,
  { state, locale, isNew }: { state: string; locale: string; isNew: boolean },
): Form {
  const reminder = (chosen: number | null): Choice[] => [
    { value: '0', label: 'No' },
    ...durations(reminders, chosen),
  ];
  return {
    title: isNew ? 'New stand-up' : 'Edit stand-up',
    submitLabel: 'Save',
    command: 'tutti',
    name: 'standup',
    state,
    parts: [
      { kind: 'shortText', name: 'name', label: 'Name', required: true, maxLength: 80, value: settings.name },
      {
        kind: 'longText',
        name: 'questions',
        label: 'Questions, one a line',
        hint: 'What it takes goes in brackets at the end: [moved], [next], [waits], [blockers], [mood], [short], [number], [1-5], [choice: A | B], [any of: A | B]; add “optional” inside.',
        required: true,
        value: writeQuestions(settings.questions),
      },
      {
        kind: 'multiChoice',
        name: 'days',
        label: 'Days',
        required: true,
        options: weekdays.map((day) => ({ value: String(day), label: weekdaysText([day], locale) })),
        value: settings.days.map(String),
      },
      {
        kind: 'choice',
        name: 'everyWeeks',
        label: 'How often',
        required: true,
        options: [1, 2, 3, 4].map((weeks) => ({
          value: String(weeks),
          label: weeks === 1 ? 'Every week' : `Every ${weeks} weeks`,
        })),
        value: String(settings.everyWeeks),
      },
      {
        kind: 'shortText',
        name: 'times',
        label: 'Time of day',
        hint: '09:30, or several: 09:30, 16:00.',
        required: true,
        value: settings.times.join(', '),
      },
      {
        kind: 'shortText',
        name: 'zone',
        label: 'Time zone',
        hint: 'Leave it empty to ask each person at this time of their own day.',
        ...(settings.zone ? { value: settings.zone } : {}),
      },
      {
        kind: 'choice',
        name: 'window',
        label: 'Open for',
        required: true,
        options: durations(windows, settings.windowMinutes),
        value: String(settings.windowMinutes),
      },
      {
        kind: 'choice',
        name: 'remindAfter',
        label: 'Remind after',
        options: reminder(settings.remindAfterMinutes),
        value: String(settings.remindAfterMinutes ?? 0),
      },
      {
        kind: 'choice',
        name: 'remindBefore',
        label: 'Remind before it closes',
        options: reminder(settings.remindBeforeMinutes),
        value: String(settings.remindBeforeMinutes ?? 0),
      },
      { kind: 'people', name: 'members', label: 'Who is asked', ...some(settings.members) },
      {
        kind: 'channel',
        name: 'membersChannel',
        label: 'And everyone in this channel',
        ...(settings.membersChannelId ? { value: settings.membersChannelId } : {}),
      },
      {
        kind: 'channel',
        name: 'channel',
        label: 'Where answers appear',
        hint: 'One message each time, with everybody in its thread. Invite me there first.',
        ...(settings.channelId ? { value: settings.channelId } : {}),
      },
      { kind: 'people', name: 'managers', label: 'Who manages it', ...some(settings.managers) },
    ],
  };
}

const some = (ids: readonly string[]) => (ids.length > 0 ? { value: ids } : {});
