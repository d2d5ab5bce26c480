import type { z } from 'zod';
import type { contract } from '../api/contract/index.ts';
import type { Actor } from '../chat/actor.ts';
import { type Dispatch, ourFault } from '../chat/dispatch.ts';
import type { Incoming } from '../chat/incoming.ts';
import type { Reply } from '../chat/reply.ts';
import type { Context } from '../context.ts';
import { once } from './once.ts';
import { renderReply } from './render.ts';

/** What the page sends when somebody acts. */
export type Sent = z.output<(typeof contract)['POST /api/act']['body']>;

/** An act of the page as every platform's acts look: the browser's ids are our own. */
export const receive = ({ act }: Sent, actor: Actor): Incoming => ({
  platform: 'web',
  workspace: actor.workspaceId,
  user: actor.personId,
  act,
});

/** Thrown so that the browser learns from the status that nothing was done, and keeps what was typed. */
class ActFailed extends Error {
  override readonly name = 'ActFailed';
}

/** Carries out what somebody did on the page, once for each key, and gives the reply as the page shows it. */
export async function carryOut(
  context: Pick<Context, 'db' | 'clock'> & { readonly dispatch: Dispatch },
  sent: Sent,
  actor: Actor,
): Promise<Reply> {
  const work = async () => {
    const reply = await context.dispatch(receive(sent, actor));
    if (failed(reply)) throw new ActFailed();
    return renderReply(reply);
  };
  return sent.once ? once(context, { personId: actor.personId, key: sent.once }, work) : work();
}

/** Dispatch turns what nobody expected into one sentence, which it has logged. */
function failed(reply: Reply): boolean {
  if (reply.kind === 'invalid') return Object.values(reply.errors).includes(ourFault);
  return reply.kind === 'show' && reply.view.summary === ourFault;
}
