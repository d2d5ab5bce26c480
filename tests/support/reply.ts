import type { Reply } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';

/** The view a reply shows; fails when it is anything else. */
export function viewOf(reply: Reply): View {
  if (reply.kind !== 'show' && reply.kind !== 'replace') {
    throw new Error(`Expected a view, got ${JSON.stringify(reply)}.`);
  }
  return reply.view;
}
