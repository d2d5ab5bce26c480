import type { PlatformName } from './platform.ts';

export type Role = 'member' | 'lead' | 'manager' | 'administrator';

/** The person who acts, as commands see them. */
export type Actor = {
  readonly personId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  /** The person's time zone, else the workspace's. */
  readonly zone: string;
  readonly locale: string;
  readonly departmentId: string | null;
};

const ranks: Readonly<Record<Role, number>> = { member: 0, lead: 1, manager: 2, administrator: 3 };

export const hasRole = (actor: { readonly role: Role }, least: Role): boolean =>
  ranks[actor.role] >= ranks[least];

/** Who may, in words: "leads and above". */
export const rolesText: Readonly<Record<Role, string>> = {
  member: 'everyone',
  lead: 'leads and above',
  manager: 'managers and above',
  administrator: 'administrators',
};

/** Who is who, as dispatch needs it; src/people keeps it. */
export type Directory = {
  identify(who: { platform: PlatformName; workspace: string; user: string }): Promise<Actor | undefined>;
  /** The persons behind a platform's user ids, by those ids; unknown ones are left out. */
  persons(
    place: { workspaceId: string; platform: PlatformName },
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
};
