import { createContext, useContext } from 'react';
import type { RouteAnswer } from '../../../src/api/route.ts';

export type Me = RouteAnswer<'GET /api/me'>;

const MeContext = createContext<Me | undefined>(undefined);
export const MeProvider = MeContext.Provider;

/** The person who is signed in; pages are only drawn when there is one. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('A page was drawn without a person.');
  return me;
}

const ranks = { member: 0, lead: 1, manager: 2, administrator: 3 } as const;

/** Whether somebody's role is at least this one. The server decides; this only hides what it would refuse. */
export const mayAs = (me: Me, least: Me['role']): boolean => ranks[me.role] >= ranks[least];
