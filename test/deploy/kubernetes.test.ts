// deploy/kubernetes: objects that a cluster takes, with the ports, paths, files and times of the program.
import { spawnSync } from 'node:child_process';
import { BlockList, isIPv6 } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readProjectFile, ROOT } from '../rules/project.ts';
import { STORE_ANSWER_MS } from '../../src/server/health.ts';
import { readDockerfile } from '../../deploy/image/dockerfile.ts';
import { present } from '../support/assertions.ts';
import { filesNamedIn, leavingMs, readWithFiles } from './configuration.ts';
import { Manifest, problemsOf, readKustomization, readManifests } from './kubernetes.ts';

const base = readKustomization('deploy/kubernetes/base');
const operators = readKustomization('deploy/kubernetes/operators');
const image = present(readDockerfile(readProjectFile('Dockerfile').text).at(-1));

const Probe = z.object({
  httpGet: z.strictObject({ path: z.string(), port: z.string() }),
  periodSeconds: z.number(),
  // What Kubernetes takes where nothing is said.
  timeoutSeconds: z.number().default(1),
  failureThreshold: z.number(),
});
const Container = z.object({
  image: z.string(),
  args: z.array(z.string()),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.number() })),
  startupProbe: Probe,
  livenessProbe: Probe,
  readinessProbe: Probe,
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
const Pod = z.object({
  terminationGracePeriodSeconds: z.number(),
  securityContext: z.object({ runAsUser: z.number(), runAsGroup: z.number() }),
  containers: z.tuple([Container]),
  volumes: z.array(
    z.object({
      name: z.string(),
      configMap: z.object({ name: z.string() }).optional(),
      secret: z.object({ secretName: z.string() }).optional(),
    }),
  ),
});

function objectOf(kind: string): Manifest {
  return present(
    [...base.objects, ...operators.objects].find((one) => one.kind === kind),
    kind,
  );
}

const pod = z.object({ spec: z.object({ template: z.object({ spec: Pod }) }) }).parse(objectOf('Deployment'))
  .spec.template.spec;
const [container] = pod.containers;
const configText = base.text('config.yaml');
const config = readWithFiles(configText);
/** Where a volume is mounted. */
const placeOf = (name: string): string =>
  present(container.volumeMounts.find((one) => one.name === name)).mountPath;

describe('the schemas', () => {
  const wrong = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'x', nam: 1 },
    spec: { minAvailable: {}, selctor: {} },
  };

  it('find a wrong type, and a key that is misspelt', async () => {
    expect((await problemsOf(wrong)).map((one) => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['/spec/minAvailable', '/metadata/nam', '/spec/selctor']),
    );
  });

  it.each(base.objects.map((one) => [one.kind, one] as const))('take the %s', async (_kind, object) => {
    expect(await problemsOf(object)).toEqual([]);
  });
});

describe('the objects of operators', () => {
  const Metadata = z.strictObject({ name: z.literal('license-graph') });

  it('have the form of their definitions', () => {
    const ExternalSecret = z.strictObject({
      apiVersion: z.literal('external-secrets.io/v1'),
      kind: z.literal('ExternalSecret'),
      metadata: Metadata,
      spec: z.strictObject({
        refreshInterval: z.string(),
        secretStoreRef: z.strictObject({
          kind: z.enum(['SecretStore', 'ClusterSecretStore']),
          name: z.string(),
        }),
        target: z.strictObject({ name: z.string() }),
        data: z.array(
          z.strictObject({
            secretKey: z.string(),
            remoteRef: z.strictObject({ key: z.string(), property: z.string() }),
          }),
        ),
      }),
    });
    const ServiceMonitor = z.strictObject({
      apiVersion: z.literal('monitoring.coreos.com/v1'),
      kind: z.literal('ServiceMonitor'),
      metadata: Metadata,
      spec: z.strictObject({
        selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
        endpoints: z.array(
          z.strictObject({ port: z.literal('metrics'), path: z.literal('/metrics'), interval: z.string() }),
        ),
      }),
    });
    const secret = ExternalSecret.parse(objectOf('ExternalSecret'));
    expect(secret.spec.target.name).toBe(
      pod.volumes.find(({ name }) => name === 'secrets')?.secret?.secretName,
    );
    const keys = secret.spec.data.map(({ secretKey }) => `${placeOf('secrets')}/${secretKey}`);
    expect(keys.toSorted()).toEqual(filesNamedIn(configText));
    const monitor = ServiceMonitor.parse(objectOf('ServiceMonitor'));
    // The label that kustomize gives every object, the Service included.
    expect(base.labels?.map(({ pairs }) => pairs)).toEqual([monitor.spec.selector.matchLabels]);
  });

  it('have the alerts of deploy/alerts.yaml', () => {
    const rule = z.strictObject({
      apiVersion: z.literal('monitoring.coreos.com/v1'),
      kind: z.literal('PrometheusRule'),
      metadata: Metadata,
      spec: z.unknown(),
    });
    const [alerts] = readManifests(readProjectFile('deploy/alerts.yaml').text);
    expect(rule.parse(objectOf('PrometheusRule')).spec).toEqual(alerts);
  });
});

describe('the Deployment', () => {
  it('starts the image as it is meant to be started', () => {
    const { user, ports } = image.settings;
    expect(`${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`).toBe(user);
    expect(container.ports.map(({ containerPort }) => String(containerPort))).toEqual(ports);
    expect(container.args).toEqual(['--config', `${placeOf('config')}/config.yaml`]);
    expect(base.images.map(({ name }) => name)).toEqual([container.image]);
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readProjectFile('package.json').text));
    expect(base.images.map(({ newTag }) => newTag)).toEqual([version]);
  });

  it('has the ports of its configuration, and is reached from elsewhere', () => {
    const { server, metrics } = config;
    const portOf = (name: string): unknown => container.ports.find((one) => one.name === name)?.containerPort;
    expect([portOf('http'), portOf('metrics')]).toEqual([server.port, metrics?.port]);
    expect([server.host, metrics?.host]).toEqual(['0.0.0.0', '0.0.0.0']);
  });

  it('is looked after where the program answers', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
      { path: '/livez', port: 'http' },
      { path: '/livez', port: 'http' },
      { path: '/readyz', port: 'http' },
    ]);
  });

  it('gives the program the time it takes to leave', () => {
    const { delayMs, wholeMs } = leavingMs(config);
    expect(pod.terminationGracePeriodSeconds * 1_000).toBe(wholeMs);
    const { periodSeconds, failureThreshold } = container.readinessProbe;
    expect(periodSeconds * failureThreshold * 1_000).toBeLessThan(delayMs);
  });

  it('stays in service while its database hangs', () => {
    const { timeoutSeconds } = container.readinessProbe;
    expect(timeoutSeconds * 1_000).toBeGreaterThanOrEqual(3 * STORE_ANSWER_MS);
  });

  it('mounts what is there', () => {
    const mounted = pod.volumes.map(({ configMap, secret }) => configMap?.name ?? secret?.secretName);
    expect(mounted).toEqual([base.configMapGenerator[0]?.name, 'license-graph']);
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name));
    expect(base.configMapGenerator.map(({ files }) => files)).toEqual([['config.yaml']]);
  });
});

describe('the number of replicas', () => {
  it("is the autoscaler's alone: an apply does not reset it", () => {
    const Scaled = z.object({ spec: z.object({ minReplicas: z.number(), maxReplicas: z.number() }) });
    expect(Scaled.parse(objectOf('HorizontalPodAutoscaler')).spec.minReplicas).toBe(2);
    expect(objectOf('Deployment')).not.toHaveProperty('spec.replicas');
  });
});

describe('the network policy', () => {
  const Block = z.object({ cidr: z.string(), except: z.array(z.string()).default([]) });
  const Rule = z.object({
    to: z.array(z.object({ ipBlock: Block.optional() })),
    ports: z.array(z.object({ port: z.number() })),
  });
  const { spec } = z.object({ spec: z.object({ egress: z.array(Rule) }) }).parse(objectOf('NetworkPolicy'));

  /** Whether it lets pods out there, by what it says of addresses. */
  function letsOut(address: string, port: number): boolean {
    const contains = (network: string): boolean => {
      const [from = '', bits] = network.split('/');
      // BlockList would find an IPv4 address in `::/0`, as what it maps to.
      if (isIPv6(from) !== isIPv6(address)) return false;
      const list = new BlockList();
      list.addSubnet(from, Number(bits), isIPv6(from) ? 'ipv6' : 'ipv4');
      return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
    };
    return spec.egress.some(
      ({ to, ports }) =>
        ports.some((one) => one.port === port) &&
        to.some(({ ipBlock }) => ipBlock && contains(ipBlock.cidr) && !ipBlock.except.some(contains)),
    );
  }

  it.each([
    ['name servers of the node', '169.254.20.10', 53, true],
    ['a vendor', '203.0.113.7', 443, true],
    ['a vendor by IPv6', '2001:db8::7', 443, true],
    ['PostgreSQL by IPv6', 'fd12::7', 5432, true],
    ['what a cloud tells its machines', '169.254.169.254', 443, false],
    ['the same by IPv6', 'fd00:ec2::254', 443, false],
    ['another port', '203.0.113.7', 80, false],
  ])('knows %s', (_what, address, port, isLetOut) => {
    expect(letsOut(address, port)).toBe(isLetOut);
  });
});

describe('every object', () => {
  it('selects the pods of the Deployment', () => {
    const labels = { 'app.kubernetes.io/name': 'license-graph' };
    const template = z.object({ spec: z.object({ selector: z.unknown(), template: z.unknown() }) });
    const { spec } = template.parse(objectOf('Deployment'));
    expect(spec).toMatchObject({ selector: { matchLabels: labels }, template: { metadata: { labels } } });
    expect(objectOf('Service')).toMatchObject({ spec: { selector: labels } });
    expect(objectOf('PodDisruptionBudget')).toMatchObject({ spec: { selector: { matchLabels: labels } } });
    expect(objectOf('NetworkPolicy')).toMatchObject({ spec: { podSelector: { matchLabels: labels } } });
    const { apiVersion, kind, metadata } = objectOf('Deployment');
    expect(objectOf('HorizontalPodAutoscaler')).toMatchObject({
      spec: { scaleTargetRef: { apiVersion, kind, name: metadata.name } },
    });
  });

  it('names ports that the pods have', () => {
    const names = new Set(container.ports.map(({ name }) => name));
    const named = /(?:targetPort|- port|port): (http|metrics)\b/g;
    const used = ['service.yaml', 'network-policy.yaml'].flatMap((file) => [
      ...base.text(file).matchAll(named),
    ]);
    expect(used.length).toBe(4);
    expect(used.filter(([, name = '']) => !names.has(name))).toEqual([]);
  });
});

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

describe(
  hasKubectl ? 'kubectl kustomize' : 'kubectl, which is not here: what it would build is read instead',
  () => {
    it('builds every object that is written, in one namespace', () => {
      const written = [...base.objects, ...operators.objects].map(({ kind }) => kind);
      const built = hasKubectl ? kustomized('deploy/kubernetes/operators') : [];
      expect(operators.resources).toContain('../base');
      expect(new Set(written).size).toBe(written.length);
      const kinds = built.map(({ kind }) => kind).toSorted();
      expect(kinds).toEqual(hasKubectl ? ['ConfigMap', ...written].toSorted() : []);
      expect(built.filter(({ metadata }) => metadata['namespace'] !== base.namespace)).toEqual([]);
    });
  },
);

function kustomized(folder: string): readonly Manifest[] {
  const { stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  return readManifests(stdout).map((one) => Manifest.parse(one));
}
