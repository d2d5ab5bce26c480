import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, noBrowser } from '../support/browser.ts';
import { type RunningDemo, startDemo } from '../support/demo.ts';

/** Every page of the navigation, with a word that is there once it is loaded. */
const pages: readonly (readonly [path: string, ready: string])[] = [
  ['/', 'Asked of you'],
  ['/today', 'CRM rollout check-in'],
  ['/company', 'Departments'],
  ['/waits', 'Export from the stock system'],
  ['/settings', 'Time zone'],
  ['/setup/standups', 'Next-day delivery check-in'],
  ['/setup/people', '42 people'],
  ['/setup/import', 'Choose a file'],
  ['/setup/departments', 'Customer Service'],
  ['/setup/company', 'Public holidays'],
  ['/setup/connections', 'Slack'],
];

const themes = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['high contrast', { colorScheme: 'dark', forcedColors: 'active' }],
] as const;

const open = async (page: Page, path: string, ready: string) => {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText(ready).first().waitFor();
};

describe.skipIf(noBrowser)(`the pages${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  let demo: RunningDemo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => demo?.close());

  it.each(themes)('have nothing that axe-core finds wrong, and a quiet console: %s', async (_name, theme) => {
    const { page, troubles } = await demo.as('Jonas Weber', theme);
    for (const [path, ready] of pages) {
      await open(page, path, ready);
      await expectAccessible(page);
    }
    expect(troubles).toEqual([]);
  });

  it('fit a phone: nothing is wider than the screen, and the inbox comes first', async () => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
    const { page, troubles } = await demo.as('Jonas Weber', phone);
    for (const [path, ready] of pages) {
      await open(page, path, ready);
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, wider]).toEqual([path, 0]);
    }
    await expectAccessible(page);
    expect(troubles).toEqual([]);
  });

  it('can be used by the keyboard alone: to the form, through it, and out of it', async () => {
    const { page } = await demo.as('Emre');
    await page.goto('/');
    await page.getByText('Asked of you').or(page.getByText('Answered, and still open')).first().waitFor();
    const skip = page.getByRole('link', { name: 'Skip to the page' });
    await skip.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
    for (let step = 0; step < 40; step += 1) {
      if (/^(Answer|Edit)$/.test(String(await page.evaluate('document.activeElement?.textContent')))) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate('document.activeElement?.closest("[role=dialog]") !== null')).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('say what to do to somebody who is not signed in', async () => {
    const { page } = await demo.nobody();
    await page.goto('/company');
    await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor();
    await page.goto('/sign-in');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
  });

  const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

  it('import people from a file, after showing what would happen to every line', async () => {
    const { page, troubles } = await demo.as('Jonas Weber');
    await open(page, '/setup/import', 'Choose a file');
    const csv =
      'Name;E-mail;Team\nUta Klein;uta.klein@kessel-korb.example;Operations\nOmar Said;;Shop floor\n';
    await page.locator('input[type=file]').setInputFiles(fileOf('people.csv', csv));
    await page.getByText('Uta Klein').first().waitFor();
    await page.getByText('Shop floor').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Import 2 people/ }).click();
    await page
      .getByText(/2 (people )?(were )?added|Added 2/i)
      .first()
      .waitFor();
    const { db } = demo.app.context;
    expect(await db.person.count({ where: { name: { in: ['Uta Klein', 'Omar Said'] } } })).toBe(2);
    expect(troubles).toEqual([]);
  });

  it('say of a bad file what is wrong with which line, and import nothing by themselves', async () => {
    const { page } = await demo.as('Jonas Weber');
    const { db } = demo.app.context;
    const before = await db.person.count();
    await open(page, '/setup/import', 'Choose a file');
    const bad =
      'Name,Email\n=cmd(),a@example.com\nPia,pia-at-example\nRoy,roy@example.com\nRay,roy@example.com\n';
    await page.locator('input[type=file]').setInputFiles(fileOf('bad.csv', bad));
    await page.getByText('pia-at-example').first().waitFor();
    await expectAccessible(page);
    expect(await db.person.count()).toBe(before);
    const workbook = {
      name: 'people.xlsx',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]),
    };
    await page.goto('/setup/import');
    await page.locator('input[type=file]').setInputFiles(workbook);
    await page.getByText('is a spreadsheet. Save it as CSV there').first().waitFor();
    expect(await db.person.count()).toBe(before);
  });

  it('start over: the demo is as it was, and whoever was signed in chooses anew', async () => {
    const { page } = await demo.as('Tom Whitfield');
    page.on('dialog', (question) => void question.accept());
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor({ timeout: 40_000 });
    expect(await demo.app.context.db.person.count({ where: { name: 'Uta Klein' } })).toBe(0);
  });
});
