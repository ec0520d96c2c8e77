// `npm start -- --with`: a vendor from outside is on the screen, in the configuration and in the graph.
import { describe, expect, it } from '@jest/globals';
import { useChildren } from '../support/child-process.ts';
import { ask } from '../support/graph-client.ts';
import { opened } from '../support/lifecycle.ts';
import { freePorts } from '../support/ports.ts';

const children = useChildren();

describe('npm start -- --with test/fifth-provider', () => {
  const started = opened(
    async () => {
      const port = await freePorts(1);
      const child = children.node(['emulators/start.ts', '--with', 'test/fifth-provider'], {
        PORT: String(port),
      });
      await child.says(/Ctrl-C stops\./);
      return { child, url: `http://127.0.0.1:${port}` };
    },
    () => undefined,
  );

  it('prints where its emulator is, and it is there', async () => {
    const text = started.child.stdout();
    const [, url = '', control = ''] = /^ {2}quayside +(http:\S+) {3}control (http:\S+)$/m.exec(text) ?? [];
    expect(await (await fetch(`${control}/`)).json()).toMatchObject({ emulator: 'quayside' });
    expect((await fetch(`${url}/v1/plans`)).status).toBe(401);
  });

  it('has its account beside those of the company, and its plans', async () => {
    const { accounts, licenses } = await ask<{
      accounts: readonly { provider: string }[];
      licenses: { nodes: readonly object[] };
    }>(
      started.url,
      `{ accounts { key provider name capabilities { assigneeKinds lookupBatchSize } }
         licenses(filter: { accountKeys: ["quayside"] }) { nodes { externalId details { __typename } } } }`,
    );
    expect(accounts.map(({ provider }) => provider)).toContain('YEXT');
    expect(accounts.at(-1)).toEqual({
      key: 'quayside',
      provider: 'QUAYSIDE',
      name: 'Acme plans',
      capabilities: { assigneeKinds: ['USER'], lookupBatchSize: 20 },
    });
    expect(licenses.nodes).toHaveLength(5);
    expect(licenses.nodes[0]).toMatchObject({ details: { __typename: 'QuaysideLicenseDetails' } });
  });

  it('ends on Ctrl-C with 0', async () => {
    started.child.signal('SIGINT');
    expect(await started.child.exited).toBe(0);
    expect(started.child.stderr()).toBe('');
  });
});

describe('npm start', () => {
  it('knows nothing of it otherwise', async () => {
    const port = await freePorts(1);
    const child = children.node(['emulators/start.ts'], { PORT: String(port) });
    await child.says(/Ctrl-C stops\./);
    const { __type: provider } = await ask<{ __type: { enumValues: readonly { name: string }[] } }>(
      `http://127.0.0.1:${port}`,
      '{ __type(name: "Provider") { enumValues { name } } }',
    );
    expect(provider.enumValues.map(({ name }) => name)).not.toContain('QUAYSIDE');
    expect(child.stdout()).not.toContain('quayside');
  });
});
