import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readSession, signInByLink } from '../../src/access/index.ts';
import { createDispatch } from '../../src/chat/dispatch.ts';
import { createDirectory } from '../../src/people/index.ts';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, saidIn } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { viewOf } from '../support/reply.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, { now: '2026-11-24T07:00:00Z', people: { Ben: {} } });
});
afterEach(() => company.close());

const web = (publicUrl: string | undefined) => {
  const context = { ...company.context, publicUrl };
  return createDispatch(
    context,
    createDirectory(context),
    commands,
  )({
    platform: 'slack',
    workspace: 'T1',
    user: 'Ben',
    act: { kind: 'command', command: 'tutti', text: 'web' },
  });
};

describe('/tutti web', () => {
  it('gives everybody a link that signs them in, and says how long it lasts', async () => {
    const view = viewOf(await web('https://tutti.example.com'));
    expect(view.summary).toBe(
      'This link signs you in to my page. It works once, within the next 10 minutes; keep it to yourself.',
    );
    const [link] = view.elements.filter((element) => element.kind === 'link');
    expect(link?.url).toMatch(/^https:\/\/tutti\.example\.com\/sign-in#[\w-]{43}$/);
    const token = link?.url.split('#')[1] ?? '';
    const { secret } = await signInByLink(company.context, token, { device: 'A test' });
    expect((await readSession(company.context, secret))?.actor.name).toBe('Ben');
  });

  it('says whom to ask where the page has no address, and makes no link', async () => {
    expect(saidIn(await web(undefined))).toBe(
      'My page has no address that I could give you. Ask whoever runs Tutti to set PUBLIC_URL.',
    );
    expect(await store.db.signInLink.count()).toBe(0);
  });
});
