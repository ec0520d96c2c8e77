// A fifth vendor is a folder of src/providers and a file of the SDL: nothing else in src knows a vendor by name.
import { describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { filesBelow, type ProjectFile } from './project.ts';

const DEFINITIONS = filesBelow(['schema'], '.graphql').flatMap(({ text }) => parse(text).definitions);

/** The first word of each value of `Provider`: names in code are made of it. */
const PROVIDERS = DEFINITIONS.flatMap((definition) =>
  definition.kind === Kind.ENUM_TYPE_EXTENSION && definition.name.value === 'Provider'
    ? (definition.values ?? []).map(({ name }) => (name.value.split('_')[0] ?? '').toLowerCase())
    : [],
);

/** Names of the SDL, and those the generated types and the resolver map make of them. */
const SDL_NAMES = new Set(
  DEFINITIONS.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ? definition.name.value : [],
  ).flatMap((name) => [name, `${name}Resolvers`, `${name.charAt(0).toLowerCase()}${name.slice(1)}`]),
);

function providerNames({ path, text }: ProjectFile): string[] {
  const words = text.match(new RegExp(`\\w*(${PROVIDERS.join('|')})\\w*`, 'gi')) ?? [];
  return words.filter((word) => !SDL_NAMES.has(word)).map((word) => `${path}: ${word}`);
}

describe('names of vendors', () => {
  it('are known to this test', () => {
    expect(PROVIDERS).toEqual(expect.arrayContaining(['genesys', 'thingspace', 'webex', 'yext']));
    expect(SDL_NAMES).toContain('genesysLicenseDetails');
  });

  it('are found in any case, types of the SDL excepted', () => {
    const text =
      'import type { WebexLicenseDetails } from "x";\nif (provider === "GENESYS_CLOUD") askYext();';
    expect(providerNames({ path: 'a.ts', text })).toEqual(['a.ts: GENESYS_CLOUD', 'a.ts: askYext']);
  });

  it('are nowhere in src but in providers, config, the words of the console, the example queries and the deprecated fields, which are SDL', () => {
    const files = filesBelow(['src'], '.ts').filter(
      ({ path }) =>
        !/^src\/(?:(?:providers|config)\/|server\/pages\/examples\.ts$|console\/parts\/words\/words\.ts$|graph\/inputs\/former-options\.ts$)/.test(
          path,
        ),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(files.flatMap(providerNames)).toEqual([]);
  });
});
