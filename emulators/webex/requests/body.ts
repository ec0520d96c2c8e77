// Request bodies: parsed as JSON and checked against a schema.
import type { z } from 'zod';
import { jsonBody, type EmulatedRequest } from '../../core/http.ts';
import { badRequest, Refusal } from '../errors.ts';

/** A JSON body of this shape: 415 for another media type, 400 for anything else that is wrong. */
export function parseJson<Shape extends z.ZodType>(request: EmulatedRequest, shape: Shape): z.infer<Shape> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'The request body must be application/json.');
  }
  const parsed = shape.safeParse(jsonBody(request));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`Invalid request body: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}
