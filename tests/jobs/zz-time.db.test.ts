import { it } from 'vitest';
import { createCompany } from '../support/company.ts';
import { openTestStore } from '../support/database.ts';
import { PgBoss } from 'pg-boss';

it('times', async () => {
  let t = performance.now();
  const lap = (what: string) => { const n = performance.now(); process.stdout.write(`${what} ${(n - t).toFixed(0)}\n`); t = n; };
  const store = await openTestStore();
  lap('store');
  const boss = new PgBoss({ ...store.connection, max: 4, schedule: false, supervise: false } as never);
  boss.on('error', () => {});
  await boss.start(); lap('boss');
  await boss.stop({graceful: true, timeout: 1000}); lap('stop');
  for (let i = 0; i < 3; i++) {
    const company = await createCompany(store, { now: '2026-11-24T08:00:00Z', people: { Ana: {} } });
    lap('company');
    await company.close();
    lap('close');
  }
  await store.close();
  lap('store close');
});
