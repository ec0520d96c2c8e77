// Bodies of requests: JSON in UTF-8, not compressed, and no larger than the caller may send.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { RequestRefusal } from '../failures.ts';
import { bodyType } from './media-types.ts';

/** Replaces the parsers that Fastify has: they know one limit for all callers, and no charset. */
export function registerBodies(app: FastifyInstance, limits: Current<RequestLimits>): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', (request, payload, done) => {
    readText(payload, limitOf(request, limits()), request.headers['content-length'], (refused, text) => {
      if (refused) done(refused);
      else void parseJson(request, text, done);
    });
  });
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const fault = refusalOf(request);
    if (fault) done(fault);
    else done(null, payload);
  });
}

/** UTF-8, and what is part of it. */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/** Why a body is not read. */
function refusalOf({ headers }: FastifyRequest): RequestRefusal | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity') {
    return new RequestRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Bodies are not taken compressed.');
  }
  const sent = bodyType(headers['content-type']);
  if (sent?.charsets.some((charset) => !CHARSETS.has(charset))) {
    return new RequestRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Bodies are taken in UTF-8 alone.');
  }
  return null;
}

interface BodyLimit {
  readonly name: string;
  readonly bytes: number;
}

/** Sets of changes are larger than questions; only who may change sends them. */
function limitOf({ principal }: FastifyRequest, limits: RequestLimits): BodyLimit {
  const { maxBodyBytes, maxChangeBodyBytes } = limits;
  return principal?.scopes.has('licenses:change') && maxChangeBodyBytes > maxBodyBytes
    ? { name: 'maxChangeBodyBytes', bytes: maxChangeBodyBytes }
    : { name: 'maxBodyBytes', bytes: maxBodyBytes };
}

/** Of a body that is too large so many times the limit is read and thrown away: whoever is still sending would not hear the answer. */
const THROWN_AWAY = 4;

/** Reads a body; what is beyond the limit is not kept. */
function readText(
  payload: Readable,
  limit: BodyLimit,
  length: string | undefined,
  done: (refused: RequestRefusal | null, text: string) => void,
): void {
  const announced = Number(length ?? 0);
  const most = limit.bytes * THROWN_AWAY;
  if (announced > most) {
    done(tooLarge(limit, announced), '');
    return;
  }
  let chunks: Buffer[] = [];
  let read = 0;
  const finish = (refused: RequestRefusal | null): void => {
    payload.off('data', onData).off('end', onEnd).off('error', onError);
    const text = refused ? '' : decode(chunks);
    if (text === null) done(new RequestRefusal(400, 'BAD_REQUEST', 'The body is not UTF-8.'), '');
    else done(refused, text);
  };
  const onData = (chunk: Buffer): void => {
    read += chunk.length;
    if (read <= limit.bytes) chunks.push(chunk);
    else chunks = [];
    if (read > most) finish(tooLarge(limit, read));
  };
  const onEnd = (): void => finish(read > limit.bytes ? tooLarge(limit, read) : null);
  const onError = (): void => finish(new RequestRefusal(400, 'BAD_REQUEST', 'The body did not arrive.'));
  payload.on('data', onData).on('end', onEnd).on('error', onError);
}

/** Null for bytes that are no UTF-8: what would stand in their place was not sent. */
function decode(chunks: readonly Buffer[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}

function tooLarge({ name, bytes }: BodyLimit, asked: number): RequestRefusal {
  return new RequestRefusal(
    413,
    'BODY_TOO_LARGE',
    `The body is too large: ${asked} bytes, where ${bytes} is the limit.`,
    { limit: `server.limits.${name}`, allowed: bytes, asked },
  );
}
