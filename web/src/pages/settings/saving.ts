import type { RouteInput } from '../../../../src/api/route.ts';
import { useChange } from '../../api/hooks.ts';
import { useNotice } from '../../ui/notice.tsx';

export type MyChange = RouteInput<'PATCH /api/me'>['body'];

/** Saves a change of my settings as soon as it is made, and says so. */
export function useSaving() {
  const notice = useNotice();
  const change = useChange('PATCH /api/me');
  return {
    error: change.error,
    save: (body: MyChange) => change.mutate({ body }, { onSuccess: () => notice('Saved') }),
  };
}
