// The one way in for operations, whatever brings them: which document it is, its size, parsing, limits, validation, cost. All of it
// happens before anything is executed and before any provider is asked.
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import type { Principal } from '../../auth/principal.ts';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { costOf } from './cost.ts';
import type { Kept } from './documents.ts';
import type { Quota } from './quota.ts';
import { sha256Of, type NamedDocument, type PersistedQueries } from './persisted.ts';
import { aboveLimit, refusal, type QueryLimit } from './refusals.ts';
import { representationsOf } from './representations.ts';
import { measureText, shapeOf } from './shape.ts';

/** A request for an operation, as a transport read it. */
export interface OperationRequest extends NamedDocument {
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** An operation that may be executed. */
export interface Prepared {
  readonly ok: true;
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: number;
  /** Whether its document is one of the manifest that is in force. */
  readonly isListed: boolean;
}

/** Why an operation is not executed: one error, or those of its validation. */
export interface Refused {
  readonly ok: false;
  /** Of the operation; absent where it was not found out. */
  readonly type?: OperationTypeNode;
  readonly errors: readonly [GraphQLError, ...GraphQLError[]];
}

export interface Preparation {
  readonly schema: GraphQLSchema;
  readonly limits: Current<RequestLimits>;
  readonly introspection: boolean;
  readonly suggestions: boolean;
  readonly persisted: PersistedQueries;
  readonly quota: Quota;
  /** Documents that were found valid, by their hashes. */
  readonly documents: Kept<DocumentNode>;
}

export type PrepareOperation = (request: OperationRequest, principal: Principal) => Prepared | Refused;

/** Errors that graphql-js looks for before it gives up on a document. */
const MAX_SOUGHT = 100;

/** Makes the function that every transport calls. */
export function createPrepareOperation(preparation: Preparation): PrepareOperation {
  return (request, principal) => prepareOperation(preparation, request, principal);
}

function prepareOperation(
  preparation: Preparation,
  request: OperationRequest,
  principal: Principal,
): Prepared | Refused {
  const { persisted, schema, quota } = preparation;
  const limits = preparation.limits();
  const text = persisted.textOf(request, { isExempt: isExempt(principal) });
  if (typeof text !== 'string') return refused(text);
  const hash = sha256Of(text);
  const document = readDocument(preparation, text, hash);
  if ('ok' in document) return document;
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return refused(noOperation(document, request.operationName));
  const variables = request.variables ?? {};
  const cost = costOf(schema, document, operation, variables);
  const represented = representationsOf(document, operation, variables);
  const tooMuch =
    aboveLimit('maxCost', cost, limits.maxCost) ??
    aboveLimit('maxRepresentations', represented, limits.maxRepresentations);
  if (tooMuch) return { ...refused(tooMuch), type: operation.operation };
  const tooMany = quota.spend(principal, cost);
  if (tooMany) return { ...refused(tooMany), type: operation.operation };
  persisted.accepted(request, text);
  const isListed = persisted.isListed(text);
  return { ok: true, text, hash, document, operation, variables, cost, isListed };
}

/** Without `auth` everybody is one and the same, so that nobody can be told from others. */
function isExempt({ method, scopes, isRouter }: Principal): boolean {
  return isRouter || (method !== 'NONE' && scopes.has('admin'));
}

/** A document that is valid and within the limits. */
function readDocument(preparation: Preparation, text: string, hash: string): DocumentNode | Refused {
  const { documents } = preparation;
  const limits = preparation.limits();
  const known = documents.get(hash);
  if (known) return known;
  const bytes = Buffer.byteLength(text);
  const tooLong = aboveLimit('maxDocumentBytes', bytes, limits.maxDocumentBytes);
  if (tooLong) return refused(tooLong);
  const document = parseWithin(limits, text);
  if (document instanceof GraphQLError) return refused(document);
  const tooMuch = aboveShape(limits, document);
  if (tooMuch) return refused(tooMuch);
  const faults = validationErrors(preparation, document);
  if (faults) return faults;
  documents.set(hash, document, bytes);
  return document;
}

function parseWithin({ maxTokens, maxDepth }: RequestLimits, text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxLexicalTokens: maxTokens });
  } catch (error) {
    const { tokens, nesting } = measureText(text);
    const tooLong = aboveLimit('maxTokens', tokens, maxTokens);
    if (tooLong) return tooLong;
    if (error instanceof GraphQLError) return coded('GRAPHQL_PARSE_FAILED', error);
    // The parser calls itself for every level, and so ends where the stack does.
    if (error instanceof RangeError) return aboveLimit('maxDepth', nesting, maxDepth) ?? unreadable();
    throw error;
  }
}

function unreadable(): GraphQLError {
  return refusal('GRAPHQL_PARSE_FAILED', 'The document is nested too deeply to be read.');
}

function aboveShape(limits: RequestLimits, document: DocumentNode): GraphQLError | null {
  const { depth, aliases, directives, rootFields } = shapeOf(document);
  const counted: readonly (readonly [QueryLimit, number])[] = [
    ['maxDepth', depth],
    ['maxRootFields', rootFields],
    ['maxAliases', aliases],
    ['maxDirectives', directives],
  ];
  for (const [limit, asked] of counted) {
    const tooMuch = aboveLimit(limit, asked, limits[limit]);
    if (tooMuch) return tooMuch;
  }
  return null;
}

function validationErrors(
  { schema, introspection, suggestions, limits }: Preparation,
  document: DocumentNode,
): Refused | null {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const options = { maxErrors: MAX_SOUGHT, hideSuggestions: !suggestions };
  const errors = validate(schema, document, rules, options).map((error) =>
    coded('GRAPHQL_VALIDATION_FAILED', error),
  );
  const [first, ...others] = errors;
  if (!first) return null;
  return { ok: false, errors: withinMaxErrors([first, ...others], limits().maxErrors) };
}

type Errors = Refused['errors'];

function withinMaxErrors(errors: Errors, allowed: number): Errors {
  const [first, ...others] = cutErrors(errors, allowed, (message, extensions) =>
    refusal('GRAPHQL_VALIDATION_FAILED', message, extensions),
  );
  return first ? [first, ...others] : errors;
}

/** At most so many errors; the last one tells how many there are besides. */
export function cutErrors<One>(
  errors: readonly One[],
  allowed: number,
  last: (message: string, extensions: Readonly<Record<string, unknown>>) => One,
): readonly One[] {
  if (errors.length <= allowed) return errors;
  const rest = errors.length - allowed + 1;
  const extensions = { limit: 'server.limits.maxErrors', allowed, asked: errors.length };
  return [...errors.slice(0, allowed - 1), last(`There are ${rest} more errors like these.`, extensions)];
}

function noOperation({ definitions }: DocumentNode, name: string | undefined): GraphQLError {
  const message =
    name !== undefined
      ? 'The document has no operation of this name.'
      : definitions.length > 0
        ? 'Name one of the operations of the document in `operationName`.'
        : 'The document has no operation.';
  return refusal('OPERATION_RESOLUTION_FAILURE', message);
}

/** The same error with a code, and refused with 400. */
function coded(code: string, error: GraphQLError): GraphQLError {
  const extensions = { code, http: { status: 400 } };
  return new GraphQLError(error.message, {
    ...(error.nodes && { nodes: error.nodes }),
    ...(error.source && { source: error.source }),
    ...(error.positions && { positions: error.positions }),
    extensions,
  });
}

function refused(error: GraphQLError): Refused {
  return { ok: false, errors: [error] };
}
