// Request bodies: parsed as JSON and checked against a schema.
import { z } from 'zod';
import { jsonBody } from '../../core/http.ts';
import { Refusal } from '../../core/refusal.ts';
import type { Call } from '../call.ts';
import { badRequest, failure } from '../errors.ts';

/** Reads a JSON body: 413, 415, 400 in this order (genesys contract 4.1, section 7). */
export function readBody<T>({ request, settings }: Call, schema: z.ZodType<T>): T {
  if (Buffer.byteLength(request.text) > settings.maxBodyBytes) {
    throw new Refusal(
      failure(413, 'request.entity.too.large', `The body exceeds ${settings.maxBodyBytes} bytes`),
    );
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal(failure(415, 'unsupported.media.type', 'The body must be application/json'));
  }
  const body = jsonBody(request);
  if (body === undefined) throw badRequest('The body is not valid JSON');
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(issue?.message ?? 'The body is not valid', issue?.path.join('.'), 'invalid.value');
}

/** A list of ids in a body, under the cap of U3. */
export function readIds(call: Call): readonly string[] {
  const ids = readBody(call, z.array(z.string()));
  if (ids.length > call.settings.maxBulk)
    throw badRequest(`At most ${call.settings.maxBulk} ids are allowed`);
  return [...new Set(ids)];
}
