import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Offline, Refusal } from './call.ts';

const meKey = 'GET /api/me';

/** The page's cache of what it read. When a session has ended, whatever noticed it makes the page ask who is here. */
export function makeQueries(): QueryClient {
  const notice = (error: Error) => {
    if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: [meKey] });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== meKey) notice(error);
      },
    }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        // A page on the same machine is reachable without a network, whatever the browser thinks.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return queries;
}

export const isSignedOut = (error: unknown): boolean => error instanceof Refusal && error.status === 401;

/** Whether the same question may be answered a moment later. */
const mayPass = (error: Error): boolean =>
  error instanceof Offline || (error instanceof Refusal && error.status >= 500);
