import type { Button, Element, View } from '../../chat/view.ts';
import { weekdaysText } from '../../chat/when.ts';
import type { StandupRow } from '../occurrences.ts';
import { templates } from '../templates.ts';
import { minutesText } from './standup-form.ts';

/** "Mon, Tue at 09:30 in each person's own zone, open for 4 h, posted in #general". */
export function scheduleText(standup: StandupRow, locale: string): string {
  const often = standup.everyWeeks === 1 ? '' : ` every ${standup.everyWeeks} weeks`;
  const zone = standup.zone ? ` ${standup.zone}` : ', each person’s own time';
  const where = standup.channelName ? `, posted in ${standup.channelName}` : '';
  return `${weekdaysText(standup.days, locale)}${often} at ${standup.times.join(' and ')}${zone}, open for ${minutesText(standup.windowMinutes)}${where}`;
}

/** The stand-ups one may change, and the templates to start a new one from. */
export function setupView(standups: readonly StandupRow[], locale: string, mayCreate: boolean): View {
  const elements: Element[] = [{ kind: 'heading', text: 'Stand-ups' }];
  if (standups.length === 0) elements.push({ kind: 'text', text: 'There are none yet that you manage.' });
  for (const standup of standups) {
    elements.push(
      { kind: 'text', text: standup.paused ? `${standup.name} (paused)` : standup.name, strong: true },
      { kind: 'context', text: scheduleText(standup, locale) },
      { kind: 'buttons', buttons: buttonsOf(standup) },
    );
  }
  if (mayCreate) {
    elements.push(
      { kind: 'divider' },
      { kind: 'text', text: 'Start a new one from a template; everything can be changed in the form.' },
      {
        kind: 'buttons',
        buttons: templates.map(({ id, name }) => ({
          label: name,
          command: 'tutti',
          action: 'standup',
          value: `new:${id}`,
          opensForm: true,
        })),
      },
    );
  }
  return { summary: 'Stand-ups', elements };
}

/** Archiving cannot be taken back in chat, so it is asked twice. */
export function archiveView({ id, name }: StandupRow): View {
  const text = `Archive ${name}? It asks nobody any more and cannot be resumed; its answers stay.`;
  return {
    summary: text,
    elements: [
      { kind: 'text', text },
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'Archive for good',
            command: 'tutti',
            action: 'archive_for_good',
            value: id,
            style: 'danger',
          },
        ],
      },
    ],
  };
}

function buttonsOf({ id, paused }: StandupRow): Button[] {
  return [
    { label: 'Edit', command: 'tutti', action: 'standup', value: `edit:${id}`, opensForm: true },
    { label: 'Ask now', command: 'standup', action: 'now', value: id },
    { label: 'Who answered', command: 'standup', action: 'who', value: id },
    { label: paused ? 'Resume' : 'Pause', command: 'tutti', action: paused ? 'resume' : 'pause', value: id },
    { label: 'Archive…', command: 'tutti', action: 'archive', value: id },
  ];
}
