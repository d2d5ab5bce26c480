import { keep, kept } from '../ui/kept.ts';

/** There while somebody is signed in in this browser, as far as the page knows; another value for each signing in. */
const KEY = 'tutti.person';

/** Whether it is worth asking who is here: a question that is answered with "nobody" stands in the console as an error. */
export const somebodyIsHere = (): boolean => kept(KEY) !== null;

export function rememberSomebody(here: boolean): void {
  if (here !== somebodyIsHere())
    keep(KEY, here ? crypto.getRandomValues(new Uint32Array(2)).join('.') : null);
}

/** Somebody else is signed in now, or nobody: this tab begins anew at a page, and the browser's other tabs where they are. */
export function beginAnew(path: string, here: boolean): void {
  keep(KEY, null);
  rememberSomebody(here);
  window.location.assign(path);
}

/** Storage tells every tab but the one that wrote. */
export function beginAnewWithOtherTabs(): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) window.location.reload();
  });
}
