// `npm run supergraph`: composes the supergraph of License Graph alone, for the router of compose.yaml.
import { writeFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { graphql, parse } from 'graphql';
import { z } from 'zod';
import { everybody } from '../../src/auth/principal.ts';
import { buildSchema } from '../../src/graph/schema.ts';

const Answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });
const asked = {
  schema: buildSchema(),
  source: '{ _service { sdl } }',
  contextValue: { viewer: await everybody({}) },
};
const { data } = Answer.parse(await graphql(asked));
const typeDefs = parse(data._service.sdl);
const { supergraphSdl, errors } = composeServices([
  { name: 'licenses', url: 'http://license-graph:4000/graphql', typeDefs },
]);
if (supergraphSdl === undefined) throw new AggregateError(errors ?? []);
writeFileSync(
  new URL('supergraph.graphql', import.meta.url),
  `# Written by: npm run supergraph\n${supergraphSdl}\n`,
);
