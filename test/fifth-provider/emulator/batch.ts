// A batch: its parts one by one, each with an answer of its own (quayside contract 3).
import { z } from 'zod';
import { createRouter, jsonBody, type EmulatedRequest, type Reply } from '../../../emulators/core/http.ts';
import { answering } from '../../../emulators/core/refusal.ts';
import { failed, refusal } from './errors.ts';
import { parts } from './parts.ts';
import type { QuaysideState } from './state.ts';

const Part = z.strictObject({
  id: z.string(),
  method: z.enum(['GET', 'PUT', 'DELETE']),
  path: z.string().startsWith('/'),
  body: z.unknown().optional(),
});
type Part = z.infer<typeof Part>;

const Batch = z
  .strictObject({ parts: z.array(Part).min(1).max(20) })
  .refine(({ parts: all }) => new Set(all.map(({ id }) => id)).size === all.length, 'ids must be unique');

const match = createRouter(parts);

/** Answers 200 whatever becomes of the parts; in another order than asked. */
export function batch(request: EmulatedRequest, state: QuaysideState): Reply {
  const body = Batch.safeParse(jsonBody(request));
  if (!body.success) throw refusal('invalid_request', z.prettifyError(body.error));
  const answers = body.data.parts.map((part) => {
    const { status, headers, body: answer } = answerPart(request, part, state);
    return {
      id: part.id,
      status,
      ...(headers && { headers }),
      ...(answer !== undefined && { body: answer }),
    };
  });
  return { status: 200, body: { parts: answers.reverse() } };
}

function answerPart(whole: EmulatedRequest, { method, path, body }: Part, state: QuaysideState): Reply {
  const [bare = '', query = ''] = path.split('?');
  const found = match(method, bare).match;
  if (found === undefined) return failed(404, 'not_found', 'There is no such call.');
  const request: EmulatedRequest = {
    ...whole,
    method,
    path: bare,
    params: found.params,
    query: new URLSearchParams(query),
    text: body === undefined ? '' : JSON.stringify(body),
  };
  return whole.answerPart(`${method} ${path}`, () => answering(() => found.route.handle(request, state)));
}
