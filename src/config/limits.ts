// What the server puts up with from those who ask: `server.limits`.
import { z } from 'zod';

const Count = z.int().min(1).max(1_000_000);
const Bytes = z.int().min(1).max(100_000_000);
const Milliseconds = z.int().min(100).max(3_600_000);

/** Every refusal names the limit, its value and what was asked. */
export const RequestLimits = z.strictObject({
  /** Of a request body. */
  maxBodyBytes: Bytes.default(1_000_000),
  /** The same for callers who may change licenses: a set of 10,000 changes is about two million bytes. */
  maxChangeBodyBytes: Bytes.default(4_000_000),
  /** Of a document; comments are no tokens. */
  maxDocumentBytes: Bytes.default(100_000),
  /** Of one document, punctuation included. */
  maxTokens: Count.default(4_000),
  /** Levels of fields, fragments unfolded. */
  maxDepth: Count.default(20),
  /** Fields with another name than their own, fragments unfolded. */
  maxAliases: Count.default(100),
  /** Fields of the operation itself, fragments unfolded. */
  maxRootFields: Count.default(20),
  maxDirectives: Count.default(50),
  /** Of all `_entities` fields of a request together. */
  maxRepresentations: Count.default(1_000),
  /** Most fields that an answer may have, every list counted with its `first`. */
  maxCost: Count.default(150_000),
  /** Errors told of a document that is refused. */
  maxErrors: Count.max(100).default(10),
  /** Operations of one caller at once. Not for routers, which ask for all their users, nor on loopback without `auth`. */
  concurrencyPerPrincipal: Count.default(20),
  /** What the operations of one caller may cost a minute; a mutation costs 10 at least. null for no limit. */
  pointsPerMinute: z.int().min(1).max(1_000_000_000).nullable().default(null),
  /** Until the whole request has arrived, and until its headers have. */
  requestTimeoutMs: Milliseconds.default(30_000),
  headersTimeoutMs: Milliseconds.default(15_000),
  /** Subscriptions of one caller at once, over all sockets and streams. */
  subscriptionsPerPrincipal: Count.default(20),
  /** WebSockets of one caller at once. */
  socketsPerPrincipal: Count.default(10),
  /** WebSockets and streams of this process; a tenth more WebSockets whose caller is not known yet. */
  maxSockets: Count.default(1_000),
  /** Of one message of a WebSocket. */
  maxMessageBytes: Bytes.default(65_536),
  /** Until a WebSocket has said who it is. */
  connectionInitMs: Milliseconds.default(5_000),
  /** A WebSocket without a subscription is closed after so long. */
  idleSocketMs: Milliseconds.default(60_000),
  /** Between two signs of life on sockets and streams; a client that gives none back is cut off. */
  pingMs: Milliseconds.default(12_000),
});
export type RequestLimits = z.output<typeof RequestLimits>;
