import type { Command } from './command.ts';
import type { View } from './view.ts';

/** The help text, made from the commands themselves. */
export const helpView = (commands: readonly Command[]): View => ({
  summary: 'What Tutti can do',
  elements: [
    { kind: 'heading', text: 'What I can do' },
    {
      kind: 'fields',
      fields: commands.map(({ name, usage, summary }) => ({
        label: usage ? `/${name} ${usage}` : `/${name}`,
        text: summary,
      })),
    },
    {
      kind: 'context',
      text: 'What you answer in a stand-up carries your name: in its channel, to its managers, and in the digest that leads and managers read.',
    },
  ],
});
