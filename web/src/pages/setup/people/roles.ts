import type { Me } from '../../../ui/me.tsx';

export const roleNames: Readonly<Record<Me['role'], string>> = {
  member: 'Member',
  lead: 'Department lead',
  manager: 'Manager',
  administrator: 'Administrator',
};

/** What each role opens, so that nobody has to guess. */
export const roleWords: Readonly<Record<Me['role'], string>> = {
  member: 'answers, and reads the stand-ups they are in.',
  lead: 'also sees every department’s figures and sets up stand-ups.',
  manager: 'also reads every stand-up.',
  administrator: 'may do everything, also for other people.',
};

export const roles = ['member', 'lead', 'manager', 'administrator'] as const;
