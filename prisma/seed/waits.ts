import type { Context } from '../../src/context.ts';
import { actOnIssue, ageStep, type IssueAct, raiseIssue } from '../../src/issues/index.ts';
import { addDays, instantOf, type LocalDate } from '../../src/people/index.ts';
import { actorFor, at, DEMO_WORKSPACE, DEMO_ZONE, type DemoCompany, known } from './company.ts';
import { workingDay } from './days.ts';
import { type DepartmentName, demoPeople } from './people.ts';

/** What somebody waits for, so many working days by now, and what its other side made of it. */
type DemoWait = {
  readonly by: string;
  readonly on: DepartmentName;
  readonly title: string;
  readonly days: number;
  /** What the lead of the other side did, and how many working days ago. */
  readonly acts?: readonly { readonly days: number; readonly act: (today: LocalDate) => IssueAct }[];
};

/** Promises a day that lies so many working days ahead, or back: then it was not kept. */
const accepted = (days: number, ahead: number, text?: string) => ({
  days,
  act: (today: LocalDate): IssueAct => ({ kind: 'accept', promisedFor: workingDay(today, ahead), text }),
});
const askedBack = (days: number, text: string) => ({
  days,
  act: (): IssueAct => ({ kind: 'ask_back', text }),
});
const declined = (days: number, text: string) => ({ days, act: (): IssueAct => ({ kind: 'decline', text }) });
const solved = (days: number, text?: string) => ({ days, act: (): IssueAct => ({ kind: 'solve', text }) });

const waits: readonly DemoWait[] = [
  { by: 'Lukas Brandt', on: 'Operations', title: 'Export from the stock system', days: 9 },
  {
    by: 'Ana Ferreira',
    on: 'IT',
    title: 'Customer photos open on the phone',
    days: 3,
    acts: [accepted(2, 3, 'The new app version does it.')],
  },
  {
    by: 'Nadia Haddad',
    on: 'IT',
    title: 'Two licences for the new colleagues',
    days: 5,
    acts: [askedBack(4, 'Full licences, or is reading enough?')],
  },
  { by: 'Paula Richter', on: 'Operations', title: 'Say when the blue pans are back', days: 2 },
  {
    by: 'Sophie Hartmann',
    on: 'Finance',
    title: 'Budget for the second training',
    days: 6,
    acts: [accepted(5, -1)],
  },
  { by: 'Henrike Sommer', on: 'Sales', title: 'Tax numbers of the wholesale customers', days: 4 },
  { by: 'Samir Patel', on: 'Customer Service', title: 'Somebody for the permission tests', days: 1 },
  { by: 'Hanna Krüger', on: 'Sales', title: 'Addresses without a house number', days: 1 },
  {
    by: 'Ben Adler',
    on: 'Marketing',
    title: 'No two-for-one offer during the trial',
    days: 3,
    acts: [accepted(3, 2, 'It ends on Friday.')],
  },
  {
    by: 'Rafael Costa',
    on: 'Sales',
    title: 'Customers who may be named as references',
    days: 11,
    acts: [solved(8, 'Six of them agreed, the list is in the CRM.')],
  },
  {
    by: 'Georg Pfeiffer',
    on: 'IT',
    title: 'Currency field in the margin report',
    days: 12,
    acts: [solved(9)],
  },
  {
    by: 'Tobias Engel',
    on: 'Operations',
    title: 'What happens to orders after the cut-off',
    days: 8,
    acts: [accepted(7, -4), solved(5, 'They go on the first tour of the morning.')],
  },
  {
    by: 'Katja Berger',
    on: 'Finance',
    title: 'Signature under the storage contract',
    days: 10,
    acts: [solved(6)],
  },
  {
    by: 'Daniel Novak',
    on: 'Operations',
    title: 'A place for the new access point',
    days: 6,
    acts: [declined(5, 'That ceiling comes down soon. Take the pillar at gate two.')],
  },
  { by: 'Miriam Vogt', on: 'Marketing', title: 'Leads of the trade fair', days: 7, acts: [solved(3)] },
];

/** What departments find in their way since today, and say in their check-in. */
export const waitsOfToday: Partial<Record<DepartmentName, { on: DepartmentName; title: string }>> = {
  Sales: { on: 'Finance', title: 'Release of the payment terms for wholesale' },
  'Customer Service': { on: 'Marketing', title: 'A discount code that works' },
  Marketing: { on: 'IT', title: 'Sender address for the test mailing' },
};

/** Has people wait on other departments over the last weeks, as they would have, only at times that are over. */
export async function raisePast(context: Context, company: DemoCompany, today: LocalDate): Promise<void> {
  const { db } = context;
  const on = (days: number, time: string) =>
    at(context, instantOf(workingDay(today, -days), time, DEMO_ZONE) ?? context.clock.now());
  const { waitAges } = await db.workspace.findUniqueOrThrow({ where: { id: DEMO_WORKSPACE } });
  for (const [index, wait] of waits.entries()) {
    const { id } = await raiseIssue(on(wait.days, '10:12'), actorFor(company, wait.by), {
      kind: 'blocker',
      title: wait.title,
      onDepartmentId: known(company.departmentIds, wait.on),
      once: `demo:${index}`,
    });
    const acts = wait.acts ?? [];
    const lead = demoPeople.find(({ department, role }) => department === wait.on && role === 'lead');
    for (const { days, act } of acts) {
      await actOnIssue(on(days, '14:35'), actorFor(company, lead?.name ?? ''), id, act(today));
    }
    const ends = acts.findLast(({ act }) => ['solve', 'decline'].includes(act(today).kind));
    const days = wait.days - (ends?.days ?? 0);
    // As the hourly counting would have left it: nobody is reminded of what is long known.
    await db.issue.update({ where: { id }, data: { days, remindedAge: ageStep(days, waitAges) } });
  }
  await arrive(context, addDays(today, -1));
}

/** What was sent up to a day is in the inboxes since then, not since now. */
async function arrive({ db }: Context, lastDay: LocalDate): Promise<void> {
  const before = instantOf(addDays(lastDay, 1), '00:00', DEMO_ZONE) ?? new Date(0);
  await db.$transaction(async (tx) => {
    for (const inThread of [false, true]) {
      await tx.$executeRaw`
        INSERT INTO "InboxMessage" (id, "workspaceId", key, "toKind", "toId", "threadId", view, "sentAt", "editedAt")
        SELECT gen_random_uuid(), d."workspaceId", d.key, d."toKind", d."toId", parent.id, d.view, d."createdAt",
               CASE WHEN d.version > 1 THEN d."dueAt" END
        FROM "Delivery" d
        LEFT JOIN "InboxMessage" parent ON parent."workspaceId" = d."workspaceId" AND parent.key = d."threadKey"
        WHERE d."workspaceId" = ${DEMO_WORKSPACE}::uuid AND d.state = 'pending' AND d."createdAt" < ${before}
          AND (d."threadKey" IS NOT NULL) = ${inThread}`;
    }
    await tx.$executeRaw`
      UPDATE "Delivery" d SET state = 'sent', view = NULL, "messageRef" = m.id::text, "sentVersion" = d.version,
             "postedAt" = d."createdAt", "sentAt" = d."dueAt"
      FROM "InboxMessage" m
      WHERE m."workspaceId" = d."workspaceId" AND m.key = d.key AND d."workspaceId" = ${DEMO_WORKSPACE}::uuid
        AND d.state = 'pending' AND d."createdAt" < ${before}`;
  });
}
