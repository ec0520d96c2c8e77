// The manifest of trusted documents: Apollo's form, or a mapping of hashes to texts.
import { z } from 'zod';
import type { ConfigProblem } from '../problem.ts';

const Apollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});
const Mapping = z.record(z.string(), z.string().min(1));

/** The documents by their ids, or what is wrong with the file. */
export function readManifest(text: string): ReadonlyMap<string, string> | ConfigProblem {
  const json = fromJson(text);
  const apollo = Apollo.safeParse(json);
  if (apollo.success) return new Map(apollo.data.operations.map(({ id, body }) => [id, body]));
  const mapping = Mapping.safeParse(json);
  if (mapping.success) return new Map(Object.entries(mapping.data));
  return {
    path: 'server.manifest',
    message: 'names a file that is no manifest: either that of Apollo, or a JSON object of hashes and texts',
  };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
