import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Store } from '../../src/store/index.ts';
import { connect } from '../../src/store/server.ts';
import { openFolder, openServer, type StorePlace } from '../../src/store/source.ts';

const words = 'Ünïcode, "quotes", back\\slash, tab\t, new\nline, 🎻, {braces}';

/** At least one row in every table, with what is hard to carry over, and jobs in the queue. */
export async function fillEveryTable({ db, connection }: Store): Promise<void> {
  const now = new Date('2026-03-29T01:30:00.123Z');
  const day = new Date('2026-03-29');
  const workspace = await db.workspace.create({
    data: { name: 'Acme', zone: 'Europe/Berlin', createdAt: now },
  });
  const workspaceId = workspace.id;
  const of = { workspaceId };
  await db.installation.create({
    data: { ...of, platform: 'slack', externalId: 'T1', name: words, sealed: Buffer.from([0, 1, 92, 255]) },
  });
  const parent = await db.department.create({ data: { ...of, name: 'Sales' } });
  const department = await db.department.create({ data: { ...of, name: words, parentId: parent.id } });
  const person = await db.person.create({ data: { ...of, name: words, departmentId: department.id } });
  const personId = person.id;
  await db.department.update({ where: { id: parent.id }, data: { leadId: personId } });
  await db.identity.create({ data: { ...of, personId, platform: 'slack', externalId: 'U1' } });
  await db.absence.create({ data: { personId, from: day, to: day } });
  const standup = await db.standup.create({
    data: {
      ...of,
      name: words,
      questions: [{ id: 'q', text: words, nothing: null }],
      days: [1, 5],
      times: ['09:00', words],
      startsOn: day,
      platform: 'slack',
    },
  });
  await db.standupMember.create({ data: { standupId: standup.id, personId, part: 'member' } });
  const occurrence = await db.occurrence.create({
    data: { standupId: standup.id, localDate: day, slot: -1, questions: [], opensAt: now, closesAt: now },
  });
  await db.entry.create({
    data: {
      occurrenceId: occurrence.id,
      personId,
      promptAt: now,
      closesAt: now,
      answers: { q: words, n: 1e21 },
    },
  });
  await db.delivery.createMany({
    data: Array.from({ length: 1_234 }, (_, n) => ({
      ...of,
      platform: 'slack' as const,
      key: `key ${n}`,
      toKind: 'person',
      toId: 'U1',
      dueAt: now,
      view: { text: words.repeat(n % 7) },
    })),
  });
  await fillPage(db, { workspaceId, personId, departmentId: department.id, now, day });
  await fillQueue(connection);
}

async function fillPage(
  db: Store['db'],
  at: { workspaceId: string; personId: string; departmentId: string; now: Date; day: Date },
): Promise<void> {
  const { workspaceId, personId, departmentId, now, day } = at;
  const hash = (byte: number) => new Uint8Array(32).fill(byte);
  await db.holiday.create({ data: { workspaceId, date: day, name: words } });
  await db.channel.create({
    data: { workspaceId, platform: 'teams', externalId: '19:a', name: words, reference: { words } },
  });
  const message = { workspaceId, toKind: 'person', toId: personId, view: { text: words }, sentAt: now };
  const top = await db.inboxMessage.create({ data: { ...message, key: 'top' } });
  await db.inboxMessage.create({ data: { ...message, key: 'reply', threadId: top.id } });
  const link = await db.signInLink.create({
    data: { personId, kind: 'personal', hash: hash(0), createdAt: now },
  });
  const session = { personId, device: words, createdAt: now, seenAt: now, expiresAt: now };
  await db.session.create({ data: { ...session, hash: hash(1), linkId: link.id } });
  await db.accessToken.create({
    data: { personId, name: words, hash: hash(255), scopes: ['read', words], createdAt: now, expiresAt: now },
  });
  await db.submission.create({ data: { personId, key: 'once', reply: { words }, createdAt: now } });
  const issue = await db.issue.create({
    data: {
      workspaceId,
      kind: 'blocker',
      title: words,
      fromPersonId: personId,
      onDepartmentId: departmentId,
      wishedFor: day,
      createdAt: now,
      changedAt: now,
    },
  });
  await db.issueEvent.create({
    data: { issueId: issue.id, kind: 'raised', at: now, personId, data: { words } },
  });
}

async function fillQueue(connection: pg.PoolConfig): Promise<void> {
  const boss = new PgBoss({ ...connection, schema: 'pgboss', supervise: false, schedule: false } as object);
  await boss.start();
  await boss.createQueue('remind', { policy: 'stately', retryLimit: 3 });
  await boss.send('remind', { person: 'Ada' }, { singletonKey: 'Ada' });
  await boss.schedule('remind', '0 7 * * *', { words }, { tz: 'Europe/Berlin' });
  await boss.createQueue('done');
  await boss.send('done', {});
  for (const job of await boss.fetch('done')) await boss.complete('done', job.id);
  await boss.stop({ graceful: false });
}

/** What an installation knows about itself, and a backup leaves out: see src/store/tables.ts. */
const leftOut = ['bam', 'instance', 'queue_stats', 'version', 'warning'].map((name) => `pgboss.${name}`);

export type AllRows = { [table: string]: string[] };

/** Every row of every table as text, sorted, by a way of reading that the backup does not use. */
export async function allRows(client: pg.ClientBase): Promise<AllRows> {
  const { rows: tables } = await client.query(
    `SELECT table_schema || '.' || table_name AS key, format('%I.%I', table_schema, table_name) AS name
     FROM information_schema.tables t JOIN pg_class c ON c.oid = format('%I.%I', table_schema, table_name)::regclass
     WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE' AND NOT c.relispartition
     ORDER BY table_schema DESC, array_position(ARRAY['queue', 'schedule', 'subscription', 'job'], table_name::text), 1`,
  );
  await client.query("SET TimeZone = 'UTC'");
  const found: AllRows = {};
  for (const { key, name } of tables) {
    if (leftOut.includes(key)) continue;
    const { rows } = await client.query(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
    found[key] = rows.map(({ row }) => row);
  }
  return found;
}

/** How the tables, their columns, indexes, constraints and types are defined. */
export async function definitions(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query(`
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || udt_name || ' ' || is_nullable || ' '
           || coalesce(column_default, '') || ' ' || coalesce(datetime_precision::text, '') AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT enumtypid::regtype || ' ' || enumlabel || ' ' || rank() OVER (PARTITION BY enumtypid ORDER BY enumsortorder)
      FROM pg_enum JOIN pg_type t ON t.oid = enumtypid WHERE typnamespace = 'public'::regnamespace
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}

/** Runs something on a database of a test, over the connection given when a bot runs on it. */
export async function onDatabase<T>(
  place: StorePlace,
  work: (client: pg.Client, connection: pg.PoolConfig) => Promise<T>,
  running?: pg.PoolConfig,
): Promise<T> {
  if (running) {
    const client = await connect(running);
    return work(client, running).finally(() => client.end());
  }
  const database = place.databaseUrl ? await openServer(place.databaseUrl) : await openFolder(place.dataDir);
  return work(database.client, database.connection).finally(database.close);
}
