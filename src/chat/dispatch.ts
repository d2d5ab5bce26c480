import type { Context } from '../context.ts';
import { errorCode, TuttiError } from '../errors.ts';
import { type Directory, hasRole, rolesText } from './actor.ts';
import type { Command, CommandContext } from './command.ts';
import { type FieldErrors, type Form, readForm, type Values } from './form.ts';
import type { Act, Incoming } from './incoming.ts';
import { ask, invalid, nothing, type Reply, say, show } from './reply.ts';
import { keepable } from './text.ts';

export type Dispatch = (incoming: Incoming) => Promise<Reply>;

export const ourFault =
  'Something went wrong on my side, and nothing was changed. Please try again in a minute.';

/**
 * The one way from a platform to the commands: finds the person, the command and its handler, and turns whatever is
 * thrown into one sentence, here and nowhere else.
 */
export function createDispatch(
  context: Context,
  directory: Directory,
  commands: readonly Command[],
): Dispatch {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const home = commands.find((command) => command.home)?.home;

  const answer = async (incoming: Incoming): Promise<Reply> => {
    const { platform, act } = incoming;
    const actor = await directory.identify(incoming);
    if (!actor) {
      throw new TuttiError(
        'stranger',
        'I do not know you here yet. Ask an administrator to invite you to this workspace, then try again.',
      );
    }
    const channel = 'channel' in act ? act.channel : undefined;
    const inner: CommandContext = { ...context, actor, platform, channel, commands };
    if (act.kind === 'home') return home ? show(await home(inner)) : nothing;
    const command = byName.get(act.command);
    if (!command) {
      throw new TuttiError('no_such_command', `I have no /${act.command}. /tutti help lists what I can do.`);
    }
    if (command.role && !hasRole(actor, command.role)) {
      throw new TuttiError(
        'role',
        `/${command.name} is for ${rolesText[command.role]}. Ask an administrator if you need it.`,
      );
    }
    return handle(inner, directory, command, act);
  };

  return async (incoming) => {
    const labels = { platform: incoming.platform, kind: incoming.act.kind };
    try {
      const reply = await answer(incoming);
      context.metrics.requests.inc({ ...labels, outcome: reply.kind });
      return reply;
    } catch (error) {
      const expected = error instanceof TuttiError;
      context.metrics.requests.inc({ ...labels, outcome: expected ? error.code : 'failed' });
      if (!expected) {
        context.metrics.errors.inc({ code: errorCode(error) });
        context.log.error('dispatch.failed', error, labels);
      }
      const sentence = expected ? error.message : ourFault;
      // A form stays open with what was typed; only its first field can carry the sentence.
      const field = incoming.act.kind === 'submit' ? Object.keys(incoming.act.values)[0] : undefined;
      return field ? invalid({ [field]: sentence }) : say(sentence);
    }
  };
}

async function handle(
  context: CommandContext,
  directory: Directory,
  command: Command,
  act: Exclude<Act, { kind: 'home' }>,
): Promise<Reply> {
  switch (act.kind) {
    case 'command':
      return command.run(context, keepable(act.text).trim());
    case 'press': {
      const press = own(command.press, act.action);
      if (press) return press(context, act.value);
      const form = own(command.form, act.action);
      if (!form) throw outdated('This button is from an older version of Tutti. Try the command instead.');
      return ask(await form(context, act.value));
    }
    case 'shortcut':
      if (!command.shortcut) {
        throw outdated('This shortcut is from an older version of Tutti. /tutti help lists what I can do.');
      }
      return command.shortcut.run(context, keepable(act.text).trim());
    case 'submit': {
      const build = own(command.form, act.form);
      const submit = own(command.submit, act.form);
      if (!build || !submit) {
        throw outdated('This form is from an older version of Tutti. Open it again; nothing was saved.');
      }
      const form = await build(context, act.state);
      const read = readForm(form, act.values);
      if ('errors' in read) return invalid(read.errors);
      const people = await readPeople(context, directory, form, read.values);
      return 'errors' in people
        ? invalid(people.errors)
        : submit(context, { state: act.state, values: people.values });
    }
  }
}

const outdated = (sentence: string) => new TuttiError('outdated', sentence);

/** A handler by its name, which comes from outside: never a property that every object has. */
const own = <Handler>(handlers: Readonly<Record<string, Handler>> = {}, name: string): Handler | undefined =>
  Object.hasOwn(handlers, name) ? handlers[name] : undefined;

const unknownPeople = {
  person: 'That is a bot, or somebody who has left; please choose again.',
  people: 'One of these is a bot or has left; please choose again.',
};

/** Forms name people by the platform's user ids; commands know persons. */
async function readPeople(
  { actor, platform }: CommandContext,
  directory: Directory,
  form: Form,
  values: Values,
): Promise<{ values: Values } | { errors: FieldErrors }> {
  const fields = form.parts.filter((part) => part.kind === 'person' || part.kind === 'people');
  if (fields.length === 0) return { values };
  const given = (name: string) => [values[name] ?? []].flat().map(String);
  const everyone = fields.flatMap((field) => given(field.name));
  const persons = await directory.persons({ workspaceId: actor.workspaceId, platform }, everyone);
  const read: Record<string, Values[string]> = { ...values };
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const ids = given(field.name);
    const known = ids.map((id) => persons.get(id)).filter((id) => id !== undefined);
    if (known.length < ids.length) errors[field.name] = unknownPeople[field.kind];
    else read[field.name] = field.kind === 'people' ? known : (known[0] ?? null);
  }
  return Object.keys(errors).length > 0 ? { errors } : { values: read };
}
