/**
 * Cuts the byte stream of a PostgreSQL client into turns: everything up to and including the message after which
 * the server answers ReadyForQuery (Query, Sync, FunctionCall), or a Flush, which asks for the answers so far.
 */
export type Turn =
  | { kind: 'secure' } // SSLRequest or GSSENCRequest: asks for encryption, which a private socket does not need
  | { kind: 'cancel' }
  | { kind: 'startup' }
  | { kind: 'password'; password: string }
  | { kind: 'work'; bytes: Uint8Array; complete: boolean }
  | { kind: 'end' };

const protocol3 = 196_608;
const cancelRequest = 80_877_102;
const encryptionRequests = [80_877_103, 80_877_104];

/** A statement may carry a long text, but nothing in Tutti comes near this; more is a stray client. */
const longestMessage = 256 * 1024 * 1024;

export function turnReader(): (chunk: Buffer) => Turn[] {
  let chunks: Buffer[] = [];
  let held = 0;
  let needed = 8;
  let greeted = false;
  let turn: Buffer[] = [];

  function next(buffer: Buffer, at: number): { turn?: Turn; length: number } | undefined {
    const header = greeted ? 1 : 0;
    if (buffer.length - at < header + 4) return undefined;
    const length = header + buffer.readUInt32BE(at + header);
    if (length < header + 4 || length > longestMessage) throw new Error('malformed message');
    if (buffer.length - at < length) {
      needed = length;
      return undefined;
    }
    const message = buffer.subarray(at, at + length);
    const read = greeted ? typed(message) : untyped(message);
    return read ? { turn: read, length } : { length };
  }

  function untyped(message: Buffer): Turn {
    const code = message.length >= 8 ? message.readInt32BE(4) : 0;
    if (encryptionRequests.includes(code)) return { kind: 'secure' };
    if (code === cancelRequest) return { kind: 'cancel' };
    if (code !== protocol3) throw new Error('malformed message');
    greeted = true;
    return { kind: 'startup' };
  }

  function typed(message: Buffer): Turn | undefined {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') return { kind: 'end' };
    if (type === 'p') return { kind: 'password', password: message.toString('utf8', 5, message.length - 1) };
    turn.push(message);
    if (!'QSFH'.includes(type)) return undefined;
    const bytes = new Uint8Array(Buffer.concat(turn));
    turn = [];
    return { kind: 'work', bytes, complete: type !== 'H' };
  }

  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < needed) return [];
    const buffer = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    needed = 0;
    let at = 0;
    const turns: Turn[] = [];
    for (let read = next(buffer, at); read; read = next(buffer, at)) {
      if (read.turn) turns.push(read.turn);
      at += read.length;
    }
    const rest = buffer.subarray(at);
    chunks = rest.length > 0 ? [rest] : [];
    held = rest.length;
    return turns;
  };
}
