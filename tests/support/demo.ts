// The demo as `npm run demo` starts it, in this process and on a port of its own, and people's browsers on it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createDemo } from '../../prisma/seed/index.ts';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { buildPage } from '../../web/page-build.ts';
import { launch, openPage, type Watched } from './browser.ts';

export type RunningDemo = {
  readonly app: App;
  /** A browser in which nobody is signed in. */
  nobody(options?: BrowserContextOptions): Promise<Watched>;
  /** A browser in which this person has been chosen in the demo's list, by the beginning of their name. */
  as(name: string, options?: BrowserContextOptions): Promise<Watched>;
  close(): Promise<void>;
};

export async function startDemo(): Promise<RunningDemo> {
  await buildPage();
  const dataDir = mkdtempSync(join(tmpdir(), 'tutti-browser-'));
  const config = { ...readConfig({ PORT: '0' }), dataDir, logLevel: 'silent' as const };
  const app = await startApp(config, { demo: createDemo, log: createLog('silent') });
  const browser: Browser = await launch();
  const nobody = (options: BrowserContextOptions = {}) => openPage(browser, { baseURL: app.url, ...options });
  return {
    app,
    nobody,
    async as(name, options) {
      const watched = await nobody(options);
      const { page } = watched;
      await page.goto('/demo');
      await page
        .getByRole('button', { name: new RegExp(`\\b${name}`) })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
      return watched;
    },
    async close() {
      await browser.close();
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
