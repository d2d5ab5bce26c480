import type { ActionArray, IActionSet, IExecuteAction, ISubmitAction } from '@microsoft/teams.cards';
import type { Button } from '../chat/view.ts';
import { writePress } from './carried.ts';
import { LIMITS } from './limits.ts';
import { shorten, visible } from './text.ts';

/** Buttons in rows of as many as a card shows beside each other. */
export function buttonRows(buttons: readonly Button[]): IActionSet[] {
  const rows: IActionSet[] = [];
  for (let start = 0; start < buttons.length; start += LIMITS.actions) {
    const actions: ActionArray = buttons.slice(start, start + LIMITS.actions).map(action);
    rows.push({ type: 'ActionSet', actions });
  }
  return rows;
}

/**
 * A button that opens a form asks for a dialog, which only Action.Submit can. The others are Action.Execute, whose answer
 * changes the card, and for clients without it Action.Submit, which comes as a message.
 */
function action({ label, command, action, value, style, opensForm }: Button): IExecuteAction | ISubmitAction {
  const data = writePress(command, action, value.slice(0, LIMITS.buttonValue).toWellFormed());
  const looks = {
    title: shorten(visible(label), LIMITS.actionTitle),
    ...(style && { style: style === 'danger' ? ('destructive' as const) : ('positive' as const) }),
  };
  if (opensForm)
    return { type: 'Action.Submit', ...looks, data: { msteams: { type: 'task/fetch' }, ...data } };
  const submit: ISubmitAction = { type: 'Action.Submit', ...looks, data };
  return { type: 'Action.Execute', ...looks, verb: `${command}/${action}`, data, fallback: submit };
}
