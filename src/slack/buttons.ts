import type { Button } from '../chat/view.ts';
import { type Block, plain } from './blocks.ts';
import { LIMITS } from './limits.ts';

/** `command/action#index`: Slack wants ids that differ within a message, and gives them back with the press. */
const actionId = (command: string, action: string, index: number): string =>
  `${`${command}/${action}`.slice(0, LIMITS.actionId - 6).toWellFormed()}#${index}`;

export function readActionId(id: string): { command: string; action: string } | undefined {
  const match = /^([^/]+)\/(.+?)(?:#\d+)?$/s.exec(id);
  return match?.[1] && match[2] ? { command: match[1], action: match[2] } : undefined;
}

/** Makes the rows of buttons of one message, numbering them through. */
export function buttonRows(): (buttons: readonly Button[]) => Block[] {
  let count = 0;
  return (buttons) => {
    const rows: Block[] = [];
    for (let start = 0; start < buttons.length; start += LIMITS.actionsElements) {
      rows.push({
        type: 'actions',
        elements: buttons.slice(start, start + LIMITS.actionsElements).map((button) => ({
          type: 'button',
          text: plain(button.label, LIMITS.buttonText),
          action_id: actionId(button.command, button.action, count++),
          value: button.value.slice(0, LIMITS.buttonValue).toWellFormed(),
          ...(button.style && { style: button.style }),
        })),
      });
    }
    return rows;
  };
}
