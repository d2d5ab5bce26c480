import { keep, kept } from '../ui/kept.ts';

/** The worker that starts the page fast and shows it without a connection. Only in what was built, never with Vite's server. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js').catch(() => {
      // Without it the page works as well, only not offline.
    });
  });
}

const KEY = 'tutti.reloaded';
const ONCE_IN_MS = 60_000;

/** After an upgrade of Tutti a page that is still open may miss a file of the build before: then it loads itself anew. */
export function reloadWhenOutdated(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(kept(KEY) ?? 0);
    if (!navigator.onLine || Date.now() - last < ONCE_IN_MS) return;
    event.preventDefault();
    keep(KEY, String(Date.now()));
    window.location.reload();
  });
}
