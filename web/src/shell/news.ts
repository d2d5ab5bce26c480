/** The parts of an inbox that a notification is made of. */
type Inbox = {
  readonly open: readonly {
    readonly key: string;
    readonly answered: boolean;
    readonly view: { readonly summary: string };
  }[];
  readonly messages: readonly { readonly id: string; readonly view: { readonly summary: string } }[];
};

export type News = { readonly key: string; readonly text: string };

/** What in an inbox may be worth a notification: prompts that wait for an answer, and messages. */
export const newsOf = (inbox: Inbox): News[] => [
  ...inbox.open.filter(({ answered }) => !answered).map(({ key, view }) => ({ key, text: view.summary })),
  ...inbox.messages.map(({ id, view }) => ({ key: id, text: view.summary })),
];

/** Whether a wall-clock time such as "22:15" lies in the quiet hours, which may go over midnight. */
export function isQuiet(time: string, from: string | null, to: string | null): boolean {
  if (from === null || to === null || from === to) return false;
  return from < to ? time >= from && time < to : time >= from || time < to;
}
