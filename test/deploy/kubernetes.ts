// Manifests of Kubernetes as a cluster would take them: their schemas, from a package, and what a schema does not know.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../rules/project.ts';

/** An object of Kubernetes. */
export const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
export type Manifest = z.output<typeof Manifest>;

/** The objects of a YAML text. */
export function readManifests(text: string): readonly unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}

const Kustomization = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  namespace: z.string(),
  labels: z
    .array(z.strictObject({ pairs: z.record(z.string(), z.string()), includeSelectors: z.boolean() }))
    .optional(),
  resources: z.array(z.string()),
  configMapGenerator: z.array(z.strictObject({ name: z.string(), files: z.array(z.string()) })).default([]),
  generatorOptions: z.strictObject({ disableNameSuffixHash: z.boolean() }).optional(),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })).default([]),
});

/** What a kustomization is made of, those that it is made of included: its objects as they are written, and its settings. */
export function readKustomization(folder: string) {
  const read = (name: string): string => readFileSync(join(ROOT, folder, name), 'utf8');
  const own = Kustomization.parse(readManifests(read('kustomization.yaml'))[0]);
  const files = own.resources.filter((name) => name.endsWith('.yaml'));
  const objects = files.flatMap((name) => readManifests(read(name))).map((one) => Manifest.parse(one));
  return { ...own, files, objects, text: read };
}

interface Validate {
  (data: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly params: unknown }[] | null;
}

/** Where the package has the schema of an object: the group's first word, as a name, and the version. */
function schemaOf({ apiVersion, kind }: Manifest): string {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const upper = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;
  return `IoK8sApi${upper(group.split('.')[0] ?? '')}${upper(version)}${kind}`;
}

/** What is wrong with an object: places of another type than the schema says, and keys that it does not know. */
export async function problemsOf(manifest: Manifest): Promise<readonly string[]> {
  const { validate } = (await import(`kubernetes-models/_schemas/${schemaOf(manifest)}`)) as {
    validate: Validate;
  };
  const { watched, unread } = watchReads(manifest, '');
  const wrong = validate(watched) ? [] : (validate.errors ?? []);
  return [
    ...wrong.map((one) => `${one.instancePath} ${JSON.stringify(one.params)}`),
    ...unread().map((key) => `${key} is not known`),
  ];
}

/** The schema lets unknown keys pass: they are those that it never looks at. */
function watchReads<T extends object>(value: T, path: string) {
  const read = new Set<string>();
  const inside: (() => string[])[] = [];
  const copies = new Map<string, unknown>();
  const watched: T = new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key !== 'string') return found;
      read.add(key);
      if (typeof found !== 'object' || found === null) return found;
      if (!copies.has(key)) {
        const one = watchReads(found, `${path}/${key}`);
        copies.set(key, one.watched);
        inside.push(one.unread);
      }
      return copies.get(key);
    },
  });
  const unread = (): string[] => [
    ...Object.keys(value).flatMap((key) => (read.has(key) ? [] : [`${path}/${key}`])),
    ...inside.flatMap((one) => one()),
  ];
  return { watched, unread };
}
