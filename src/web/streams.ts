import type { Request, Response } from 'express';
import { ApiError } from '../api/fault.ts';
import type { Change } from '../changes.ts';
import type { Log } from '../log.ts';
import type { Doors, Entered } from './enter.ts';
import { STREAMS } from './limits.ts';

/** Keeps proxies from closing a quiet stream, and finds those whose session has ended. */
const HEARTBEAT_MS = 25_000;

/** Changes of one kind within this time are told once: a rush of answers makes a page read again a few times, not hundreds. */
const GATHERED_MS = 100;

/** A reader who takes nothing for so long is let go; they connect again and read everything anew. */
const MOST_WAITING_BYTES = 64 * 1024;

/** As little as possible for each open page: a thousand are nothing special. */
type Stream = { readonly response: Response; readonly personId: string; readonly id: string };

export type Streams = {
  /** Answers GET /api/events: a stream of what changed for this reader, until they leave or may no longer listen. */
  open(request: Request, response: Response, who: Entered): void;
  /** Looks whether everyone may still listen, and says a word that keeps the connection alive. */
  beat(): Promise<void>;
  stop(): void;
};

/** Server-sent events: which of what a page shows is to be read again. They carry no content. */
export function createStreams(options: {
  readonly listen: (listener: (change: Change | null) => void) => void;
  readonly stillHolding: Doors['stillHolding'];
  readonly log: Log;
}): Streams {
  const { stillHolding, log } = options;
  const byWorkspace = new Map<string, Set<Stream>>();
  const gathered = new Map<string, Change>();
  let stopped = false;

  const all = () => [...byWorkspace.values()].flatMap((streams) => [...streams]);
  const ofPerson = (workspaceId: string, personId: string) =>
    [...(byWorkspace.get(workspaceId) ?? [])].filter((stream) => stream.personId === personId);

  function say(stream: Stream, text: string): void {
    if (stream.response.writableLength > MOST_WAITING_BYTES) stream.response.destroy();
    else stream.response.write(text);
  }

  /** Ends those whose session or token no longer holds. */
  async function dismiss(streams: readonly Stream[]): Promise<void> {
    if (streams.length === 0) return;
    try {
      const holding = await stillHolding([...new Set(streams.map(({ id }) => id))]);
      for (const { id, response } of streams) if (!holding.has(id)) response.end();
    } catch (error) {
      // The database is away for a moment: the next beat looks again.
      log.error('web.streams_unchecked', error);
    }
  }

  function tell({ workspaceId, topic, personId }: Change): void {
    const text = `event: change\ndata: {"topic":"${topic}"}\n\n`;
    const readers = personId === undefined ? byWorkspace.get(workspaceId) : ofPerson(workspaceId, personId);
    for (const stream of readers ?? []) say(stream, text);
    // What changes for one person's own access is told so: a session, a link or a token has ended.
    if (topic === 'people' && personId !== undefined) void dismiss(ofPerson(workspaceId, personId));
  }

  options.listen((change) => {
    if (change === null) {
      for (const stream of all()) say(stream, REFRESH);
      return;
    }
    if (!byWorkspace.has(change.workspaceId)) return;
    const key = `${change.workspaceId} ${change.topic} ${change.personId ?? ''}`;
    if (gathered.has(key)) return;
    gathered.set(key, change);
    setTimeout(() => {
      gathered.delete(key);
      tell(change);
    }, GATHERED_MS).unref();
  });

  async function beat(): Promise<void> {
    const streams = all();
    for (const stream of streams) say(stream, ': still here\n\n');
    await dismiss(streams);
  }
  const heart = setInterval(() => void beat(), HEARTBEAT_MS);
  heart.unref();

  return {
    open(request, response, { actor, id }) {
      const { workspaceId, personId } = actor;
      if (ofPerson(workspaceId, personId).length >= STREAMS) {
        throw new ApiError(
          429,
          'too_many_streams',
          `This page is open ${STREAMS} times already. Close some of them, then load this one again.`,
        );
      }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        // Proxies such as nginx would gather it.
        'x-accel-buffering': 'no',
      });
      if (request.method === 'HEAD' || stopped) return void response.end();
      request.socket.setNoDelay(true);
      const stream: Stream = { response, personId, id };
      const streams = byWorkspace.get(workspaceId) ?? new Set();
      byWorkspace.set(workspaceId, streams.add(stream));
      response.once('close', () => {
        streams.delete(stream);
        if (streams.size === 0 && byWorkspace.get(workspaceId) === streams) byWorkspace.delete(workspaceId);
      });
      response.write(`retry: 2000\n\n${REFRESH}`);
    },
    beat,
    stop() {
      stopped = true;
      clearInterval(heart);
      for (const { response } of all()) response.end();
    },
  };
}

/** Read everything again: the stream has just begun, or something may have been missed. */
const REFRESH = 'event: refresh\ndata: {}\n\n';
