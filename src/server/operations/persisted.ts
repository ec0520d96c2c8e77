// Which text a request means: the one it brings, or one that is known by its hash. `server.persistedQueries` says which are.
import { createHash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { keepLast } from './documents.ts';
import { refusal } from './refusals.ts';

/** Documents by their hashes or ids. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** Who asks, as far as it matters here. */
export interface Asker {
  /** May run any document although a manifest is switched on: whoever runs the server, and a router, which writes its own. */
  readonly isExempt: boolean;
}

/** The parts of a request that name its document. */
export interface NamedDocument {
  readonly query?: string | undefined;
  /** An id of the manifest. */
  readonly documentId?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface PersistedQueries {
  /** The text that a request means, or why it is refused. */
  textOf(request: NamedDocument, asker: Asker): string | GraphQLError;
  /** Whether a manifest is in force and a text is one of its documents. */
  isListed(text: string): boolean;
  /** To be called with every text that was found valid: it can be asked for by its hash from then on, where that is offered. */
  accepted(request: NamedDocument, text: string): void;
}

/** Bounds of documents that clients register by themselves. */
const BOUNDED = { count: 1_000, bytes: 20_000_000, each: 20_000 };

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function createPersistedQueries(
  mode: 'off' | 'bounded' | 'manifest',
  manifest: TrustedDocuments,
  /** Texts that come with the server, and run whatever the manifest names. */
  own: ReadonlySet<string>,
): PersistedQueries {
  const registered = keepLast<string>(BOUNDED);
  const listedTexts = new Set(mode === 'manifest' ? manifest.values() : []);
  return {
    textOf(request, { isExempt }) {
      const { query } = request;
      const hash = hashIn(request);
      if (typeof hash === 'object') return hash;
      if (mode === 'manifest') {
        const listed = hash === undefined ? undefined : manifest.get(hash);
        if (listed !== undefined && (query === undefined || query === listed)) return listed;
        if (!isExempt && !isOneOf(own, query)) return untrusted(hash);
      }
      if (query !== undefined) return isOfHash(query, request, hash) ? query : mismatch();
      if (hash === undefined) return refusal('BAD_REQUEST', 'The request has no query.');
      if (mode !== 'bounded') return notSupported();
      return registered.get(hash) ?? notFound();
    },
    isListed: (text) => listedTexts.has(text),
    accepted(request, text) {
      if (mode !== 'bounded' || request.extensions?.['persistedQuery'] === undefined) return;
      const bytes = Buffer.byteLength(text);
      if (bytes <= BOUNDED.each) registered.set(sha256Of(text), text, bytes);
    },
  };
}

/** The id or hash that a request names its document by; undefined when it names none. */
function hashIn({ documentId, extensions }: NamedDocument): string | undefined | GraphQLError {
  const persisted = extensions?.['persistedQuery'];
  if (persisted === undefined || persisted === null) {
    if (documentId === undefined || documentId === null) return undefined;
    return typeof documentId === 'string'
      ? documentId.replace(/^sha256:/, '')
      : refusal('BAD_REQUEST', '`documentId` must be a text.');
  }
  if (typeof persisted !== 'object' || !('version' in persisted) || !('sha256Hash' in persisted)) {
    return refusal('BAD_REQUEST', '`persistedQuery` needs `version` and `sha256Hash`.');
  }
  if (persisted.version !== 1) return refusal('BAD_REQUEST', '`persistedQuery` has version 1 alone.');
  if (typeof persisted.sha256Hash === 'string') return persisted.sha256Hash;
  return refusal('BAD_REQUEST', '`sha256Hash` must be a text.');
}

function isOneOf(texts: ReadonlySet<string>, query: string | undefined): boolean {
  return query !== undefined && texts.has(query);
}

/** A text beside the hash of another one would be remembered, or trusted, under that hash. */
function isOfHash(query: string, request: NamedDocument, hash: string | undefined): boolean {
  const named = request.extensions?.['persistedQuery'];
  return named === undefined || named === null || hash === sha256Of(query);
}

function mismatch(): GraphQLError {
  return refusal('BAD_REQUEST', 'The hash is not the one of the query.');
}

function untrusted(hash: string | undefined): GraphQLError {
  const message =
    hash === undefined
      ? 'Only documents of the manifest run here: ask for one by its documentId or hash.'
      : 'The manifest has no such document, or the query is not the text of it.';
  return refusal('DOCUMENT_NOT_TRUSTED', message);
}

// Clients know these two by message and code, and expect 200: then they send the text, or leave hashes be.
const AGREED = { http: { status: 200 } };

function notFound(): GraphQLError {
  return refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', AGREED);
}

function notSupported(): GraphQLError {
  return refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', AGREED);
}
