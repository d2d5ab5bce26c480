import { call } from '../api/call.ts';
import { useMe } from '../ui/me.tsx';
import { useNotice } from '../ui/notice.tsx';
import { drafts } from '../view/kept-drafts.ts';
import { beginAnew } from './whose.ts';

const QUESTION = 'Something you wrote has not been sent yet, and is dropped when you sign out.';

/** Signing out; what was typed on this device goes with it, for the next person may use the same device. */
export function useLeaving() {
  const me = useMe();
  const notice = useNotice();
  return {
    async signOut() {
      if (drafts.lost(me.id).length > 0 && !window.confirm(QUESTION)) return;
      try {
        await call('POST /api/sign-out', {});
        drafts.forget(me.id);
        beginAnew('/', false);
      } catch (error) {
        notice(error instanceof Error ? error.message : 'That did not work. Please try again.');
      }
    },
  };
}
