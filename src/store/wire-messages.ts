// The few PostgreSQL protocol messages that src/store/wire.ts writes or recognises itself.

export const encryptionRefused = Buffer.from('N');
export const askPassword = message('R', Buffer.from([0, 0, 0, 3]));

const syncMessage = message('S', Buffer.alloc(0));
const readyMessage = message('Z', Buffer.from('I'));

/** Any client's first message; all of them are the same user of the same database. */
export function startup(): Uint8Array {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return new Uint8Array(Buffer.concat([length, body]));
}

export function query(statement: string): Uint8Array {
  return new Uint8Array(message('Q', Buffer.from(`${statement}\0`)));
}

/** Ends whatever a client has left half done. */
export function syncThenRollback(): Uint8Array {
  return new Uint8Array(Buffer.concat([syncMessage, query('ROLLBACK')]));
}

/** The text of a turn that is one simple query. */
export function queryText(turn: Uint8Array): string | undefined {
  return turn[0] === 0x51 ? Buffer.from(turn.subarray(5, -1)).toString() : undefined;
}

export function done(tag: string): Buffer {
  return Buffer.concat([message('C', Buffer.from(`${tag}\0`)), readyMessage]);
}

export function failed(text: string): Buffer {
  return Buffer.concat([message('E', Buffer.from(`SERROR\0VERROR\0C58000\0M${text}\0\0`)), readyMessage]);
}

/** Takes the notifications out of an answer: they belong to the process, not to the client whose turn it was. */
export function takeNotices(answer: Buffer): { answer: Buffer; notices: string[] } {
  const notices: string[] = [];
  const rest: Buffer[] = [];
  let from = 0;
  let at = 0;
  while (at + 5 <= answer.length) {
    const end = at + 1 + answer.readUInt32BE(at + 1);
    if (answer[at] === 0x41) {
      // Process id, channel, payload: the last two end with a zero.
      const [, payload = ''] = answer.toString('utf8', at + 9, end).split('\0');
      notices.push(payload);
      rest.push(answer.subarray(from, at));
      from = end;
    }
    at = end;
  }
  return notices.length > 0
    ? { answer: Buffer.concat([...rest, answer.subarray(from)]), notices }
    : { answer, notices };
}

/** Whether the server has finished answering: the last message is ReadyForQuery. */
export function endsReady(answer: Buffer): boolean {
  const at = answer.length - 6;
  return at >= 0 && answer[at] === 0x5a && answer.readUInt32BE(at + 1) === 5;
}

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}
