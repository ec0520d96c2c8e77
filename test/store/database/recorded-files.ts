// The files of an embedded database that remember what was written and what was synced, so that a power cut can be acted out.
import type { PGlite } from '@electric-sql/pglite';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SyncedFiles } from '../../../src/store/database/embedded/synced-files.ts';
import { present } from '../../support/assertions.ts';
import type { Random } from '../../support/random.ts';

/** What was done to the files. `file` is a number that a file keeps when it is renamed; paths begin at the database's directory. */
type Step =
  | { readonly what: 'write'; readonly file: number; readonly at: number; readonly bytes: Buffer }
  /** Of a folder when `file` is null. */
  | { readonly what: 'sync'; readonly file: number | null }
  | { readonly what: 'size'; readonly file: number; readonly size: number }
  | NameStep;

type NameStep =
  | { readonly what: 'make'; readonly file: number; readonly path: string }
  | { readonly what: 'folder'; readonly path: string }
  | { readonly what: 'rename'; readonly from: string; readonly to: string }
  | { readonly what: 'remove'; readonly path: string };

/** Files by their paths, and their contents. */
interface Disk {
  readonly folders: Set<string>;
  readonly names: Map<string, number>;
  readonly contents: Map<number, Buffer>;
}

/** A disk writes none or all of these bytes. */
const SECTOR = 512;

/** The bits of a mode that say what a node is, and what they say of a folder. */
const [KIND, FOLDER] = [0o170_000, 0o040_000];

interface Opened {
  readonly node: object;
}

/** The operations of Emscripten's NODEFS that change anything. */
interface NodeFiles {
  realPath(node: object): string;
  readonly stream_ops: {
    fsync(opened: Opened): number;
    write(opened: Opened, from: Int8Array, offset: number, length: number, at: number): number;
    setattr(opened: Opened, attributes: { readonly size?: number }): void;
  };
  readonly node_ops: {
    mknod(parent: object, name: string, mode: number, device: number): object;
    rename(node: object, folder: object, name: string): void;
    unlink(parent: object, name: string): void;
    rmdir(parent: object, name: string): void;
    setattr(node: object, attributes: { readonly size?: number }): void;
  };
}

type Initialised = Awaited<ReturnType<SyncedFiles['init']>>;

/** What is there when it is made counts as synced. */
export class RecordedFiles extends SyncedFiles {
  readonly steps: Step[] = [];
  readonly #before: Disk;
  readonly #names: Map<string, number>;
  #made: number;
  #synced = false;

  constructor(directory: string) {
    super(directory, () => (this.#synced = true));
    this.#before = diskOf(directory);
    this.#names = new Map(this.#before.names);
    this.#made = this.#names.size;
  }

  override async init(pglite: PGlite, options: Initialised['emscriptenOpts']): Promise<Initialised> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const record = (module: unknown): void => {
      // As synced-files.ts has it.
      const files = (module as { readonly NODEFS: NodeFiles }).NODEFS;
      this.#recordContents(files);
      this.#recordNames(files);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), record] } };
  }

  /** Makes a directory as a disk may have it whose power was cut after so many steps. */
  cutAfter(count: number, random: Random, directory: string): void {
    const steps = this.steps.slice(0, count);
    const lastSync = steps.findLastIndex(({ what }) => what === 'sync');
    const disk = {
      folders: new Set(this.#before.folders),
      names: new Map(this.#before.names),
      contents: new Map([...this.#before.contents].map(([file, bytes]) => [file, Buffer.from(bytes)])),
    };
    // File systems with a journal (ext4, xfs) keep names and sizes in order, and each sync writes the journal up to there.
    const journaled = random.whole(lastSync + 1, count);
    // Contents are written in any order: what was not synced is there, is not, or is there by sectors.
    const synced = new Map<number, number>();
    for (const [index, step] of steps.entries())
      if (step.what === 'sync' && step.file !== null) synced.set(step.file, index);
    const share = random.pick([0, 0.5, 1]);
    for (const [index, step] of steps.entries()) {
      if (step.what === 'write')
        write(disk, step, index < (synced.get(step.file) ?? -1) ? () => true : () => random.chance(share));
      else if (step.what !== 'sync' && index < journaled) change(disk, step);
    }
    lay(disk, directory);
  }

  #recordContents({ realPath, stream_ops: streams, node_ops: nodes }: NodeFiles): void {
    const { fsync, write: writes, setattr } = streams;
    const fileOf = (node: object): number | undefined => this.#names.get(this.#path(realPath(node)));
    streams.fsync = (opened) => {
      this.#synced = false;
      const done = fsync(opened);
      if (this.#synced) this.steps.push({ what: 'sync', file: fileOf(opened.node) ?? null });
      return done;
    };
    streams.write = (opened, from, offset, length, at) => {
      const count = writes(opened, from, offset, length, at);
      const bytes = Buffer.from(from.slice(offset, offset + count));
      this.steps.push({ what: 'write', file: present(fileOf(opened.node)), at, bytes });
      return count;
    };
    const resized = (node: object, size: number | undefined): void => {
      if (size !== undefined) this.steps.push({ what: 'size', file: present(fileOf(node)), size });
    };
    streams.setattr = (opened, attributes) => {
      setattr(opened, attributes);
      resized(opened.node, attributes.size);
    };
    const { setattr: setOfNode } = nodes;
    nodes.setattr = (node, attributes) => {
      setOfNode(node, attributes);
      resized(node, attributes.size);
    };
  }

  #recordNames({ realPath, node_ops: nodes }: NodeFiles): void {
    const { mknod, rename, unlink, rmdir } = nodes;
    nodes.mknod = (parent, name, mode, device) => {
      const made = mknod(parent, name, mode, device);
      const path = this.#path(join(realPath(parent), name));
      if ((mode & KIND) === FOLDER) this.#named({ what: 'folder', path });
      else this.#named({ what: 'make', file: (this.#made += 1), path });
      return made;
    };
    nodes.rename = (node, folder, name) => {
      const from = this.#path(realPath(node));
      rename(node, folder, name);
      this.#named({ what: 'rename', from, to: this.#path(join(realPath(folder), name)) });
    };
    nodes.unlink = (parent, name) => {
      unlink(parent, name);
      this.#named({ what: 'remove', path: this.#path(join(realPath(parent), name)) });
    };
    nodes.rmdir = (parent, name) => {
      rmdir(parent, name);
      this.#named({ what: 'remove', path: this.#path(join(realPath(parent), name)) });
    };
  }

  #named(step: NameStep): void {
    this.steps.push(step);
    name(this.#names, step);
  }

  #path(path: string): string {
    return relative(this.rootDir, path);
  }
}

function diskOf(directory: string): Disk {
  const disk: Disk = { folders: new Set(), names: new Map(), contents: new Map() };
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const below = relative(directory, path);
    if (entry.isDirectory()) {
      disk.folders.add(below);
      continue;
    }
    const file = disk.names.size + 1;
    disk.names.set(below, file);
    disk.contents.set(file, readFileSync(path));
  }
  return disk;
}

function name(names: Map<string, number>, step: NameStep): void {
  if (step.what === 'make') names.set(step.path, step.file);
  else if (step.what === 'remove') names.delete(step.path);
  else if (step.what === 'rename') {
    names.set(step.to, present(names.get(step.from)));
    names.delete(step.from);
  }
}

function change(disk: Disk, step: Exclude<Step, { readonly what: 'write' | 'sync' }>): void {
  if (step.what === 'size') {
    disk.contents.set(step.file, atLeast(disk.contents.get(step.file), step.size).subarray(0, step.size));
    return;
  }
  name(disk.names, step);
  if (step.what === 'folder') disk.folders.add(step.path);
  if (step.what === 'remove') disk.folders.delete(step.path);
}

function write(
  { contents }: Disk,
  { file, at, bytes }: Extract<Step, { readonly what: 'write' }>,
  arrives: () => boolean,
): void {
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
    if (arrives()) {
      const grown = atLeast(contents.get(file), at + to);
      bytes.copy(grown, at + from, from, to);
      contents.set(file, grown);
    }
    from = to;
  }
}

function atLeast(bytes: Buffer = Buffer.alloc(0), size: number): Buffer {
  if (bytes.length >= size) return bytes;
  const grown = Buffer.alloc(size);
  bytes.copy(grown);
  return grown;
}

function lay({ folders, names, contents }: Disk, directory: string): void {
  mkdirSync(directory, { mode: 0o700 });
  for (const folder of [...folders].toSorted()) mkdirSync(join(directory, folder), { recursive: true });
  for (const [path, file] of names)
    writeFileSync(join(directory, path), contents.get(file) ?? '', { mode: 0o600 });
}
