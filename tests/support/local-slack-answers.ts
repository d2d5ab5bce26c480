import { checkedBlocks, emulated } from './local-slack-methods.ts';
import { messagesOf, newId, SlackError, type State, tell } from './local-slack-state.ts';
import type { Json, LocalMessage } from './local-slack-types.ts';

/** An answering address takes five answers (https://docs.slack.dev/interactivity/handling-user-interaction). */
const MOST_USES = 5;

/** Takes what was sent to a response_url: a message only one person sees, or one in the place of another. */
export async function answerAddressed(
  state: State,
  id: string,
  body: Json,
): Promise<{ status: number; body: Json }> {
  const address = state.addresses.get(id);
  if (!address) return { status: 404, body: { ok: false, error: 'expired_url' } };
  if (++address.uses > MOST_USES) return { status: 404, body: { ok: false, error: 'used_url' } };
  const workspace = state.workspaces.get(address.workspace);
  if (!workspace) return { status: 404, body: { ok: false, error: 'expired_url' } };
  try {
    const blocks = checkedBlocks(body.blocks);
    const text = String(body.text ?? '');
    const replaced = body.replace_original === true ? address.message : undefined;
    if (replaced) {
      if (!replaced.onlyFor)
        await emulated(workspace, 'chat.update', { ...body, channel: replaced.channel, ts: replaced.ts });
      Object.assign(replaced, { text, blocks, edits: replaced.edits + 1 });
      tell(state, { address: id, message: replaced });
      return { status: 200, body: { ok: true } };
    }
    const message: LocalMessage = {
      channel: address.channel,
      ts: newId('e'),
      workspace: workspace.id,
      sentAt: state.clock.now(),
      text,
      blocks,
      edits: 0,
      onlyFor: address.user,
    };
    messagesOf(workspace, `only:${address.user}`).push(message);
    tell(state, { address: id, message });
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (error instanceof SlackError) return { status: 400, body: { ok: false, error: error.message } };
    throw error;
  }
}
