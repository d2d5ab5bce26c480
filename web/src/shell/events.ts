import type { Topic } from '../../../src/changes.ts';
import { backoff } from './backoff.ts';

/** What the server says over its event stream: what to read again; "all" when something may have been missed. */
export type Signal = Topic | 'all';
type Heard =
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'connection'; readonly up: boolean };

/**
 * One event stream for all of a browser's tabs: browsers open only six connections to a server, and each stream keeps
 * one. The tab that holds the lock listens and tells the others; when it closes, another one takes over.
 */
export function openEvents(hear: (heard: Heard) => void): () => void {
  const end = new AbortController();
  const others = new BroadcastChannel('tutti-events');
  const tell = (heard: Heard) => {
    // The last word of a stream may come after its end.
    if (end.signal.aborted) return;
    hear(heard);
    others.postMessage(heard);
  };
  others.addEventListener('message', ({ data }: MessageEvent<Heard>) => hear(data));
  // Without a secure context there are no locks: each tab then has a stream of its own.
  if (navigator.locks) {
    navigator.locks
      .request('tutti-events', { signal: end.signal }, () => listen(tell, end.signal))
      .catch(() => undefined);
  } else void listen(hear, end.signal);
  return () => {
    end.abort();
    others.close();
  };
}

/** Listens until it is ended; connects again by itself, sooner when the network is back. */
function listen(tell: (heard: Heard) => void, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // Ended while it waited for its turn.
    if (end.aborted) return resolve();
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;

    const connect = () => {
      clearTimeout(timer);
      timer = undefined;
      source?.close();
      source = new EventSource('/api/events');
      source.addEventListener('open', () => {
        attempt = 0;
        tell({ kind: 'connection', up: true });
      });
      source.addEventListener('change', ({ data }: MessageEvent<string>) => {
        const { topic } = JSON.parse(data) as { topic: Topic };
        tell({ kind: 'signal', signal: topic });
      });
      // The server begins each stream with it: whatever happened before was missed.
      source.addEventListener('refresh', () => tell({ kind: 'signal', signal: 'all' }));
      source.addEventListener('error', () => {
        source?.close();
        tell({ kind: 'connection', up: false });
        // Hidden pages may be frozen between two tries; "online" and "visible" try at once.
        timer ??= setTimeout(connect, backoff(attempt++, Math.random()));
      });
    };
    const again = () => {
      if (timer !== undefined && document.visibilityState === 'visible') connect();
    };

    window.addEventListener('online', again, { signal: end });
    document.addEventListener('visibilitychange', again, { signal: end });
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      source?.close();
      resolve();
    });
    connect();
  });
}
