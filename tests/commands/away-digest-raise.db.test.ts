import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/index.ts';
import { type Company, createCompany, only, saidIn, textOf } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
let company: Company;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  company = await createCompany(store, {
    now: '2026-11-24T07:00:00Z',
    people: {
      Ana: { role: 'manager', department: 'Sales' },
      Ben: { role: 'lead', department: 'Operations' },
      Chi: { department: 'Operations' },
    },
  });
});
afterEach(() => company.close());

describe('/away', () => {
  it('keeps typed dates and says them back', async () => {
    expect(saidIn(await company.command('Ben', '/away until Friday'))).toBe(
      'You are away Tue, Nov 24 to Fri, Nov 27. Nobody will ask you anything then; /away back ends it sooner.',
    );
  });

  it('opens a form when no dates are typed', async () => {
    const form = await company.command('Ben', '/away');
    expect(saidIn(await company.submit('Ben', form, { from: '2026-12-01', to: '2026-12-03' }))).toContain(
      'You are away Tue, Dec 1 to Thu, Dec 3.',
    );
    const wrong = await company.submit('Ben', form, { from: '2026-12-03', to: '2026-12-01' });
    expect(wrong.kind).toBe('invalid');
  });

  it('ends with /away back', async () => {
    await company.command('Ben', '/away until Friday');
    expect(saidIn(await company.command('Ben', '/away back'))).toBe('Welcome back. Your absence is over.');
    expect(saidIn(await company.command('Ben', '/away back'))).toBe('You have no absence now or ahead.');
  });

  it('says what it could not read', async () => {
    expect(saidIn(await company.command('Ben', '/away soonish'))).toContain('soonish');
  });
});

describe('/digest', () => {
  const answer = async (user: string, q1: string, q3: string) => {
    await company.submit(user, await company.command(user, '/standup'), { q1, q2: 'more', q3 });
    await company.settle();
  };

  it('tells by department who answered, what moved and what is in the way', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', '340 contacts moved', 'waiting for the export from the stock system');
    const said = saidIn(await company.command('Ana', '/digest'));
    expect(said).toBe(`Digest · Wed, Nov 18 to Tue, Nov 24
--
Operations
0 of 2 answered
--
Sales
1 of 1 answered
In the way
- Ana: waiting for the export from the stock system
Moved
- Ana: 340 contacts moved`);
  });

  it('is posted by managers in the channel, once a day, edited when posted again', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    expect(saidIn(await company.command('Ben', '/digest post', 'C1'))).toContain(
      'Posting the digest is for managers.',
    );
    expect(saidIn(await company.command('Ana', '/digest post'))).toContain(
      'Type /digest post in the channel',
    );
    await company.command('Ana', '/digest post', 'C1');
    await company.settle();
    await answer('Ben', 'Labels print', 'none');
    await company.command('Ana', '/digest post', 'C1');
    await company.settle();
    const digest = only(company.platform.in('C1').filter(({ key }) => key.startsWith('digest:')));
    expect(textOf(digest.view)).toContain('Ben: Labels print');
  });

  it('shows a lead their own departments, and members nothing: stand-ups may be posted in private channels', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', '340 contacts moved', 'none');
    expect(saidIn(await company.command('Ben', '/digest'))).toContain('there is nothing to tell');
    await store.db.department.update({
      where: { workspaceId_name: { workspaceId: company.workspaceId, name: 'Operations' } },
      data: { leadId: company.ids.Ben ?? '' },
    });
    const lead = saidIn(await company.command('Ben', '/digest'));
    expect(lead).toContain('Operations\n0 of 2 answered');
    expect(lead).not.toContain('Sales');
    expect(saidIn(await company.command('Chi', '/digest'))).toContain('/digest is for leads and above.');
  });

  it('tells of each person what holds now, not what was solved since', async () => {
    await company.makeStandup();
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', '340 contacts moved', 'waiting for two licences');
    await company.at('2026-11-25T08:30:00Z');
    await answer('Ana', 'The licences came', 'none');
    const said = saidIn(await company.command('Ana', '/digest'));
    expect(said).not.toContain('In the way');
    expect(said).toContain('- Ana: The licences came');
    expect(said).not.toContain('340 contacts moved');
  });

  it('posts nothing of a stand-up without a channel, and tells who posted it when it cannot arrive', async () => {
    await company.makeStandup({ channelId: null });
    await company.at('2026-11-24T08:30:00Z');
    await answer('Ana', 'a secret matter', 'none');
    await company.command('Ana', '/digest post', 'C1');
    await company.settle();
    expect(textOf(only(company.platform.in('C1')).view)).not.toContain('secret');
    await company.command('Ana', '/digest post', 'C-without-us');
    await company.settle();
    const told = company.platform.in('Ana').filter(({ key }) => key.startsWith('fault:'));
    expect(textOf(only(told).view)).toBe('There is no such channel.');
  });

  it('says so when there is nothing to tell, and when the span is none', async () => {
    expect(saidIn(await company.command('Ana', '/digest'))).toContain('there is nothing to tell');
    expect(saidIn(await company.command('Ana', '/digest 400'))).toBe('Please choose from 1 to 92 days.');
    expect(saidIn(await company.command('Ana', '/digest everything'))).toContain('Type /digest to read it');
  });
});
