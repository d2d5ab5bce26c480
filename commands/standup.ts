import { type Command, type CommandContext, defineCommand } from '../src/chat/command.ts';
import { ask, invalid, nothing, type Reply, say, show } from '../src/chat/reply.ts';
import type { Button, Element, View } from '../src/chat/view.ts';
import { dayText, timeText } from '../src/chat/when.ts';
import { TuttiError } from '../src/errors.ts';
import { departmentsOf, joinDepartment, localDateOf } from '../src/people/index.ts';
import {
  adHocRef,
  answerButton,
  answerForm,
  answersOf,
  editButton,
  latestRound,
  managedStandup,
  managedStandupNamed,
  type OpenEntry,
  openEntries,
  readEntry,
  readRound,
  repeatedAnswers,
  reportView,
  type StandupRow,
  standupsOf,
  startNow,
  submitEntry,
  untilText,
  waitsOf,
} from '../src/standups/index.ts';

const usage = '[now NAME | who NAME]';

export const standup: Command = defineCommand({
  name: 'standup',
  summary: 'Answer your open stand-up, or add an update of your own',
  usage,
  async run(context, text) {
    const [, verb, name = ''] = /^(now|who)\s+(.+)$/i.exec(text) ?? [];
    if (verb) {
      const managed = await managedStandupNamed(context, context.actor, name);
      return verb.toLowerCase() === 'now' ? now(context, managed) : who(context, managed);
    }
    if (text !== '') return say(`I did not understand “${text}”. Type /standup alone, or /standup ${usage}.`);
    return offer(context);
  },
  press: {
    async nothing_new(context, ref) {
      const answers = await repeatedAnswers(context, context.actor, ref);
      if (!answers) return ask(await buildAnswerForm(context, ref));
      await submitEntry(context, context.actor, { ref, answers, unchanged: true });
      return nothing;
    },
    async see_all(context, occurrenceId) {
      const round = await readRound(context.db, { id: occurrenceId, workspaceId: context.actor.workspaceId });
      return round ? show(reportView(round, context.actor.locale)) : say('This stand-up is no longer there.');
    },
    now: async (context, id) => now(context, await managedStandup(context, context.actor, id)),
    who: async (context, id) => who(context, await managedStandup(context, context.actor, id)),
  },
  form: { answer: (context, ref) => buildAnswerForm(context, ref) },
  submit: {
    async answer(context, { state, values }) {
      const { actor } = context;
      const entry = await readEntry(context, actor, state);
      const answers = answersOf(entry.questions, values);
      const waits = waitsOf(entry.waits, values);
      if ('errors' in waits) return invalid(waits.errors);
      const { said, fresh } = waits.answers;
      if (Object.keys(answers).length === 0 && said.length === 0 && !fresh) {
        throw new TuttiError('empty_answer', 'Please answer at least one question.');
      }
      if (typeof values.department === 'string') {
        await joinDepartment(context.db, { ...actor, departmentId: values.department });
      }
      await submitEntry(context, actor, { ref: state, answers, waits: waits.answers });
      return nothing;
    },
  },
});

async function buildAnswerForm(context: CommandContext, ref: string) {
  return formFor(context, await readEntry(context, context.actor, ref));
}

async function formFor({ actor, db }: CommandContext, entry: OpenEntry) {
  const asksWaits = entry.questions.some(({ kind }) => kind === 'waits');
  const departments = actor.departmentId && !asksWaits ? [] : await departmentsOf(db, actor.workspaceId);
  return answerForm(
    entry,
    actor,
    departments.map(({ id, name }) => ({ value: id, label: name })),
  );
}

/** The one open stand-up as a form; a choice when there are several; an update of one's own when there is none. */
async function offer(context: CommandContext): Promise<Reply> {
  const { actor } = context;
  const entries = await openEntries(context, actor);
  const open = entries.filter(({ answeredAt }) => answeredAt === null);
  const [first, second] = open;
  if (first && !second) return ask(await formFor(context, first));
  const standups = await standupsOf(context, actor);
  const [only, more] = standups;
  if (entries.length === 0 && only && !more) return ask(await buildAnswerForm(context, adHocRef(only.id)));
  if (entries.length === 0 && standups.length === 0) {
    return say(
      'You are in no stand-up yet. Whoever manages one can add you; leads and above can make one with /tutti setup.',
    );
  }
  return show(choiceView(entries, standups, actor, context.clock.now()));
}

function choiceView(
  entries: readonly OpenEntry[],
  standups: readonly StandupRow[],
  { locale, zone }: { locale: string; zone: string },
  now: Date,
): View {
  const elements: Element[] = entries.flatMap(
    ({ ref, standup: name, date, answeredAt, closesAt }): Element[] => [
      { kind: 'text', text: `${name} · ${dayText(date, locale)}`, strong: true },
      {
        kind: 'context',
        text: answeredAt
          ? `answered ${timeText(answeredAt, locale, zone)}`
          : untilText(closesAt, { locale, zone, now }),
      },
      { kind: 'buttons', buttons: [answeredAt ? editButton(ref) : answerButton(ref)] },
    ],
  );
  const update = (row: StandupRow): Button => ({
    label: standups.length === 1 ? 'Add an update' : row.name,
    command: 'standup',
    action: 'answer',
    value: adHocRef(row.id),
    opensForm: true,
  });
  if (standups.length > 0) {
    elements.push(
      { kind: 'divider' },
      { kind: 'text', text: 'Or add an update of your own:' },
      { kind: 'buttons', buttons: standups.map(update) },
    );
  }
  return { summary: 'Your stand-ups', elements };
}

async function now(context: CommandContext, managed: StandupRow): Promise<Reply> {
  const today = localDateOf(context.clock.now(), managed.zone ?? context.actor.zone);
  const people = await startNow(context, managed, today);
  return say(`${managed.name} has begun for ${people === 1 ? 'one person' : `${people} people`}.`);
}

async function who(context: CommandContext, managed: StandupRow): Promise<Reply> {
  const round = await latestRound(context, managed);
  return round
    ? show(reportView(round, context.actor.locale))
    : say(`${managed.name} has not asked anybody yet.`);
}
