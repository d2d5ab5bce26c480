// Serves one PGlite to many PostgreSQL clients. pglite-socket does the same, but hands PGlite one protocol message
// at a time, so that the Parse of one client can fall between the Parse and the Bind of another, which then runs the
// wrong statement (seen with 0.2.17 whenever two clients wait for a third one's COMMIT); and one failed message stops
// it for good. Here a client's turn, from its first message to its Sync, runs whole, and a client in a transaction
// keeps the database until the transaction ends.
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { type Turn, turnReader } from './frames.ts';
import * as messages from './wire-messages.ts';

type Session = { socket: Socket; admitted: boolean; gone: boolean };
type Waiting = { session: Session; work: Extract<Turn, { kind: 'work' }> };

export type WireOptions = {
  db: PGlite;
  listen: { path: string } | { host: string; port: number };
  /** Asked of every client where the socket is not protected by the folder it lies in. */
  password?: string | undefined;
  /** Copies the database's files while no statement runs. */
  snapshot(folder: string): void;
  /** What a committed transaction notified of: see src/changes.ts. */
  onNotice?(payload: string): void;
  /** PGlite stopped following the protocol: what it holds in memory can no longer be trusted. */
  onBroken(reason: string): void;
};

export type Wire = { port: number | undefined; close(): Promise<void> };

/** A statement of our own, by which a second process asks for a copy of the database's files. */
export const snapshotStatement = 'TUTTI SNAPSHOT ';

/** The channel on which transactions tell what they changed. */
export const CHANNEL = 'tutti_changes';

const sliceMs = 5;

/** Listens, and resolves when clients can connect. */
export async function serveWire(options: WireOptions): Promise<Wire> {
  const { db, listen, password, snapshot, onBroken, onNotice } = options;
  const greeting = await run(messages.startup());
  if (onNotice) await run(messages.query(`LISTEN ${CHANNEL}`));
  const sessions = new Set<Session>();
  let line: Waiting[] = [];
  let owner: Session | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  async function run(turn: Uint8Array): Promise<Buffer> {
    const answer: Buffer[] = [];
    const onRawData = (data: Uint8Array) => answer.push(Buffer.from(data));
    await db.execProtocolRawStream(turn, { syncToFs: false, onRawData });
    return Buffer.concat(answer);
  }

  function wake(): void {
    running ??= work()
      .catch((error: unknown) => onBroken(error instanceof Error ? error.name : 'unknown'))
      .finally(() => {
        running = undefined;
      });
  }

  /** Runs what waits, first come first served, and lets the event loop turn every few milliseconds. */
  async function work(): Promise<void> {
    let sliceEnds = performance.now() + sliceMs;
    while (!closed) {
      if (owner?.gone) await rollBack();
      const next = nextInLine();
      if (!next) break;
      await serve(next);
      if (performance.now() < sliceEnds) continue;
      await new Promise(setImmediate);
      sliceEnds = performance.now() + sliceMs;
    }
  }

  function nextInLine(): Waiting | undefined {
    if (!owner) return line.shift();
    const at = line.findIndex(({ session }) => session === owner);
    return at < 0 ? undefined : line.splice(at, 1)[0];
  }

  async function serve({ session, work }: Waiting): Promise<void> {
    const given = (owner ? undefined : ownStatement(work.bytes)) ?? (await run(work.bytes));
    const { answer, notices } = messages.takeNotices(given);
    for (const notice of notices) onNotice?.(notice);
    if (work.complete && !messages.endsReady(answer)) return onBroken('no ReadyForQuery');
    owner = !work.complete || db.isInTransaction() ? session : undefined;
    if (!session.gone) session.socket.write(answer);
  }

  function ownStatement(turn: Uint8Array): Buffer | undefined {
    const text = messages.queryText(turn);
    if (!text?.startsWith(snapshotStatement)) return undefined;
    try {
      snapshot(text.slice(snapshotStatement.length));
      return messages.done('SNAPSHOT');
    } catch (error) {
      return messages.failed(error instanceof Error ? error.message : 'the copy failed');
    }
  }

  /** A client that left in the middle of a transaction takes nothing with it. */
  async function rollBack(): Promise<void> {
    await run(messages.syncThenRollback());
    owner = undefined;
  }

  function take(session: Session, turn: Turn): void {
    const { socket } = session;
    if (turn.kind === 'secure') socket.write(messages.encryptionRefused);
    else if (turn.kind === 'cancel' || turn.kind === 'end') socket.end();
    else if (turn.kind === 'startup' && password !== undefined) socket.write(messages.askPassword);
    else if (turn.kind === 'startup') admit(session);
    else if (turn.kind === 'password' && turn.password === password) admit(session);
    else if (turn.kind === 'password' || !session.admitted) socket.destroy();
    else {
      line.push({ session, work: turn });
      wake();
    }
  }

  function admit(session: Session): void {
    session.admitted = true;
    session.socket.write(greeting);
  }

  function accept(socket: Socket): void {
    const session: Session = { socket, admitted: false, gone: false };
    const read = turnReader();
    sessions.add(session);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      try {
        for (const turn of read(chunk)) take(session, turn);
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sessions.delete(session);
      session.gone = true;
      line = line.filter((waiting) => waiting.session !== session);
      wake();
    });
  }

  const server = createServer(accept);
  await listening(server, listen);
  const address = server.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    close: async () => {
      closed = true;
      await running;
      for (const { socket } of sessions) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      if (owner) await rollBack();
      await run(messages.query('CHECKPOINT'));
    },
  };
}

function listening(server: Server, where: WireOptions['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
