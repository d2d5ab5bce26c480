import {
  keepPreviousData,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { RouteAnswer, RouteInput, RouteName } from '../../../src/api/route.ts';
import type { Topic } from '../../../src/changes.ts';
import { call } from './call.ts';

export type ReadName = Extract<RouteName, `GET ${string}`>;
export type ChangeName = Exclude<RouteName, ReadName>;

/** Which changes make which of the page's reads stale. A read that is not listed here goes stale with "people". */
const topicsOf: Partial<Record<ReadName, readonly Topic[]>> = {
  'GET /api/inbox': ['inbox', 'rounds', 'issues'],
  'GET /api/messages/{id}/replies': ['inbox'],
  'GET /api/answers': ['rounds'],
  'GET /api/absences': ['rounds'],
  'GET /api/today': ['rounds', 'issues'],
  'GET /api/days': ['rounds'],
  'GET /api/rounds/{id}': ['rounds', 'issues'],
  'GET /api/search': ['rounds'],
  'GET /api/company': ['rounds', 'people'],
  'GET /api/issues': ['issues', 'people'],
  'GET /api/issues/{id}': ['issues', 'people'],
  'GET /api/matrix': ['issues', 'people'],
  'GET /api/waits-on-me': ['issues', 'people'],
};

export const isStaleBy = (key: readonly unknown[], topic: Topic): boolean =>
  (topicsOf[key[0] as ReadName] ?? ['people']).includes(topic);

/** Reads a route, keeps it fresh when the server says that it changed, and shows the last answer while the next one comes. */
export function useRoute<Name extends ReadName>(
  name: Name,
  input: RouteInput<Name>,
  options: { enabled?: boolean } = {},
): UseQueryResult<RouteAnswer<Name>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    placeholderData: keepPreviousData,
    ...options,
  }) as UseQueryResult<RouteAnswer<Name>>;
}

/** Changes something by a route; everything shown is read again afterwards. */
export function useChange<Name extends ChangeName>(name: Name) {
  const queries = useQueryClient();
  return useMutation<RouteAnswer<Name>, Error, RouteInput<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => queries.invalidateQueries(),
  });
}
