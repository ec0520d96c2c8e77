// The codes of errors and the reasons of refusals: closed lists.
import { RequestLimits } from '../../config/limits.ts';
import { PROBLEM_CODES } from '../../domain/problem.ts';
import { closedList } from './registry.ts';

/** Codes of what is refused before anything is read, besides those of problems; docs/errors.md explains them. */
const REQUEST_CODES = [
  'AUTHENTICATION_UNAVAILABLE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'BODY_TOO_LARGE',
  'DOCUMENT_NOT_TRUSTED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'HEADERS_TOO_LARGE',
  'HOST_NOT_ALLOWED',
  'METHOD_NOT_ALLOWED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'ORIGIN_NOT_ALLOWED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_LARGE',
  'REQUEST_TIMEOUT',
  'SUBSCRIPTION_TRANSPORT',
  'TOO_MANY_REQUESTS',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

const CODES: readonly string[] = [...PROBLEM_CODES, ...REQUEST_CODES];

export const knownCode = closedList(CODES);

/** Limits by their names, Node's own among them; codes where there is no limit. */
export const knownReason = closedList([...Object.keys(RequestLimits.shape), 'maxHeaderSize', ...CODES]);
