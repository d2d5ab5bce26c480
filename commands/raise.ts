import { randomUUID } from 'node:crypto';
import { type Command, type CommandContext, defineCommand, type Submission } from '../src/chat/command.ts';
import type { Form, Values } from '../src/chat/form.ts';
import { ask, invalid, nothing, type Reply, say, show } from '../src/chat/reply.ts';
import { shorten } from '../src/chat/text.ts';
import { TuttiError } from '../src/errors.ts';
import {
  acceptForm,
  actOnIssue,
  allOnYouView,
  answerBackForm,
  askBackForm,
  changeForm,
  declineForm,
  type IssueAct,
  type IssueKind,
  issueToAct,
  joinIssue,
  MAX_TITLE,
  mergeForm,
  NOBODY,
  OWN,
  othersLike,
  passOnForm,
  type RaiseValues,
  raisedText,
  raiseForm,
  raiseIssue,
  similarIssues,
  similarOf,
  waitsOn,
} from '../src/issues/index.ts';
import { departmentsOf, localDateOf, userIdsOf } from '../src/people/index.ts';

export const raise: Command = defineCommand({
  name: 'raise',
  summary: 'Say what your department waits for from another, or raise a risk, a question or an idea',
  usage: '[WHAT, in a few words]',
  run: async (context, text) => ask(await newForm(context, { title: shorten(text, MAX_TITLE) })),
  shortcut: {
    title: 'Raise as an issue',
    run: async (context, text) =>
      ask(await newForm(context, { title: shorten(firstLine(text), MAX_TITLE), detail: text })),
  },
  press: {
    on_you: async (context) => show(allOnYouView(await waitsOn(context, context.actor))),
    async solve(context, id) {
      await actOnIssue(context, context.actor, id, { kind: 'solve' });
      return nothing;
    },
    async reopen(context, id) {
      await actOnIssue(context, context.actor, id, { kind: 'reopen' });
      return nothing;
    },
  },
  form: {
    raise: buildRaise,
    accept: (context, state) =>
      build(context, state, 'accept', (decided) =>
        acceptForm(decided, localDateOf(context.clock.now(), context.actor.zone)),
      ),
    ask_back: (context, state) => build(context, state, 'ask_back', askBackForm),
    decline: (context, state) => build(context, state, 'decline', declineForm),
    change: (context, state) => build(context, state, 'change', changeForm),
    answer: (context, state) => build(context, state, 'answer', answerBackForm),
    pass_on: async (context, state) => {
      const departments = await departmentsOf(context.db, context.actor.workspaceId);
      return build(context, state, 'pass_on', (decided) => passOnForm(decided, departments));
    },
    merge: async (context, state) => {
      const { issue } = await issueToAct(context.db, context.actor, idIn(state), 'merge');
      const others = await othersLike(context.db, issue);
      if (others.length === 0) {
        throw new TuttiError('no_other', 'There is no other open one that these departments share.');
      }
      return build(context, state, 'merge', (decided) => mergeForm(decided, others));
    },
  },
  submit: {
    raise: submitRaise,
    merge: (context, given) =>
      act(context, given, (values) => ({ kind: 'merge', intoId: String(values.into) })),
    accept: (context, given) =>
      act(context, given, (values) => ({
        kind: 'accept',
        promisedFor: String(values.promisedFor),
        text: textOf(values),
      })),
    ask_back: (context, given) =>
      act(context, given, (values) => ({ kind: 'ask_back', text: String(values.text) })),
    decline: (context, given) =>
      act(context, given, (values) => ({ kind: 'decline', text: String(values.text) })),
    change: (context, given) =>
      act(context, given, (values) => ({ kind: 'change', text: String(values.text) })),
    answer: (context, given) =>
      act(context, given, (values) => ({ kind: 'answer', text: String(values.text) })),
    pass_on: (context, given) =>
      act(context, given, (values) => ({
        kind: 'pass_on',
        departmentId: String(values.department),
        text: textOf(values),
      })),
  },
});

const firstLine = (text: string): string => text.split('\n').find((line) => line.trim() !== '') ?? '';

const textOf = ({ text }: Values): string | undefined => (typeof text === 'string' ? text : undefined);

/** The form's state is what makes a double click one issue, and which others it was held against. */
const newForm = (context: CommandContext, values: RaiseValues): Promise<Form> =>
  formOf(context, `new:${randomUUID()}`, values);

async function formOf(context: CommandContext, state: string, values: RaiseValues): Promise<Form> {
  const { actor, db } = context;
  const [, , similar = ''] = state.split(':');
  return raiseForm({
    state,
    values,
    departments: await departmentsOf(db, actor.workspaceId),
    similar: await similarOf(db, actor.workspaceId, similar.split(',')),
  });
}

function buildRaise(context: CommandContext, state: string): Promise<Form> {
  return /^new:/.test(state) ? formOf(context, state, {}) : newForm(context, {});
}

async function submitRaise(context: CommandContext, { state, values }: Submission): Promise<Reply> {
  const { actor, db } = context;
  const [, once = '', shown] = state.split(':');
  const kind = String(values.kind) as IssueKind;
  const onDepartmentId =
    typeof values.department === 'string' && values.department !== NOBODY ? values.department : null;
  const onPersonId = typeof values.person === 'string' ? values.person : null;
  const departments = await departmentsOf(db, actor.workspaceId);
  if (
    (kind === 'blocker' || kind === 'question') &&
    !onDepartmentId &&
    !onPersonId &&
    departments.length > 0
  ) {
    return invalid({ department: 'Please choose the department or the person that this waits on.' });
  }
  const issue = {
    kind,
    title: String(values.title),
    detail: typeof values.detail === 'string' ? values.detail : null,
    onDepartmentId,
    onPersonId,
    wishedFor: typeof values.wishedFor === 'string' ? values.wishedFor : null,
    once,
  };
  if (shown === undefined) {
    const similar = await similarIssues(db, actor, issue);
    if (similar.length > 0) return ask(await askAgain(context, { once, similar, values }));
  }
  try {
    if (typeof values.join === 'string' && values.join !== OWN) {
      return say(await raisedText(db, actor, await joinIssue(context, actor, issue, values.join)));
    }
    return say(await raisedText(db, actor, await raiseIssue(context, actor, issue)));
  } catch (error) {
    const field = error instanceof TuttiError ? fieldOf[error.code] : undefined;
    if (field && error instanceof TuttiError) return invalid({ [field]: error.message });
    throw error;
  }
}

/** The same form once more, with everything that was typed and those that look the same. */
async function askAgain(
  context: CommandContext,
  { once, similar, values }: { once: string; similar: readonly { id: string }[]; values: Values },
): Promise<Form> {
  const text = (name: string) => (typeof values[name] === 'string' ? { [name]: values[name] } : {});
  const person = typeof values.person === 'string' ? values.person : '';
  const userId = (await userIdsOf(context.db, context.platform, person ? [person] : [])).get(person);
  return formOf(context, `new:${once}:${similar.map(({ id }) => id).join(',')}`, {
    kind: String(values.kind) as IssueKind,
    ...text('title'),
    ...text('detail'),
    ...text('department'),
    ...text('wishedFor'),
    ...(userId ? { person: userId } : {}),
  });
}

/** Which field of a form a fault belongs to. */
const fieldOf: Readonly<Record<string, string>> = {
  past_date: 'wishedFor',
  yourself: 'person',
  no_such_person: 'person',
  no_such_department: 'department',
};

type Decided = Awaited<ReturnType<typeof issueToAct>> & { readonly state: string; readonly locale: string };

const idIn = (state: string): string => state.split(':')[0] ?? '';

/** State: the issue's id, and with a form that is open, the version that it shows. */
async function build(
  context: CommandContext,
  state: string,
  kind: IssueAct['kind'],
  form: (decided: Decided) => Form,
): Promise<Form> {
  const id = idIn(state);
  const shown = await issueToAct(context.db, context.actor, id, kind);
  return form({ ...shown, state: `${id}:${shown.issue.version}`, locale: context.actor.locale });
}

async function act(
  context: CommandContext,
  { state, values }: Submission,
  actOf: (values: Values) => IssueAct,
): Promise<Reply> {
  const [id = '', version] = state.split(':');
  try {
    await actOnIssue(context, context.actor, id, actOf(values), { version: Number(version) || undefined });
    return nothing;
  } catch (error) {
    if (error instanceof TuttiError && error.code === 'past_date') {
      return invalid({ promisedFor: error.message });
    }
    throw error;
  }
}
