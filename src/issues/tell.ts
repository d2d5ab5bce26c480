import { announce } from '../changes.ts';
import { deliver, type Message } from '../chat/delivery.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../store/index.ts';
import { type Issue, type IssueEvent, isOpen, readEvents } from './issue.ts';
import { type Reader, readersOf, waitedOnReaders, waitingReaders } from './recipients.ts';
import { sidesOf } from './rights.ts';
import { arrivalView, stepView, waitingView } from './views/messages.ts';

/** The key of one person's message about an issue; what happens later edits it. */
export const issueKey = (issueId: string, side: 'on' | 'from', personId: string): string =>
  `issue:${issueId}:${side}:${personId}`;

/**
 * Shows an issue as it stands now: one message to each side, edited in place, and `steps` as a line each in the threads
 * under them. Whoever is to decide hears of it first when it is raised, passed on or opened again (`seek`).
 */
export async function tell(
  context: Context,
  tx: Tx,
  issue: Issue,
  { steps = [], seek = false }: { steps?: readonly IssueEvent[]; seek?: boolean } = {},
): Promise<void> {
  const { workspaceId } = issue;
  const found = seek && isOpen(issue) ? await waitedOnReaders(context, tx, issue) : [];
  const told = [...new Set([...issue.told, ...found.map(({ id }) => id)])];
  if (told.length > issue.told.length) {
    await tx.issue.update({ where: { id: issue.id }, data: { told } });
  }
  const onSide = [...(await readersOf(tx, told)).values()];
  const fromSide = await waitingReaders(tx, issue);
  const decides = new Set<string>();
  for (const reader of onSide) {
    const { waitedOn } = await sidesOf(tx, { personId: reader.id, workspaceId, role: reader.role }, issue);
    if (waitedOn) decides.add(reader.id);
  }
  const events = await readEvents(tx, issue.id);
  const { waitAges } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { waitAges: true },
  });
  const facts = { issue, events, waitAges };
  const withNames = onSide.filter(({ id }) => decides.has(id)).map(({ name }) => name);
  const arrival = (reader: Reader): Message => ({
    key: issueKey(issue.id, 'on', reader.id),
    to: reader.to,
    view: arrivalView({
      ...facts,
      locale: reader.locale,
      zone: reader.zone,
      readerId: reader.id,
      mayDecide: decides.has(reader.id),
    }),
  });
  const own = (reader: Reader): Message => ({
    key: issueKey(issue.id, 'from', reader.id),
    to: reader.to,
    view: waitingView({
      ...facts,
      locale: reader.locale,
      zone: reader.zone,
      raiser: reader.id === issue.fromPerson?.id,
      with: withNames,
    }),
  });
  const lines = (parent: Message, { locale }: Reader): Message[] =>
    steps.map((step) => ({
      key: `${parent.key}:${step.id}`,
      threadKey: parent.key,
      to: parent.to,
      view: stepView(step, locale),
    }));
  // Whoever hears of it only now reads the step in the message itself.
  const heardBefore = new Set(issue.told);
  const messages = [
    ...onSide.flatMap((reader) => {
      const message = arrival(reader);
      return heardBefore.has(reader.id) ? [message, ...lines(message, reader)] : [message];
    }),
    ...fromSide.flatMap((reader) => {
      const message = own(reader);
      return [message, ...lines(message, reader)];
    }),
  ];
  await deliver(context, tx, ...messages);
  await announce(tx, { workspaceId, topic: 'issues' });
}
