// PGlite starts PostgreSQL with fsync off and gives its files no way to reach the disk. This file adds both: it is
// the whole of what stands between an acknowledged answer and a power cut. It leans on a part of Emscripten that
// PGlite does not promise, so tests/store/durability.test.ts counts the calls.
import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Stream = { nfd?: number };
type Emscripten = {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } } } };
};
type Init = NodeFS['init'];

/** PostgreSQL's parameters. Durable means PGlite's own less -F, which turns fsync off. */
export function startParams(durable: boolean): string[] {
  const own = PGlite.defaultStartParams.filter((parameter) => !(durable && parameter === '-F'));
  const settings = [
    // The other sync methods never reach the hook below.
    ...(durable ? ['fsync=on', 'wal_sync_method=fsync', 'full_page_writes=on'] : []),
    // A quarter of the default: the data is small, the system caches files too, and a start is twice as fast.
    'shared_buffers=32MB',
    // How much of the log is kept for reuse.
    'min_wal_size=32MB',
    'max_wal_size=128MB',
  ];
  return [...own, ...settings.flatMap((setting) => ['-c', setting])];
}

/** Files that PostgreSQL can flush to the disk. `failed` must end the process: a lost flush cannot be repeated. */
export class DurableFS extends NodeFS {
  /** How often PostgreSQL has flushed a file or a folder. */
  flushes = 0;
  readonly #failed: (error: unknown) => void;

  constructor(folder: string, failed: (error: unknown) => void) {
    super(folder);
    this.#failed = failed;
  }

  override async init(...[db, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(db, options);
    const flush = (stream: Stream): number => {
      try {
        if (stream.nfd !== undefined) fsyncSync(stream.nfd);
        this.flushes += 1;
        return 0;
      } catch (error) {
        this.#failed(error);
        throw error;
      }
    };
    const hook = (module: unknown) => {
      (module as Emscripten).FS.filesystems.NODEFS.stream_ops.fsync = flush;
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } };
  }
}
