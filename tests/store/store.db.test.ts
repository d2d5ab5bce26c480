import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db, Store, Tx } from '../../src/store/index.ts';
import { openTestStore } from '../support/database.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test('a row that was written is read back', async () => {
  const { id } = await store.db.workspace.create({ data: { name: 'Acme' } });
  expect(await store.db.workspace.findUnique({ where: { id } })).toMatchObject({ name: 'Acme', zone: 'UTC' });
});

test('a transaction that throws leaves nothing', async () => {
  const failing = store.db.$transaction(async (tx) => {
    await tx.workspace.create({ data: { name: 'Never' } });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.db.workspace.count({ where: { name: 'Never' } })).toBe(0);
});

test('a function that asks for a transaction accepts the database itself', async () => {
  const count = (tx: Tx) => tx.workspace.count();
  const db: Db = store.db;
  expect(await count(db)).toBe(await db.$transaction((tx) => count(tx)));
});
