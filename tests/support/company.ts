import { commands } from '../../commands/index.ts';
import type { Role } from '../../src/chat/actor.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import type { RawValues } from '../../src/chat/form.ts';
import type { Act } from '../../src/chat/incoming.ts';
import type { Platform, PlatformName } from '../../src/chat/platform.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Button, View } from '../../src/chat/view.ts';
import type { Context } from '../../src/context.ts';
import { jobs } from '../../src/jobs/index.ts';
import { createQueue } from '../../src/jobs/queue.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createDirectory } from '../../src/people/index.ts';
import { parseQuestions, type StandupSettings, saveStandup } from '../../src/standups/index.ts';
import { planOccurrences } from '../../src/standups/plan.ts';
import type { Store } from '../../src/store/index.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createTestPlatform, type TestPlatform } from './platform.ts';

export type PersonSpec = {
  readonly zone?: string;
  readonly country?: string;
  readonly role?: Role;
  readonly department?: string;
};

const TEAM = 'T1';

/**
 * A company in a test's database, on a platform in memory, with time that the test moves: its people are named by the
 * keys of `people`, which are also their user ids on the platform.
 */
export type Company = {
  readonly context: Context;
  readonly clock: TestClock;
  readonly platform: TestPlatform;
  readonly workspaceId: string;
  /** Person ids by name. */
  readonly ids: Readonly<Record<string, string>>;
  /** Every log line written so far. */
  readonly logged: readonly string[];
  /** Runs every job that is due, until none is. */
  settle(): Promise<void>;
  /** Moves time to an instant and does what the minute-by-minute plan and the due jobs do then. */
  at(instant: string): Promise<void>;
  act(user: string, act: Act): Promise<Reply>;
  command(user: string, line: string, channel?: string): Promise<Reply>;
  /** Presses the button with this label; answers the form it opens with `values` when given. */
  press(user: string, view: View, label: string): Promise<Reply>;
  submit(user: string, reply: Reply, values: RawValues): Promise<Reply>;
  makeStandup(settings?: Partial<StandupSettings>): Promise<string>;
  close(): Promise<void>;
};

export async function createCompany(
  store: Store,
  { now, people, zone = 'Europe/Berlin' }: { now: string; people: Record<string, PersonSpec>; zone?: string },
): Promise<Company> {
  const { db } = store;
  await db.workspace.deleteMany();
  const clock = createTestClock(now);
  const platform = createTestPlatform(clock);
  platform.channels.set('C1', { name: 'crm-rollout', members: Object.keys(people) });
  const logged: string[] = [];
  const log = createLog('debug', (line) => logged.push(line));
  const metrics = createMetrics();
  const queue = createQueue({
    connection: store.connection,
    handlers: jobs,
    now: clock.now,
    log,
    metrics,
    bossClock: clock.boss,
    work: false,
  });
  await queue.open();
  const platforms = new Map<PlatformName, Platform>([['slack', platform]]);
  const context: Context = { db, clock, log, metrics, queue, platforms, publicUrl: undefined };
  const dispatch = createDispatch(context, createDirectory(context), commands);
  const { id: workspaceId } = await db.workspace.create({
    data: {
      name: 'Web shop',
      zone,
      installations: { create: { platform: 'slack', externalId: TEAM, name: 'Web shop' } },
    },
  });
  const ids: Record<string, string> = {};
  for (const [name, spec] of Object.entries(people)) {
    const { department, ...rest } = spec;
    const departmentId = department ? await departmentNamed(store, workspaceId, department) : null;
    const person = await db.person.create({
      data: {
        workspaceId,
        name,
        ...rest,
        departmentId,
        identities: { create: { workspaceId, platform: 'slack', externalId: name } },
      },
    });
    ids[name] = person.id;
    platform.people.push({ externalId: name, name, active: true, administrator: false });
  }
  const act = (user: string, one: Act) => dispatch({ platform: 'slack', workspace: TEAM, user, act: one });
  const company: Company = {
    context,
    clock,
    platform,
    workspaceId,
    ids,
    logged,
    settle: async () => void (await queue.runDue(context)),
    async at(instant) {
      await clock.moveTo(instant);
      await planOccurrences(context);
      await queue.runDue(context);
    },
    act,
    command(user, line, channel) {
      const [, command = '', text = ''] = /^\/(\w+)\s*(.*)$/s.exec(line) ?? [];
      const where = channel ? { channel: { id: channel, direct: false } } : {};
      return act(user, { kind: 'command', command, text, ...where });
    },
    press(user, view, label) {
      const button = buttonsOf(view).find((one) => one.label === label);
      if (!button)
        throw new Error(`There is no button “${label}”, but: ${buttonsOf(view).map((one) => one.label)}`);
      const { command, action, value } = button;
      return act(user, { kind: 'press', command, action, value });
    },
    submit(user, reply, values) {
      if (reply.kind !== 'ask') throw new Error(`Expected a form, got ${JSON.stringify(reply)}`);
      const { command, name, state } = reply.form;
      return act(user, { kind: 'submit', command, form: name, state, values });
    },
    makeStandup: (settings = {}) =>
      saveStandup(
        context,
        { workspaceId, platform: 'slack', zone },
        {
          name: 'CRM rollout check-in',
          questions: parseQuestions(`What moved since {since}? [moved]
What is next? [next]
Is anything in your way? [blockers, optional]`),
          days: [1, 2, 3, 4, 5],
          everyWeeks: 1,
          times: ['09:30'],
          zone: null,
          windowMinutes: 240,
          remindAfterMinutes: 60,
          remindBeforeMinutes: null,
          channelId: 'C1',
          membersChannelId: null,
          members: Object.values(ids),
          managers: Object.values(ids).slice(0, 1),
          ...settings,
        },
      ),
    close: async () => {
      await queue.stop(1000);
    },
  };
  return company;
}

async function departmentNamed({ db }: Store, workspaceId: string, name: string): Promise<string> {
  const unique = { workspaceId_name: { workspaceId, name } };
  const department = await db.department.upsert({ where: unique, update: {}, create: { workspaceId, name } });
  return department.id;
}

export const buttonsOf = (view: View): Button[] =>
  view.elements.flatMap((element) => (element.kind === 'buttons' ? [...element.buttons] : []));

/** Everything a view says, one line an element, for assertions. */
export const textOf = (view: View): string =>
  view.elements
    .map((element) => {
      switch (element.kind) {
        case 'fields':
          return element.fields.map(({ label, text }) => `${label}: ${text}`).join('\n');
        case 'list':
          return element.items.map((item) => `- ${item}`).join('\n');
        case 'buttons':
          return element.buttons.map(({ label }) => `[ ${label} ]`).join(' ');
        case 'table':
          return element.rows.map((row) => row.join(' | ')).join('\n');
        case 'chart':
          return element.chart.alt;
        case 'divider':
          return '--';
        default:
          return element.text;
      }
    })
    .join('\n');

/** What a reply says. */
export function saidIn(reply: Reply): string {
  switch (reply.kind) {
    case 'show':
    case 'replace':
      return textOf(reply.view);
    case 'ask':
      return reply.form.parts
        .map((part) => ('label' in part ? part.label : part.kind === 'note' ? part.text : '--'))
        .join('\n');
    case 'invalid':
      return Object.values(reply.errors).join('\n');
    case 'nothing':
      return '';
  }
}

/** The only one of a list; fails when there are none or more. */
export function only<Item>(list: readonly Item[]): Item {
  const [first, ...more] = list;
  if (first === undefined || more.length > 0) throw new Error(`Expected exactly one, got ${list.length}.`);
  return first;
}
