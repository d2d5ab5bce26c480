// npm run screenshots: pictures of the demo's main pages, into docs/images. Needs Chromium.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { noBrowser } from './support/browser.ts';
import { startDemo } from './support/demo.ts';

const folder = join(import.meta.dirname, '../docs/images');

type Picture = {
  readonly file: string;
  readonly person: string;
  readonly path: string;
  /** A text that is there once the page is drawn. */
  readonly ready: string;
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly act?: (page: Page) => Promise<void>;
};

const pictures: readonly Picture[] = [
  { file: 'inbox', person: 'Ana Ferreira', path: '/', ready: 'Asked of you' },
  { file: 'today', person: 'Mia Lindqvist', path: '/today', ready: 'CRM rollout check-in' },
  { file: 'company', person: 'Mia Lindqvist', path: '/company', ready: 'Customer Service' },
  { file: 'waits', person: 'Mia Lindqvist', path: '/waits', ready: 'Operations' },
  { file: 'set-up', person: 'Jonas Weber', path: '/setup/standups', ready: 'Next-day delivery' },
  { file: 'dark', person: 'Mia Lindqvist', path: '/today', ready: 'CRM rollout check-in', dark: true },
  {
    file: 'phone',
    person: 'Ana Ferreira',
    path: '/',
    ready: 'Asked of you',
    phone: true,
    async act(page) {
      await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).waitFor();
    },
  },
];

if (noBrowser) {
  process.stderr.write(`${noBrowser}\n`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const demo = await startDemo();
for (const { file, person, path, ready, phone, dark, act } of pictures) {
  const { page } = await demo.as(person, {
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 860 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(path);
  await page.getByText(ready).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  await act?.(page);
  // Charts and fonts are drawn a moment after their data has come.
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(folder, `${file}.png`) });
  process.stdout.write(`docs/images/${file}.png\n`);
  await page.context().close();
}
await demo.close();
process.exit(0);
