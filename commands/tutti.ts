import { LINK_MINUTES, makeOnceLink } from '../src/access/index.ts';
import { hasRole, type Role, rolesText } from '../src/chat/actor.ts';
import { type Command, type CommandContext, defineCommand, type Submission } from '../src/chat/command.ts';
import type { Form } from '../src/chat/form.ts';
import { helpView } from '../src/chat/help.ts';
import { ask, invalid, type Reply, say, show } from '../src/chat/reply.ts';
import { statusView } from '../src/chat/status.ts';
import { TuttiError } from '../src/errors.ts';
import { waitsOn } from '../src/issues/index.ts';
import {
  departmentForm,
  departmentsOf,
  enqueueSync,
  ownSettings,
  peopleOverview,
  peopleView,
  personForm,
  saveDepartment,
  saveOwnSettings,
  setPerson,
  settingsForm,
  userIdsOf,
} from '../src/people/index.ts';
import {
  archiveView,
  homeView,
  managedStandup,
  managedStandupHere,
  managedStandups,
  nextPromptOf,
  openEntries,
  parseQuestions,
  parseTimes,
  parseZone,
  readQuestions,
  saveStandup,
  setStandupState,
  setupView,
  standupForm,
  standupsOf,
  templates,
} from '../src/standups/index.ts';

export const tutti: Command = defineCommand({
  name: 'tutti',
  summary: 'Help, the page, your settings, and for those in charge: stand-ups, people, status',
  usage: '[help | web | settings | setup | people | status]',
  async run(context, text) {
    switch (text.toLowerCase()) {
      case '':
      case 'help':
        return show(helpView(context.commands));
      case 'web':
        return web(context);
      case 'settings':
        return ask(await buildSettings(context));
      case 'setup':
        return setup(context);
      case 'people':
        return people(context);
      case 'status':
        need(context, 'administrator');
        return show(await statusView(context, context.actor));
      default:
        return say(`I have no /tutti ${text}. /tutti help lists what there is.`);
    }
  },
  home,
  press: {
    pause: (context, id) => setState(context, id, 'paused'),
    resume: (context, id) => setState(context, id, 'running'),
    async archive(context, id) {
      return show(archiveView(await managedStandup(context, context.actor, id)));
    },
    archive_for_good: (context, id) => setState(context, id, 'archived'),
    async sync(context) {
      need(context, 'administrator');
      await enqueueSync(context, context.actor.workspaceId);
      return say('I am reading everyone again; it takes a minute.');
    },
  },
  form: {
    settings: (context) => buildSettings(context),
    standup: buildStandup,
    async person(context) {
      need(context, 'administrator');
      return personForm(await departmentsOf(context.db, context.actor.workspaceId));
    },
    async department(context, state) {
      need(context, 'administrator');
      const departments = await departmentsOf(context.db, context.actor.workspaceId);
      const department = departments.find(({ id }) => id === state);
      if (!department) return departmentForm('-', undefined);
      const { leadId, name } = department;
      const ids = await userIdsOf(context.db, context.platform, leadId ? [leadId] : []);
      return departmentForm(state, { name, leadId: (leadId && ids.get(leadId)) ?? null });
    },
  },
  submit: {
    async settings(context, { values }) {
      const { country, reminders, department } = values;
      await saveOwnSettings(context.db, context.actor, {
        country: typeof country === 'string' ? country : null,
        reminders: reminders !== 'off',
        departmentId: typeof department === 'string' ? department : null,
      });
      return say('Your settings are saved.');
    },
    standup: submitStandup,
    async person(context, { values }) {
      need(context, 'administrator');
      const { person, role, department } = values;
      const chosen = {
        workspaceId: context.actor.workspaceId,
        id: String(person),
        ...(typeof role === 'string' ? { role: role as Role } : {}),
        ...(typeof department === 'string' ? { departmentId: department } : {}),
      };
      await context.db.$transaction((tx) => setPerson(tx, chosen));
      return say('Saved.');
    },
    async department(context, { state, values }) {
      need(context, 'administrator');
      const department = {
        workspaceId: context.actor.workspaceId,
        ...(state === '-' ? {} : { id: state }),
        name: String(values.name),
        leadId: typeof values.lead === 'string' ? values.lead : null,
      };
      await context.db.$transaction((tx) => saveDepartment(tx, department));
      return say(`${values.name} is saved. /tutti people shows all departments.`);
    },
  },
});

function need({ actor }: CommandContext, role: Role): void {
  if (!hasRole(actor, role)) {
    throw new TuttiError('role', `That is for ${rolesText[role]}. Ask an administrator if you need it.`);
  }
}

async function home(context: CommandContext) {
  const { actor, clock, db } = context;
  const own = await ownSettings(db, actor);
  const next = nextPromptOf(await standupsOf(context, actor), actor.zone, clock.now());
  const entries = await openEntries(context, actor);
  return homeView({
    reader: { ...actor, now: clock.now() },
    entries,
    waits: await waitsOn(context, actor),
    next: next && { standup: next.standup.name, promptAt: next.promptAt },
    department: own.department?.name ?? null,
    reminders: own.reminders,
  });
}

/** A link to the page that signs its reader in. */
async function web(context: CommandContext): Promise<Reply> {
  const { actor, publicUrl } = context;
  if (!publicUrl) {
    throw new TuttiError(
      'no_address',
      'My page has no address that I could give you. Ask whoever runs Tutti to set PUBLIC_URL.',
    );
  }
  const text = `This link signs you in to my page. It works once, within the next ${LINK_MINUTES} minutes; keep it to yourself.`;
  const url = publicUrl + (await makeOnceLink(context, actor.personId));
  return show({
    summary: text,
    elements: [
      { kind: 'text', text },
      { kind: 'link', text: 'Open my page', url },
    ],
  });
}

async function buildSettings({ db, actor }: CommandContext): Promise<Form> {
  return settingsForm(await ownSettings(db, actor), await departmentsOf(db, actor.workspaceId));
}

async function setup(context: CommandContext): Promise<Reply> {
  const { actor } = context;
  const standups = await managedStandups(context, actor);
  const mayCreate = hasRole(actor, 'lead');
  if (standups.length === 0 && !mayCreate) {
    return say('Leads and above set up stand-ups. An administrator can make you one with /tutti people.');
  }
  return show(setupView(standups, actor.locale, mayCreate));
}

async function people(context: CommandContext): Promise<Reply> {
  need(context, 'administrator');
  const { departments, ...counts } = await peopleOverview(context.db, context.actor.workspaceId);
  return show(peopleView(departments, counts));
}

async function setState(
  context: CommandContext,
  id: string,
  state: 'running' | 'paused' | 'archived',
): Promise<Reply> {
  const standup = await managedStandup(context, context.actor, id);
  await setStandupState(context, standup, state);
  const said = { running: 'runs again', paused: 'is paused', archived: 'is archived; its answers stay' };
  return say(`${standup.name} ${said[state]}.`);
}

/** State: `new:TEMPLATE` or `edit:ID`. */
async function buildStandup(context: CommandContext, state: string): Promise<Form> {
  const { actor, db, platform } = context;
  const { locale } = actor;
  const [verb, ref = ''] = state.split(':');
  if (verb === 'edit') {
    const standup = await managedStandupHere(context, context.actor, ref, context.platform);
    const members = await db.standupMember.findMany({ where: { standupId: standup.id } });
    const ids = await userIdsOf(
      db,
      platform,
      members.map(({ personId }) => personId),
    );
    const listed = (part: 'member' | 'manager') =>
      members.filter((member) => member.part === part).flatMap(({ personId }) => ids.get(personId) ?? []);
    const settings = {
      ...standup,
      questions: readQuestions(standup.questions),
      members: listed('member'),
      managers: listed('manager'),
    };
    return standupForm(settings, { state, locale, isNew: false });
  }
  need(context, 'lead');
  const template = templates.find(({ id }) => id === ref) ?? templates[0];
  if (!template) throw new TuttiError('no_template', 'There is no such template. /tutti setup lists them.');
  const self = (await userIdsOf(db, platform, [actor.personId])).get(actor.personId);
  const settings = {
    ...template,
    times: [template.time],
    zone: null,
    remindAfterMinutes: 60,
    remindBeforeMinutes: null,
    channelId: context.channel && !context.channel.direct ? context.channel.id : null,
    membersChannelId: null,
    members: [],
    managers: self ? [self] : [],
  };
  return standupForm(settings, { state, locale, isNew: true });
}

/** Which field of the form a fault belongs to. */
const fieldOf: Readonly<Record<string, string>> = {
  no_questions: 'questions',
  too_many_questions: 'questions',
  bad_question: 'questions',
  bad_time: 'times',
  bad_zone: 'zone',
  name_taken: 'name',
  no_members: 'members',
  no_such_place: 'channel',
  bad_members_channel: 'membersChannel',
  bad_remind_after: 'remindAfter',
  bad_remind_before: 'remindBefore',
};

async function submitStandup(context: CommandContext, { state, values }: Submission): Promise<Reply> {
  const { actor, platform } = context;
  const [verb, ref = ''] = state.split(':');
  if (verb === 'edit') await managedStandupHere(context, context.actor, ref, context.platform);
  else need(context, 'lead');
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : null);
  const list = (name: string) => (Array.isArray(values[name]) ? values[name].map(String) : []);
  const minutes = (name: string) => Number(text(name) ?? 0) || null;
  const managers = list('managers');
  try {
    const settings = {
      name: text('name') ?? '',
      questions: parseQuestions(text('questions') ?? ''),
      days: list('days').map(Number).sort(),
      everyWeeks: Number(text('everyWeeks') ?? 1),
      times: parseTimes(text('times') ?? ''),
      zone: parseZone(text('zone')),
      windowMinutes: minutes('window') ?? 240,
      remindAfterMinutes: minutes('remindAfter'),
      remindBeforeMinutes: minutes('remindBefore'),
      channelId: text('channel'),
      membersChannelId: text('membersChannel'),
      members: list('members'),
      managers: managers.length > 0 ? managers : [actor.personId],
    };
    const place = { workspaceId: actor.workspaceId, platform, zone: actor.zone };
    await saveStandup(context, verb === 'edit' ? { ...place, id: ref } : place, settings);
    return say(
      `${settings.name} is saved. /tutti setup changes it; /standup now ${settings.name} asks at once.`,
    );
  } catch (error) {
    const field = error instanceof TuttiError ? fieldOf[error.code] : undefined;
    if (field && error instanceof TuttiError) return invalid({ [field]: error.message });
    throw error;
  }
}
