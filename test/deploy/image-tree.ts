// The files of the image, laid out from the Dockerfile without an engine, and processes in them.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import type { Settings } from '../../deploy/image/dockerfile.ts';
import { layOut } from '../../deploy/image/lay-out.ts';
import { ROOT } from '../rules/project.ts';
import { useChildren, type Child } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { opened } from '../support/lifecycle.ts';
import { addBase, filesIn, makeReadOnly, makeWritable, type Jail } from './jail.ts';

/** One stage of the Dockerfile, ready to run. */
export interface ImageTree {
  /** Its own files, without those of the base image. */
  readonly own: readonly string[];
  readonly settings: Settings;
  /** The configuration, as a process in the tree names it. */
  readonly config: string;
  /** Runs a command as the image would, with these variables besides. */
  run(command: readonly string[], variables?: Readonly<Record<string, string>>): Child;
  /** How a process in the tree names one of its files. */
  at(name: string): string;
}

/** The tree of a stage, in front of the emulators, for the `describe` this is called in. */
export function useImageTree(jail: Jail, target: string | undefined, server: object): ImageTree {
  const fleet = opened(startFleet, (it) => it.close());
  const folder = useFolder();
  const children = useChildren();
  return opened(
    async () => {
      const path = folder.at('tree');
      // The packages are those of this project, so that no command is run that needs an environment but `find` and `rm`.
      const environment = { PATH: '/usr/bin:/bin' };
      const settings = layOut({ project: ROOT, installed: true, environment, target }, path);
      const own = filesIn(path);
      addBase(path);
      await mkdir(folder.at('data'));
      await chmod(folder.at('data'), 0o777);
      await chmod(folder.path, 0o755);
      // Where the tree is the root folder, /tmp is the one place to write.
      const store = { directory: jail.isRoot ? '/tmp/data' : folder.at('data') };
      const content = { accounts: seededAccounts(fleet), server, store };
      await writeFile(join(path, 'etc/license-graph.yaml'), stringify(content));
      makeReadOnly(path);
      const at = (name: string): string => join(jail.isRoot ? '/' : path, name);
      const run: ImageTree['run'] = (command, variables = {}) =>
        children.take(jail.start(path, command, { ...settings, env: { ...settings.env, ...variables } }));
      return { own, settings, config: at('etc/license-graph.yaml'), run, at };
    },
    () => makeWritable(folder.at('tree')),
  );
}
