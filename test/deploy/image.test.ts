// The image runs: its files, with an empty environment, by another user, and with nothing that could be written.
import { describe, expect, it } from '@jest/globals';
import { until } from '../support/assertions.ts';
import { urlOf } from '../support/child-process.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { freePort } from '../support/ports.ts';
import { useImageTree } from './image-tree.ts';
import { chooseJail } from './jail.ts';

/** Tries to write in each place; what came of it. */
const WRITE = `const { writeFileSync } = require('node:fs');
const tried = JSON.parse(process.argv[1]).map((place) => {
  try { writeFileSync(place, ''); return 'written'; } catch ({ code }) { return code; }
});
console.log(JSON.stringify(tried));`;

/** Programs that install or run something, what is for development, and where npm writes the names of registries. */
const UNWANTED = /\/(?:npm|npx|sh|bash|node)$|\/\.bin\/|\.(?:map|d\.[cm]?ts)$|\/\.package-lock\.json$/;
const jail = chooseJail();

describe(`the files of the image, with ${jail.name}`, () => {
  const free = opened(
    async () => ({ port: await freePort() }),
    () => undefined,
  );
  const tree = useImageTree(jail, undefined, { port: 0 });
  /** What the engine would run in the container, as its exit code. */
  const healthCheck = (): Promise<number | null> =>
    tree.run(tree.settings.healthCheck ?? [], { PORT: String(free.port) }).exited;

  it('are the program and its packages', () => {
    const { own, settings } = tree;
    const main = ['package.json', 'src/main.ts', 'schema/schema.graphql', 'node_modules/fastify/fastify.js'];
    expect(own).toEqual(expect.arrayContaining(main.map((file) => `app/${file}`)));
    const tops = new Set(own.map((file) => file.split('/').slice(0, 2).join('/')));
    expect([...tops].sort()).toEqual(['app/node_modules', 'app/package.json', 'app/schema', 'app/src']);
    expect(own.filter((file) => UNWANTED.test(file))).toEqual([]);
    expect(own.filter((file) => /node_modules\/(?:ruru|jest|typescript)\//.test(file))).toEqual([]);
    expect(settings).toMatchObject({ user: '65532:65532', ports: ['4000', '9464'] });
    expect(settings.env).toEqual({ NODE_ENV: 'production', PATH: expect.any(String) });
  });

  it('run, answer, and end with 0', async () => {
    const command = [...tree.settings.entrypoint, '--config', tree.config];
    const child = tree.run(command, { PORT: String(free.port) });
    const url = await urlOf(child);
    // Until its database is made.
    await until(async () => (await fetch(`${url}/readyz`)).ok);
    expect(await ask(url, '{ account(key: "listings") { licenses { coverage { status } } } }')).toEqual({
      account: { licenses: { coverage: [{ status: 'COMPLETE' }] } },
    });
    expect(await healthCheck()).toBe(0);
    child.signal('SIGTERM');
    expect([await child.exited, child.stderr()]).toEqual([0, '']);
    expect(await healthCheck()).toBe(1);
  });

  it('cannot be written, nor anything beside them', async () => {
    const inside = ['app/new', 'app/src/main.ts', 'app/node_modules/fastify/fastify.js', 'etc/new', 'new'];
    const child = tree.run(['node', '-e', WRITE, JSON.stringify(inside.map(tree.at))]);
    expect([await child.exited, child.stderr()]).toEqual([0, '']);
    const refused: unknown = expect.stringMatching(/^(?:EROFS|EACCES)$/);
    expect(JSON.parse(child.stdout())).toEqual(inside.map(() => refused));
  });
});
