import type { RawValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';
import { type Company, only, textOf } from '../support/company.ts';

/** The id of a department by its name. */
export async function departmentId({ context, workspaceId }: Company, name: string): Promise<string> {
  const unique = { workspaceId_name: { workspaceId, name } };
  return (await context.db.department.findUniqueOrThrow({ where: unique })).id;
}

/** Names the leads of departments. */
export async function nameLeads(company: Company, leads: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, lead] of Object.entries(leads)) {
    await company.context.db.department.update({
      where: { id: await departmentId(company, name) },
      data: { leadId: company.ids[lead] ?? null },
    });
  }
}

/** Puts one department under another. */
export async function nest(company: Company, name: string, parent: string): Promise<void> {
  await company.context.db.department.update({
    where: { id: await departmentId(company, name) },
    data: { parentId: await departmentId(company, parent) },
  });
}

/** Somebody raises something with a department by /raise. */
export async function raiseWith(
  company: Company,
  user: string,
  department: string | null,
  title: string,
  values: RawValues = {},
): Promise<Reply> {
  const form = await company.command(user, '/raise');
  const on: RawValues = department === null ? {} : { department: await departmentId(company, department) };
  const reply = await company.submit(user, form, { kind: 'blocker', title, ...on, ...values });
  await company.settle();
  return reply;
}

/** A person's messages about issues, threads left out. */
export const issueMessages = (company: Company, user: string) =>
  company.platform.in(user).filter(({ key }) => key.startsWith('issue:'));

/** The only one, as it is shown now. */
export const issueMessage = (company: Company, user: string): View => only(issueMessages(company, user)).view;

export const issueText = (company: Company, user: string): string => textOf(issueMessage(company, user));

/** The lines in the thread under a person's only message. */
export const threadOf = (company: Company, user: string): string[] =>
  company.platform.inThread(only(issueMessages(company, user))).map(({ view }) => textOf(view));

/** Presses a button of a person's only message, fills in the form that it opens, and lets the messages out. */
export async function decide(
  company: Company,
  user: string,
  label: string,
  values?: RawValues,
): Promise<Reply> {
  const reply = await company.press(user, issueMessage(company, user), label);
  const done = values ? await company.submit(user, reply, values) : reply;
  await company.settle();
  return done;
}
