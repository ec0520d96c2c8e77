// Parameters of queries and paths.
import { isUuid } from '../../core/http.ts';
import { Refusal } from '../../core/refusal.ts';
import type { Call } from '../call.ts';
import { badRequest, failure } from '../errors.ts';

/** A list in a query, as repeated keys or joined with commas: the SDKs send either (genesys contract 3.1). */
export function queryList({ request }: Call, name: string): string[] {
  const values = request.query.getAll(name).flatMap((value) => value.split(','));
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
}

/** The user id of the path; malformed ones are refused as U19 says. */
export function userIdOfPath({ request, settings }: Call): string {
  const id = request.params['userId'] ?? '';
  if (isUuid(id)) return id;
  if (settings.malformedUserIdStatus === 400)
    throw badRequest(`${id} is not a user id`, 'userId', 'invalid.value');
  throw new Refusal(failure(404, 'not.found', `No user with id ${id}`));
}
