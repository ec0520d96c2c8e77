// docs/federate.md, command by command in one shell, as a reader would run them: the supergraphs run in the gateways it names.
import { readFile, symlink } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import type { GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { parse } from 'graphql';
import { imei, person } from '../../emulators/seed/organisation.ts';
import { COMPOSERS, type Compose } from '../federation/composers.ts';
import { startHiveGateway, startLiveGateway } from '../federation/gateways.ts';
import { STAFF_SDL, startSecondSubgraph } from '../federation/second-subgraph.ts';
import { useApp } from '../support/app.ts';
import { useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { opened } from '../support/lifecycle.ts';
import { freePort } from '../support/ports.ts';
import { openShell } from './shell.ts';

const TEXT = await readFile(new URL('../../docs/federate.md', import.meta.url), 'utf8');
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The blocks of a language, in their order. */
function blocksOf(language: string): string[] {
  const blocks = TEXT.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}

const { email } = person(120);
const EMPLOYEE = { number: '1', email, manager: 'Grace', costCenter: 'CC-7', imei: imei(122) };
const JOINED = '{ employees { number phone { imei model } person { manager users { account { key } } } } }';
const ANSWER = {
  employees: [
    {
      number: '1',
      phone: { imei: EMPLOYEE.imei, model: expect.any(String) },
      person: {
        manager: 'Grace',
        users: ['genesys-us', 'genesys-eu', 'webex'].map((key) => ({ account: { key } })),
      },
    },
  ],
};

describe('docs/federate.md', () => {
  const app = useApp();
  const folder = useFolder();
  const children = useChildren();
  const staff = opened(
    () => startSecondSubgraph([EMPLOYEE]),
    (it) => it.close(),
  );
  const shell = opened(
    async () => {
      const it = openShell({ ROUTER_SECRET: 'none-is-asked-for' });
      await symlink(NODE_MODULES, folder.at('node_modules'));
      // What it installs is there.
      await it.run(`cd '${folder.path}'; npm() { :; }`);
      return it;
    },
    (it) => it.close(),
  );
  const port = opened(
    async () => ({ ofGateway: await freePort() }),
    () => undefined,
  );
  const here = (text: string): string =>
    text
      .replaceAll('http://127.0.0.1:4000/graphql', `${app.url}/graphql`)
      .replaceAll('http://127.0.0.1:4001/graphql', staff.url)
      .replaceAll('port: 4002', `port: ${port.ofGateway}`);
  const written = (name: string): Promise<string> => readFile(folder.at(name), 'utf8');

  let next = 0;
  /** Runs the next block, which must hold this text. */
  const run = async (telling: string): Promise<void> => {
    const block = blocksOf('sh')[next] ?? '';
    expect(block).toContain(telling);
    next += 1;
    await shell.run(here(block));
  };
  const everySdl = async () => [
    { name: 'licenses', url: `${app.url}/graphql`, sdl: await written('licenses.graphql') },
    { name: 'staff', url: staff.url, sdl: await written('staff.graphql') },
  ];

  it('shows the neighbour of the tests', () => {
    const [shown] = blocksOf('graphql');
    expect(parse(shown ?? '', { noLocation: true })).toEqual(parse(STAFF_SDL, { noLocation: true }));
  });

  it('asks each for its SDL', async () => {
    await run('sdl http');
    expect(await written('licenses.graphql')).toContain('type License implements Node');
    expect(await written('staff.graphql')).toContain('type Employee');
  });

  it('composes for Apollo, and @apollo/gateway answers', async () => {
    await run('rover supergraph compose');
    await run('gateway.mjs');
    const gateway = children.node([folder.at('gateway.mjs')], { ROUTER_SECRET: 'x' });
    await gateway.says(/listening on/);
    const response = await fetch(`http://localhost:${port.ofGateway}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: JOINED }),
    });
    expect(await response.json()).toEqual({ data: ANSWER });
  });

  it('composes for Hive, and its gateway answers', async () => {
    await run('@theguild/federation-composition');
    const [config = ''] = blocksOf('ts');
    const runnable = config.replace(/^import .*$/m, 'const defineConfig = (config) => config;');
    expect(runnable).not.toContain('import');
    const path = await folder.write('config/gateway.config.ts', runnable);
    // What the block exports.
    const { gatewayConfig } = (await import(pathToFileURL(path).href)) as {
      gatewayConfig: Partial<GatewayConfigSupergraph>;
    };
    const gateway = await startHiveGateway(await written('supergraph.graphql'), gatewayConfig);
    const data = await gateway.data(JOINED);
    await gateway.close();
    expect(data).toEqual(ANSWER);
  });

  it('composes for Cosmo', async () => {
    await run('wgc router compose');
    expect(await written('config.json')).toContain('planLicenseChanges');
  });

  it('keeps @oneOf in every supergraph, with the link', async () => {
    await run('cat >> licenses.graphql');
    for (const compose of Object.values<Compose>(COMPOSERS)) {
      expect(compose(await everySdl()).oneOf).toContain('DeviceLookup');
    }
  });

  it('has no other command', () => {
    expect(blocksOf('sh')).toHaveLength(next);
  });
});

describe('the ways of subscriptions in docs/federate.md', () => {
  const SECRET = 'a-secret-of-the-router';
  const TOKEN = 'a-token-of-a-reader';
  const app = useApp({
    auth: { tokens: [{ name: 'reader', token: TOKEN }], router: { secret: SECRET, only: true } },
  });

  /** What the row of WebSockets gives the gateway, as its configuration would be evaluated. */
  function transportEntries(): Parameters<typeof startLiveGateway>[1] {
    const [, code = ''] = /^\| WebSocket +\| `transportEntries: (.*?)`/m.exec(TEXT) ?? [];
    const process = { env: { ROUTER_SECRET: SECRET } };
    // The types of the gateway are not looked at: it reads the entries, or the test fails.
    return runInNewContext(`(${code})`, { process }) as ReturnType<typeof transportEntries>;
  }

  it('by WebSocket, proves that the router asks', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'router-authorization': `Bearer ${SECRET}` };
    const { _service } = await app.data<{ _service: { sdl: string } }>('{ _service { sdl } }', { headers });
    const { supergraph } = COMPOSERS['@theguild/federation-composition']([
      { name: 'licenses', url: `${app.url}/graphql`, sdl: _service.sdl },
      { name: 'staff', url: 'http://127.0.0.1:9/graphql', sdl: STAFF_SDL },
    ]);
    const gateway = startLiveGateway(supergraph, transportEntries());
    const answers = gateway.follow('subscription { changeSetProgress(id: "x") { id } }', {
      headers: { authorization: headers.authorization },
    });
    const first: unknown = await answers.next();
    await gateway.close();
    // License Graph let it in, and looked for the set.
    expect(first).toMatchObject({ value: { errors: [{ message: 'This is not an id of this graph.' }] } });
  });
});
