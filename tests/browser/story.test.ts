import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOnceLink } from '../../src/access/index.ts';
import { noBrowser } from '../support/browser.ts';
import { type RunningDemo, startDemo } from '../support/demo.ts';

describe.skipIf(noBrowser)(`the demo’s story${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  let demo: RunningDemo;
  beforeAll(async () => {
    demo = await startDemo();
  });
  afterAll(() => demo?.close());

  it('is told: somebody answers and waits on another department, which sees it without reloading', async () => {
    const lead = await demo.as('Ben Adler');
    await lead.page.getByRole('heading', { name: 'Messages' }).waitFor();
    const ana = await demo.as('Ana Ferreira');
    await ana.page.getByRole('button', { name: 'Answer', exact: true }).first().click();
    const form = ana.page.getByRole('dialog');
    await form.getByLabel('What moved since').fill('The spring offers are in the CRM');
    await form.getByLabel('What is next?').fill('Call the ten largest customers');
    await form.getByLabel('From whom').selectOption({ label: 'Operations' });
    await form.getByLabel('What is it?').fill('The list of late parcels');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'detached' });
    await ana.page.getByText('The spring offers are in the CRM').first().waitFor();
    // Nobody touched the lead's page.
    await lead.page.getByText('Sales is waiting on Operations').first().waitFor();
    await lead.page.getByText('The list of late parcels').first().waitFor();
    // What the other side does comes back the same way.
    const wait = lead.page.getByRole('article').filter({ hasText: 'The list of late parcels' }).first();
    await wait.getByRole('button', { name: 'Accept…' }).click();
    const accept = lead.page.getByRole('dialog');
    await accept.locator('input[type=date]').fill('2099-01-15');
    await accept.getByRole('button', { name: 'Accept' }).click();
    await ana.page
      .getByText(/accepted it, for/)
      .first()
      .waitFor();
    expect([...ana.troubles, ...lead.troubles]).toEqual([]);
  });

  it('shows an answer on the manager’s page as it comes', async () => {
    const manager = await demo.as('Mia Lindqvist');
    await manager.page.goto('/today');
    await manager.page.getByText('The morning is for the returns').waitFor({ state: 'detached' });
    const employee = await demo.as('Jonas Weber');
    await employee.page.getByRole('button', { name: 'Answer', exact: true }).first().click();
    const form = employee.page.getByRole('dialog');
    await form.getByLabel('What moved since').fill('The morning is for the returns');
    await form.getByLabel('What is next?').fill('And the afternoon too');
    await form.getByRole('button', { name: 'Send' }).click();
    await manager.page.getByText('The morning is for the returns').first().waitFor();
    expect([...manager.troubles, ...employee.troubles]).toEqual([]);
  });

  it('keeps what was typed when the connection is lost while sending, and sends it once', async () => {
    const { page } = await demo.as('Mia Lindqvist');
    await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('What moved since').fill('Written in the lift');
    await form.getByLabel('What is next?').fill('Out of the lift');
    const sent: (string | null)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/act')) sent.push(request.postData());
    });
    await page.context().setOffline(true);
    await form.getByRole('button', { name: 'Send' }).click();
    await form
      .getByText(/no connection/i)
      .first()
      .waitFor();
    expect(await form.getByLabel('What moved since').inputValue()).toBe('Written in the lift');
    await page.context().setOffline(false);
    await form.waitFor({ state: 'detached' });
    await page.getByText('Written in the lift').first().waitFor();
    const keys = new Set(sent.map((body) => JSON.parse(body ?? '{}').once));
    expect([sent.length > 1, keys.size]).toEqual([true, 1]);
  });

  it('lets somebody in by a link once, and not twice; merely opening it does not use it up', async () => {
    const { db } = demo.app.context;
    const { id } = await db.person.findFirstOrThrow({ where: { name: { startsWith: 'Nele' } } });
    const link = await makeOnceLink(demo.app.context, id);
    const scanner = await demo.nobody();
    await scanner.page.goto(link);
    await scanner.page.getByRole('button', { name: 'Sign in' }).waitFor();
    const person = await demo.nobody();
    await person.page.goto(link);
    await person.page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(new URL(person.page.url()).hash).toBe('');
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    await person.page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await scanner.page.getByRole('button', { name: 'Sign in' }).click();
    await scanner.page.getByText('This link was used already').waitFor();
    expect(person.troubles).toEqual([]);
  });

  it('lets an administrator make a link for somebody without a seat, and take it back', async () => {
    const administrator = await demo.as('Jonas Weber');
    const { page } = administrator;
    await page.goto('/setup/people');
    await page.getByRole('button', { name: 'Sign-in link of Zoe Clarke' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const shown = page.getByRole('alertdialog');
    const address = await shown.getByRole('textbox', { name: 'Link' }).inputValue();
    await shown.getByRole('img', { name: 'Code with the sign-in link of Zoe Clarke' }).waitFor();
    await shown.getByRole('button', { name: 'Close' }).click();
    const zoe = await demo.nobody();
    await zoe.page.goto(address);
    await zoe.page.getByRole('button', { name: 'Sign in' }).click();
    await zoe.page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    expect((await zoe.page.request.get('/api/me')).status()).toBe(200);
    await page.getByRole('button', { name: 'Sign-in link of Zoe Clarke' }).click();
    await page.getByRole('button', { name: 'Revoke the link' }).click();
    await expect.poll(async () => (await zoe.page.request.get('/api/me')).status()).toBe(401);
    expect(administrator.troubles).toEqual([]);
  });
});
