// Documents by their hashes: those that clients register, within bounds, and those of a manifest.
import { describe, expect, it } from '@jest/globals';
import { createPersistedQueries, sha256Of } from '../../../src/server/operations/persisted.ts';
import { keepLast } from '../../../src/server/operations/documents.ts';
import { codesOf, useApp, type Answer } from '../../support/app.ts';

const ANYBODY = { isExempt: false };

function byHash(text: string) {
  return { extensions: { persistedQuery: { version: 1, sha256Hash: sha256Of(text) } } };
}

/** The text, or the code of the refusal. */
function outcome(found: ReturnType<ReturnType<typeof createPersistedQueries>['textOf']>): unknown {
  return typeof found === 'string' ? found : found.extensions['code'];
}

describe('documents that clients register', () => {
  const app = useApp({ server: { persistedQueries: 'bounded' } });

  async function send(body: object): Promise<{ status: number; answer: Answer<unknown> }> {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // The form of every answer; asserted on below.
    return { status: response.status, answer: (await response.json()) as Answer<unknown> };
  }

  it('can be asked for by hash once they were sent with it', async () => {
    const query = '{ accounts { key name } }';
    const unknown = await send(byHash(query));
    expect([unknown.status, unknown.answer.errors]).toEqual([
      200,
      [
        {
          message: 'PersistedQueryNotFound',
          extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', requestId: expect.any(String) },
        },
      ],
    ]);
    const sent = await send({ query, ...byHash(query) });
    expect(codesOf(sent.answer)).toEqual([]);
    expect((await send(byHash(query))).answer.data).toEqual(sent.answer.data);
    const parameters = new URLSearchParams({ extensions: JSON.stringify(byHash(query).extensions) });
    const got = await fetch(`${app.url}/graphql?${parameters.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await got.json()).toMatchObject({ data: sent.answer.data });
  });

  it('are not registered when they are refused, or too large', async () => {
    const wrong = '{ nothing }';
    expect((await send({ query: wrong, ...byHash(wrong) })).status).toBe(400);
    const large = `{ accounts { key } } #${'x'.repeat(20_000)}`;
    expect(codesOf((await send({ query: large, ...byHash(large) })).answer)).toEqual([]);
    for (const query of [wrong, large]) {
      expect(codesOf((await send(byHash(query))).answer)).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    }
  });

  it('are a thousand at most: those not asked for go first', () => {
    const persisted = createPersistedQueries('bounded', new Map(), new Set());
    const texts = Array.from({ length: 1_001 }, (_, n) => `{ a${n} }`);
    for (const text of texts.slice(0, 1_000)) persisted.accepted(byHash(text), text);
    const [first = '', second = ''] = texts;
    expect(persisted.textOf(byHash(first), ANYBODY)).toBe(first);
    persisted.accepted(byHash(texts[1_000] ?? ''), texts[1_000] ?? '');
    expect(outcome(persisted.textOf(byHash(first), ANYBODY))).toBe(first);
    expect(outcome(persisted.textOf(byHash(second), ANYBODY))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a manifest', () => {
  const text = '{ accounts { key } }';
  const persisted = createPersistedQueries('manifest', new Map([[sha256Of(text), text]]), new Set());

  it.each([
    ['by id', { documentId: sha256Of(text) }, text],
    ['by id with the name of the sum', { documentId: `sha256:${sha256Of(text)}` }, text],
    ['by hash', byHash(text), text],
    ['by hash, with its text', { query: text, ...byHash(text) }, text],
    ['by text alone', { query: text }, 'DOCUMENT_NOT_TRUSTED'],
    ['by id, with another text', { query: '{ users }', documentId: sha256Of(text) }, 'DOCUMENT_NOT_TRUSTED'],
    ['by an unknown id', { documentId: 'x' }, 'DOCUMENT_NOT_TRUSTED'],
  ])('runs what it has, and nothing else: %s', (_how, request, expected) => {
    expect(outcome(persisted.textOf(request, ANYBODY))).toBe(expected);
  });

  it('does not hold for those who are exempt', () => {
    const exempt = { isExempt: true };
    expect(persisted.textOf({ query: '{ users }' }, exempt)).toBe('{ users }');
    expect(persisted.textOf(byHash(text), exempt)).toBe(text);
    expect(outcome(persisted.textOf({ documentId: 'x' }, exempt))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});

describe('what is kept', () => {
  it('keeps to a total size', () => {
    const kept = keepLast<string>({ count: 10, bytes: 100 });
    kept.set('a', 'A', 40);
    kept.set('b', 'B', 40);
    kept.set('a', 'A again', 50);
    kept.set('c', 'C', 30);
    expect(['a', 'b', 'c'].map((hash) => kept.get(hash))).toEqual(['A again', undefined, 'C']);
    kept.set('d', 'D', 200);
    expect(['a', 'c', 'd'].map((hash) => kept.get(hash))).toEqual([undefined, undefined, undefined]);
  });
});
