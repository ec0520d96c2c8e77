// Providers from outside this repository: a folder with an adapter and the SDL that it adds, registered when the process starts.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kind, parse, type DocumentNode } from 'graphql';
import type { AccountSettings, ProviderDefinition } from './provider.ts';
import { accountSchemas, register, type AccountSchemas } from './registry.ts';

/** The providers of a process. */
export interface Registry {
  readonly accountSchemas: AccountSchemas;
  /** What providers from outside add to the SDL. */
  readonly sdl: readonly string[];
}

/**
 * The registry, and the provider of each of these folders: `adapter/index.ts` exports it as `provider`, `schema.graphql` has its words in
 * the SDL, the value of `Provider` at least. The code of the folders runs with all rights of the process.
 * Throws an Error whose message says what a folder lacks.
 */
export async function registryWith(folders: readonly string[]): Promise<Registry> {
  const schemas = new Map(accountSchemas);
  const sdl: string[] = [];
  for (const folder of folders) {
    const provider = await providerIn(resolve(folder, 'adapter/index.ts'));
    const [name, schema] = register(provider);
    if (schemas.has(name)) throw new Error(`${folder}: there is a provider called ${name} already`);
    schemas.set(name, schema);
    sdl.push(sdlIn(resolve(folder, 'schema.graphql'), name));
  }
  return { accountSchemas: schemas, sdl };
}

async function providerIn(file: string): Promise<ProviderDefinition<AccountSettings>> {
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const module: unknown = await import(pathToFileURL(file).href);
  if (hasProvider(module)) return module.provider;
  throw new Error(`${file} does not export \`provider\`, a ProviderDefinition`);
}

/** By the members that are used first; the type of the rest is the word of its author. */
function hasProvider(module: unknown): module is { readonly provider: ProviderDefinition<AccountSettings> } {
  if (typeof module !== 'object' || module === null || !('provider' in module)) return false;
  const { provider } = module;
  return (
    typeof provider === 'object' && provider !== null && 'provider' in provider && 'settings' in provider
  );
}

function sdlIn(file: string, provider: string): string {
  if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const text = readFileSync(file, 'utf8');
  if (providersIn(parsed(file, text)).includes(provider)) return text;
  throw new Error(`${file} does not add ${provider}: it needs \`extend enum Provider { ${provider} }\``);
}

function parsed(file: string, text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${file} is not SDL`, { cause: error });
  }
}

/** The values that it adds to `Provider`. */
function providersIn({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_EXTENSION && definition.name.value === 'Provider'
      ? (definition.values ?? []).map(({ name }) => name.value)
      : [],
  );
}
