/* The worker of the page. The build writes BUILD before it: { id, files }, what a start of the page needs. */
/* global BUILD, self, caches, clients */

const CACHE = `tutti-${BUILD.id}`;
/** Answers are never kept: only what was built. */
const OTHERS = /^\/(api|slack|teams|healthz|readyz|metrics)(\/|$)/;
/** How long a start waits for the server before it takes the kept page. */
const PATIENCE_MS = 3000;

self.addEventListener('install', (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(['/', ...BUILD.files]);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener('activate', (event) => {
  const takeOver = async () => {
    // A page that is still open may need the files of the build before.
    const names = (await caches.keys()).filter((name) => name.startsWith('tutti-') && name !== CACHE);
    await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(takeOver());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || OTHERS.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  // Names of assets hold a hash of their content: what is kept is right.
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

async function page(request) {
  const kept = caches.match('/', { cacheName: CACHE });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const fresh = fetch(request).catch(() => undefined);
  const first = await Promise.race([fresh, late]);
  // A proxy without its server behind it is as good as no connection.
  if (first && first.status < 500) return first;
  return (await kept) ?? (await fresh) ?? Response.error();
}

async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, fresh.clone());
  }
  return fresh;
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const path = event.notification.data?.path ?? '/';
  const show = async () => {
    const [open] = await clients.matchAll({ type: 'window' });
    if (!open) return clients.openWindow(path);
    await open.focus();
    return new URL(open.url).pathname === path ? undefined : open.navigate(path);
  };
  event.waitUntil(show());
});
