import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { similarIssues } from '../../src/issues/index.ts';
import { createLog } from '../../src/log.ts';
import { backup } from '../../src/store/backup.ts';
import { openStore } from '../../src/store/index.ts';
import { restore } from '../../src/store/restore.ts';
import { newTestPlace } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'tutti-test-restored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('waits that look the same are found in a restored database too, joined ones and events included', async () => {
  const log = createLog('silent');
  const [from, to] = [await newTestPlace(), await newTestPlace()];
  const store = await openStore({ ...from.place, log, durable: false });
  const { id: workspaceId } = await store.db.workspace.create({ data: { name: 'Web shop' } });
  const at = new Date('2026-11-24T07:00:00Z');
  const issue = { workspaceId, kind: 'blocker', createdAt: at, changedAt: at } as const;
  const { id } = await store.db.issue.create({
    data: {
      ...issue,
      title: 'Export from the stock system',
      told: [workspaceId],
      events: { create: { kind: 'raised', at } },
    },
  });
  await store.db.issue.create({
    data: { ...issue, title: 'Stock system export', state: 'merged', mergedIntoId: id },
  });
  await store.close();
  const file = join(folder, 'company.backup');
  await backup(from.place, file);
  await restore(to.place, { file, force: false });
  const restored = await openStore({ ...to.place, log, durable: false });
  const wait = { title: 'Stock system export', onDepartmentId: null };
  expect(await similarIssues(restored.db, { workspaceId }, wait)).toEqual([{ id }]);
  expect(
    await restored.db.issue.findMany({
      select: { told: true, mergedIntoId: true },
      orderBy: { title: 'asc' },
    }),
  ).toEqual([
    { told: [workspaceId], mergedIntoId: null },
    { told: [], mergedIntoId: id },
  ]);
  expect(await restored.db.issueEvent.count()).toBe(1);
  await restored.close();
  await from.remove();
  await to.remove();
});
