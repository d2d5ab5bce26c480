import { type Command, defineCommand } from '../src/chat/command.ts';
import { show } from '../src/chat/reply.ts';
import type { View } from '../src/chat/view.ts';

const notYet: View = {
  summary: 'Raising issues is not built yet',
  elements: [
    {
      kind: 'text',
      text: 'Raising issues is not built yet, and nothing was kept of this. Until it is, name what holds you up in your stand-up: /standup.',
    },
  ],
};

export const raise: Command = defineCommand({
  name: 'raise',
  summary: 'Raise an issue with another department (not built yet)',
  run: async () => show(notYet),
  shortcut: { title: 'Raise as an issue', run: async () => show(notYet) },
});
