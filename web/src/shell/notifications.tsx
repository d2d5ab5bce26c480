import { useEffect, useRef, useState } from 'react';
import { useRoute } from '../api/hooks.ts';
import { keep, kept } from '../ui/kept.ts';
import { type Me, useMe } from '../ui/me.tsx';
import { isQuiet, newsOf } from './news.ts';

const KEY = 'tutti.notify';

export type NotificationState = 'impossible' | 'denied' | 'off' | 'on';

function stateNow(): NotificationState {
  if (!('Notification' in window) || !('serviceWorker' in navigator)) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && kept(KEY) === 'on' ? 'on' : 'off';
}

/** Whether this browser shows notifications, and how to change it; asks the person only when they press. */
export function useNotificationSetting() {
  const [state, setState] = useState(stateNow);
  return {
    state,
    async turn(on: boolean) {
      if (on && Notification.permission !== 'granted') await Notification.requestPermission();
      keep(KEY, on ? 'on' : null);
      setState(stateNow());
    },
  };
}

/** Shows what is new in the inbox while nobody looks at the page. Draws nothing. */
export function NewsNotifier(): null {
  const me = useMe();
  const { data: inbox } = useRoute('GET /api/inbox', {});
  const known = useRef<ReadonlySet<string>>(undefined);

  useEffect(() => {
    if (!inbox) return;
    const news = newsOf(inbox);
    const before = known.current;
    known.current = new Set([...(before ?? []), ...news.map(({ key }) => key)]);
    // What lay there when the page was opened is no news.
    if (!before || document.visibilityState === 'visible' || stateNow() !== 'on' || quietNow(me)) return;
    const fresh = news.filter(({ key }) => !before.has(key));
    if (fresh.length === 0) return;
    void navigator.serviceWorker.ready.then(async (worker) => {
      for (const { key, text } of fresh) {
        // The tag: several tabs, or the same thing twice, make one notification.
        await worker.showNotification('Tutti', {
          body: text,
          tag: key,
          icon: '/icon-192.png',
          data: { path: '/' },
        });
      }
    });
  }, [inbox, me]);

  return null;
}

function quietNow({ zone, quietFrom, quietTo }: Me): boolean {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date());
  return isQuiet(time, quietFrom, quietTo);
}
