import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announce, type Change, listenForChanges } from '../../src/changes.ts';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { listenToServer } from '../../src/store/listen.ts';
import { failed, takeNotices } from '../../src/store/wire-messages.ts';
import { openTestStore, type TestStore, testServer } from '../support/database.ts';

let store: TestStore;
let heard: (Change | null)[];
beforeAll(async () => {
  store = await openTestStore();
  listenForChanges(store, (change) => void heard.push(change));
});
afterAll(() => store.close());
beforeEach(() => {
  heard = [];
});

const rounds = { workspaceId: 'w1', topic: 'rounds' } as const;
const inbox = { workspaceId: 'w1', topic: 'inbox', personId: 'p1' } as const;
const people = { workspaceId: 'w2', topic: 'people' } as const;
const tell = (...changes: readonly Change[]) => store.db.$transaction((tx) => announce(tx, ...changes));

describe('a change', () => {
  it('is told when its transaction commits, in the order of the transactions', async () => {
    await tell(rounds);
    await tell(inbox, people);
    await expect.poll(() => heard).toEqual([rounds, inbox, people]);
  });

  it('is not told when its transaction is rolled back, nor before it commits', async () => {
    await expect(
      store.db.$transaction(async (tx) => {
        await announce(tx, rounds);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow();
    await store.db.$transaction(async (tx) => {
      await announce(tx, inbox);
      await tx.$queryRaw`SELECT 1`;
      expect(heard).toEqual([]);
    });
    await expect.poll(() => heard).toEqual([inbox]);
  });

  it('said twice in one transaction is told once', async () => {
    await store.db.$transaction(async (tx) => {
      await announce(tx, rounds, rounds);
      await announce(tx, rounds);
    });
    await tell(people);
    await expect.poll(() => heard).toEqual([rounds, people]);
  });

  it('is nothing where nothing changed', async () => {
    await tell();
    await tell(people);
    await expect.poll(() => heard).toEqual([people]);
  });

  it('leaves the answer to every statement as it was, however many are told at once', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => ({ ...rounds, personId: `person-${index}` }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        store.db.$transaction(async (tx) => {
          await announce(tx, ...ids.slice(turn * 25, turn * 25 + 25));
          return tx.$queryRaw<{ n: number }[]>`SELECT ${turn}::int AS n`;
        }),
      ),
    );
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, turn) => turn));
    await expect.poll(() => heard.length).toBe(500);
  });

  it('of somebody else’s making is passed over', async () => {
    await store.db
      .$executeRaw`SELECT pg_notify('tutti_changes', ${JSON.stringify({ topic: 'nothing of ours' })})`;
    await tell(rounds);
    await expect.poll(() => heard).toEqual([rounds]);
  });
});

describe.runIf(testServer)('on a server', () => {
  const open: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const one of open) await one.close();
  });

  it('reaches every process', async () => {
    const other: Store = await openStore({ ...store.place, log: createLog('silent') });
    open.push(other);
    const there: (Change | null)[] = [];
    listenForChanges(other, (change) => void there.push(change));
    await tell(rounds);
    await other.db.$transaction((tx) => announce(tx, people));
    await expect.poll(() => heard).toEqual([rounds, people]);
    await expect.poll(() => there).toEqual([rounds, people]);
  });

  it('that may have been missed while the connection was broken is said, and what comes after is told', async () => {
    const payloads: (string | null)[] = [];
    const connection = { connectionString: store.place.databaseUrl, application_name: 'tutti-ear-test' };
    open.push(
      await listenToServer(connection, {
        onNotice: (payload) => void payloads.push(payload),
        log: createLog('silent'),
      }),
    );
    const client = new pg.Client(connection.connectionString);
    await client.connect();
    const cut = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tutti-ear-test'",
    );
    await client.end();
    expect(cut.rowCount).toBe(1);
    await expect.poll(() => payloads, { timeout: 20_000 }).toEqual([null]);
    await tell(people);
    await expect.poll(() => payloads).toEqual([null, JSON.stringify(people)]);
  });
});

describe('notices in the embedded database’s answers', () => {
  const notice = (payload: string) => {
    const body = Buffer.concat([Buffer.alloc(4), Buffer.from(`tutti_changes\0${payload}\0`)]);
    const head = Buffer.alloc(5);
    head[0] = 0x41;
    head.writeUInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };

  it('are taken out wherever they stand, and the rest stays as it was', () => {
    const rest = failed('x');
    const ready = rest.subarray(-6);
    const error = rest.subarray(0, -6);
    const mixed = Buffer.concat([notice('one'), error, notice('zwei “✓”'), ready, notice('')]);
    expect(takeNotices(mixed)).toEqual({ answer: rest, notices: ['one', 'zwei “✓”', ''] });
    expect(takeNotices(rest)).toEqual({ answer: rest, notices: [] });
    expect(takeNotices(Buffer.alloc(0))).toEqual({ answer: Buffer.alloc(0), notices: [] });
  });
});
