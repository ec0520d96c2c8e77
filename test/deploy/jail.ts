// Runs the files of the image where nothing else can be read and nothing written: as far as this machine lets a test do it.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../deploy/image/dockerfile.ts';

/** User and group of the image. */
const USER = 65_532;
/** Where Node is in distroless images. */
const NODE = '/nodejs/bin/node';

/** What a running Node tells of the libraries it has loaded. */
const Loaded = z.object({ sharedObjects: z.array(z.string()) });

/** A way to confine a process to a tree. */
export interface Jail {
  /** What this way does, for the name of a test. */
  readonly name: string;
  /** Whether the tree is the root folder of its processes, and so read-only whatever their rights are. */
  readonly isRoot: boolean;
  /** Starts a command as the image starts its own: in its folder, with its environment and no other. */
  start(tree: string, command: readonly string[], image: Settings): ChildProcessWithoutNullStreams;
}

/** The best way there is on this machine. */
export function chooseJail(): Jail {
  const isSuper = process.getuid?.() === 0;
  const may = (flags: readonly string[]): boolean =>
    spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0;
  if (isSuper && may(['--mount'])) {
    const user = [`--setgid=${USER}`, `--setuid=${USER}`];
    return inNamespace('a read-only root of its own, as user 65532', ['--mount'], user);
  }
  const flags = ['--user', '--map-root-user', '--mount'];
  if (may(flags)) return inNamespace('a read-only root of its own, in a user namespace', flags, []);
  if (isSuper) return beside('the files of another user, as user 65532', { uid: USER, gid: USER });
  return beside('files that this user may not write', {});
}

/** Makes the tree a mount of its own that is read-only, with room to write in /tmp. Every step replaces the process. */
const CONFINE = `set -e
tree=$1; shift
mount --bind "$tree" "$tree"
mount -o remount,bind,ro,nosuid,nodev "$tree"
mount -t tmpfs -o mode=1777 tmpfs "$tree/tmp"
exec env -i "$@"`;

function inNamespace(name: string, flags: readonly string[], user: readonly string[]): Jail {
  const unshare = spawnSync('sh', ['-c', 'command -v unshare'], { encoding: 'utf8' }).stdout.trim();
  return {
    name,
    isRoot: true,
    start(tree, command, { env, workdir }) {
      const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
      const enter = [unshare, `--root=${tree}`, `--wd=${workdir}`, ...user, '--', ...command];
      return spawn(unshare, [...flags, 'sh', '-c', CONFINE, 'sh', tree, ...variables, ...enter]);
    },
  };
}

/** Without a namespace: what is around the tree can be seen. */
function beside(name: string, as: { readonly uid?: number; readonly gid?: number }): Jail {
  return {
    name,
    isRoot: false,
    start(tree, [program = '', ...rest], { env, workdir }) {
      const PATH = join(tree, dirname(NODE));
      return spawn(join(PATH, program), rest, { ...as, cwd: join(tree, workdir), env: { ...env, PATH } });
    },
  };
}

/** What the base image brings: Node, the libraries it is linked to, and folders. */
export function addBase(tree: string): void {
  for (const folder of ['tmp', 'etc']) mkdirSync(join(tree, folder), { recursive: true });
  const { sharedObjects } = Loaded.parse(process.report.getReport());
  for (const path of sharedObjects.filter((one) => one.startsWith('/'))) copyTo(join(tree, path), path);
  copyTo(join(tree, NODE), process.execPath);
}

function copyTo(place: string, source: string): void {
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(source, place);
}

/** Takes the right to write from everybody, in the whole tree, and gives all the right to read. */
export function makeReadOnly(tree: string): void {
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const isProgram = entry.name === 'node' || entry.name.includes('.so');
    chmodSync(join(entry.parentPath, entry.name), isProgram ? 0o555 : 0o444);
  }
  for (const folder of foldersIn(tree)) chmodSync(folder, 0o555);
}

/** So that it can be deleted. */
export function makeWritable(tree: string): void {
  for (const folder of foldersIn(tree)) chmodSync(folder, 0o755);
}

function foldersIn(tree: string): readonly string[] {
  const inside = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  return [tree, ...inside.map(({ parentPath, name }) => join(parentPath, name))];
}

/** Every file of the tree, by its name in it. */
export function filesIn(tree: string): readonly string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)));
}
