// The files of an embedded database in a directory, written to the disk whenever PostgreSQL asks for it.
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What `NodeFS` hands on to Emscripten, and returns. */
type Initialised = Awaited<ReturnType<NodeFS['init']>>;
type Module = Initialised['emscriptenOpts'];

/** An open file of Emscripten's; directories have no descriptor. */
interface Opened {
  readonly nfd?: number;
  readonly node: object;
}

/** The part of Emscripten's NODEFS that is used here. */
interface NodeFiles {
  readonly stream_ops: { fsync?: (opened: Opened) => number };
  realPath(node: object): string;
  /** Runs it; a failure of the system gets the number that PostgreSQL knows it by. */
  tryFSOperation(work: () => void): void;
}

/**
 * Emscripten's NODEFS does nothing when it is asked to sync a file, but calls `fsync` of its stream operations where there is one.
 * Its `fdatasync` never does: PostgreSQL has to be told to use `fsync` for its log.
 */
export class SyncedFiles extends NodeFS {
  readonly #sync: (opened: number) => void;

  /** `sync` writes an open file to the disk. */
  constructor(directory: string, sync: (opened: number) => void = fsyncSync) {
    super(directory);
    this.#sync = sync;
  }

  override async init(pglite: PGlite, options: Module): Promise<Initialised> {
    const { emscriptenOpts } = await super.init(pglite, options);
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...(emscriptenOpts.preRun ?? []),
          (module) => {
            // PGlite's types refer to a package of types that it does not bring along.
            const files = (module as unknown as { readonly NODEFS: NodeFiles }).NODEFS;
            files.stream_ops.fsync = ({ nfd, node }) => {
              files.tryFSOperation(() => {
                if (nfd === undefined) syncPath(files.realPath(node), this.#sync);
                else this.#sync(nfd);
              });
              return 0;
            };
          },
        ],
      },
    };
  }
}

/** Start parameters with which PostgreSQL asks for it: its log before a commit is acknowledged, all else before the log is given up. */
export const SYNCED = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];

/** Writes a folder and all that is in it to the disk. */
export function syncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncFolder(path);
    else syncPath(path);
  }
  syncPath(folder);
}

/** Writes a file, or the names in a folder, to the disk. */
export function syncPath(path: string, sync: (opened: number) => void = fsyncSync): void {
  const opened = openSync(path, 'r');
  try {
    sync(opened);
  } finally {
    closeSync(opened);
  }
}
