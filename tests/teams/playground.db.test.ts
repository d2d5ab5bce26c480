import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform, PlatformName } from '../../src/chat/platform.ts';
import { instantOf } from '../../src/people/index.ts';
import { openPlayground, type PlaygroundWindow } from '../../src/playground-window.ts';
import { launch, noBrowser } from '../support/browser.ts';
import { type Company, createCompany } from '../support/company.ts';
import { openTestStore, type TestStore } from '../support/database.ts';
import { startPlaygroundBot } from './playground-bot.ts';

if (noBrowser) process.stdout.write(`${noBrowser}\n`);

const PEOPLE = ['Ana Silva', 'Ben Ode', 'Mia Berg', 'Tom Lind', 'Eva Roth', 'Kim Park'];
const emailOf = (name: string) => `${name.split(' ')[0]?.toLowerCase()}@webshop.example`;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe.skipIf(noBrowser)('in Microsoft 365 Agents Playground', () => {
  let store: TestStore;
  let company: Company;
  let bot: Awaited<ReturnType<typeof startPlaygroundBot>>;
  let playground: PlaygroundWindow;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    store = await openTestStore();
    company = await createCompany(store, { now: '2026-11-24T07:00:00Z', people: { 'Ana Silva': {} } });
    await store.db.person.updateMany({ data: { email: emailOf('Ana Silva') } });
    await company.makeStandup();
    bot = await startPlaygroundBot(company);
    (company.context.platforms as Map<PlatformName, Platform>).set('teams', bot.platform);
    playground = await openPlayground({
      messages: bot.messages,
      port: await freePort(),
      people: PEOPLE.map((name) => ({ name, email: emailOf(name) })),
    });
    browser = await launch();
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(playground.url);
  });
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    await bot?.close();
    await company?.close();
    await store?.close();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true }).last();
  const shows = (text: string) => page.getByText(text, { exact: true }).last().waitFor();

  /** Fills in the form on the card and sends it. */
  async function fillIn(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(answers)) await page.getByLabel(label).last().fill(text);
    await button('Send').click();
  }

  it('a person asks for their stand-up, answers it on a card, and the card says that it was sent', async () => {
    const box = page.locator('[contenteditable=true], textarea').first();
    await box.click();
    await box.pressSequentially('standup');
    await page.keyboard.press('Enter');
    await button('Open').click();
    await fillIn({ 'What moved since last time?': '340 contacts', 'What is next?': 'the labels' });
    await shows('Sent. Thank you.');
    const entry = await store.db.entry.findFirstOrThrow({ where: { state: 'answered' } });
    expect(Object.values(entry.answers ?? {})).toEqual(
      expect.arrayContaining(['340 contacts', 'the labels']),
    );
  });

  it('a prompt comes as a card, and becomes what was answered', async () => {
    // Only Teams reaches her now.
    await store.db.identity.updateMany({ where: { platform: 'slack' }, data: { reachable: false } });
    // Her zone is that of the machine on which the Playground runs.
    const { zone } = await store.db.person.findFirstOrThrow();
    await company.at(instantOf('2026-11-24', '09:30', zone ?? 'UTC')?.toISOString() ?? '');
    await shows('CRM rollout check-in · Tue, Nov 24');
    await button('Answer').click();
    await fillIn({
      'What moved since last time?': 'the export',
      'What is next?': '[a link](https://evil.example)',
    });
    await expect.poll(() => store.db.entry.count({ where: { state: 'answered' } })).toBe(2);
    await company.settle();
    await button('Edit').waitFor();
    // What people write is shown as it was written.
    await page.getByText('[a link](https://evil.example)').last().waitFor();
    expect(await page.getByRole('link', { name: 'a link' }).count()).toBe(0);
  });
});
