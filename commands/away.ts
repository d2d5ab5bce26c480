import { type Command, type CommandContext, defineCommand } from '../src/chat/command.ts';
import { ask, invalid, type Reply, say } from '../src/chat/reply.ts';
import { dayText } from '../src/chat/when.ts';
import { type LocalDate, localDateOf, parseAbsence } from '../src/people/index.ts';
import { comeBack, goAway } from '../src/standups/index.ts';

export const away: Command = defineCommand({
  name: 'away',
  summary: 'Say when you are away; nobody asks you anything then',
  usage: 'DATES, such as tomorrow, until Friday, 1 Dec to 5 Dec; or back',
  async run(context, text) {
    if (text === '') return ask(awayForm('-'));
    const parsed = parseAbsence(text, today(context));
    if ('error' in parsed) return say(parsed.error);
    return 'cancel' in parsed ? back(context) : leave(context, parsed);
  },
  form: { away: async (_context, state) => awayForm(state) },
  submit: {
    async away(context, { values }) {
      const { from, to } = values;
      if (typeof from !== 'string') return invalid({ from: 'Please give the first day.' });
      const last = typeof to === 'string' ? to : from;
      // The same rules as for typed dates, the limits included.
      const parsed = parseAbsence(`${from} ${last}`, today(context));
      if ('error' in parsed) return invalid({ to: parsed.error });
      return 'cancel' in parsed ? back(context) : leave(context, parsed);
    },
  },
});

const awayForm = (state: string) =>
  ({
    title: 'Away',
    submitLabel: 'Save',
    command: 'away',
    name: 'away',
    state,
    parts: [
      { kind: 'date', name: 'from', label: 'First day', required: true },
      { kind: 'date', name: 'to', label: 'Last day', hint: 'Leave it empty for one day.' },
    ],
  }) as const;

const today = ({ clock, actor }: CommandContext): LocalDate => localDateOf(clock.now(), actor.zone);

async function leave(
  context: CommandContext,
  { from, to }: { from: LocalDate; to: LocalDate },
): Promise<Reply> {
  await goAway(context, context.actor, { from, to });
  return say(
    `You are away ${spanText(from, to, context.actor.locale)}. Nobody will ask you anything then; /away back ends it sooner.`,
  );
}

async function back(context: CommandContext): Promise<Reply> {
  const ended = await comeBack(context, context.actor);
  if (!ended) return say('You have no absence now or ahead.');
  if (ended.begun) return say('Welcome back. Your absence is over.');
  return say(`Your absence ${spanText(ended.from, ended.to, context.actor.locale)} is dropped.`);
}

function spanText(from: LocalDate, to: LocalDate, locale: string): string {
  const first = dayText(from, locale);
  return from === to ? first : `${first} to ${dayText(to, locale)}`;
}
