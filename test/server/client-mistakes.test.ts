// What a client gets wrong before anything is executed: told as its mistake, with a code, and no alarm in the log.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { useApp } from '../support/app.ts';

const app = useApp();
const QUERY = '{ accounts { key } }';

async function post(body: object): Promise<{ status: number; codes: unknown[] }> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(body),
  });
  // What a GraphQL server answers; asserted on below.
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: unknown } }[] };
  return { status: response.status, codes: errors.map(({ extensions }) => extensions.code) };
}

const apq = (version: unknown, sha256Hash: unknown) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});
const right = createHash('sha256').update(QUERY).digest('hex');

describe('a request that cannot be meant', () => {
  it.each([
    ['a subscription to something that is none', { query: 'subscription { accounts { key } }' }],
    ['a hash that is not the one of its query', { query: QUERY, ...apq(1, right.replace(/^./, 'z')) }],
    ['a version of persisted queries that does not exist', { query: QUERY, ...apq(2, right) }],
    ['a hash that is no text', { query: QUERY, ...apq(1, 7) }],
    ['two operations, and none named', { query: 'query a { __typename } query b { __typename }' }],
    ['an operation that is not in the document', { query: QUERY, operationName: 'other' }],
  ])('%s: a coded error of the client', async (_, body) => {
    const { status, codes } = await post(body);
    expect(codes).toHaveLength(1);
    expect(codes).not.toContain('INTERNAL');
    expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(status).toBe(400);
    expect(app.logged.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });

  it('a persisted query by its right hash is answered', async () => {
    expect(await post({ query: QUERY, ...apq(1, right) })).toEqual({ status: 200, codes: [] });
  });
});
