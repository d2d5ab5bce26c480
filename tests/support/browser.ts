// A real browser for tests: Debian's Chromium, driven by playwright-core. Where there is none, tests that need it are
// skipped, and say how to install it.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => existsSync(place));

/** Undefined when there is a browser; else why there is none. */
export const noBrowser = executablePath
  ? undefined
  : 'There is no Chromium on this machine (Debian: apt-get install chromium), so browser tests are skipped.';

export async function launch(): Promise<Browser> {
  if (!executablePath) throw new Error(noBrowser);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of its own, and what went wrong on it: console errors, exceptions, requests that failed or left this machine. */
export type Watched = { readonly page: Page; readonly troubles: string[] };

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && hostname !== '127.0.0.1') troubles.push(`asked ${hostname}`);
  });
  return { page, troubles };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Fails with what axe-core finds wrong on the page as it is now, rule by rule. Fluent's keeper of the focus puts elements
 * of no size around what it guards, which take the focus on and are for nobody to read: they are left out.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // Transitions half way have colours that nobody reads.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => {})',
  );
  // Evaluated rather than added as a script, which the page's own policy would refuse.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axeSource);
  const violations: unknown =
    await page.evaluate(`axe.run({ exclude: ['[data-tabster-dummy]'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + (failureSummary ?? ''))))`);
  expect(violations).toEqual([]);
}
