// The other stages of the Dockerfile run as the image does, and `npm ci` installs what the image test takes from this project.
import { describe, expect, it } from '@jest/globals';
import { useImageTree } from '../deploy/image-tree.ts';
import { chooseJail, filesIn } from '../deploy/jail.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';

const jail = chooseJail();
// oxlint-disable-next-line node/no-process-env -- where npm finds its registry depends on the machine
const NPM_ENVIRONMENT = process.env as Record<string, string>;

describe(`the image with the playground, with ${jail.name}`, () => {
  const tree = useImageTree(jail, 'playground', { port: 0, playground: true });

  it('serves it', async () => {
    const child = tree.run([...tree.settings.entrypoint, '--config', tree.config]);
    const page = await fetch(`${await urlOf(child)}/playground`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
    child.signal('SIGTERM');
    expect([await child.exited, child.stderr()]).toEqual([0, '']);
  });
});

describe(`the image of the emulators, with ${jail.name}`, () => {
  const tree = useImageTree(jail, 'emulators', {});

  it('starts them', async () => {
    const child = tree.run([...tree.settings.entrypoint, '--port', '0']);
    await child.says(/Ctrl-C stops/);
    child.signal('SIGTERM');
    expect([await child.exited, child.stderr()]).toEqual([0, '']);
  });
});

describe('npm run image:tree', () => {
  const folder = useFolder();
  const children = useChildren();

  it('lays out the same with the packages of the registry as with those installed', async () => {
    const layOut = async (name: string, ...options: string[]): Promise<readonly string[]> => {
      const command = ['deploy/image/tree.ts', ...options, folder.at(name)];
      const child = children.node(command, NPM_ENVIRONMENT);
      expect(await child.exited).toBe(0);
      return filesIn(folder.at(name)).toSorted();
    };
    expect(await layOut('from-registry')).toEqual(await layOut('installed', '--installed'));
  }, 600_000);
});
