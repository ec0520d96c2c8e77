// What a provider sends is taken in the documented form, or is a problem that repeats none of it.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseBody } from '../../src/upstream/parse.ts';
import type { UpstreamResponse } from '../../src/upstream/transport.ts';
import { problemOf } from '../support/assertions.ts';

const People = z.object({ items: z.array(z.object({ id: z.string(), age: z.number().optional() })) });

function response(body: unknown, content: UpstreamResponse['content'] = 'JSON'): UpstreamResponse {
  return { status: 200, headers: {}, body, content };
}

const problemIn = (answer: UpstreamResponse) =>
  problemOf(Promise.resolve(answer).then((one) => parseBody(People, one, 'acme')));

describe('parseBody', () => {
  it('gives what the schema makes of it', () => {
    const Renamed = People.transform(({ items }) => items.map((item) => item.id));
    expect(parseBody(Renamed, response({ items: [{ id: 'a', more: 1 }], next: 2 }), 'acme')).toEqual(['a']);
  });

  it('gives those who share an answer the same value, made once, that nobody can change', () => {
    let made = 0;
    const Counted = People.transform(({ items }) => ({ items, made: (made += 1) }));
    const answer = { ...response({ items: [{ id: 'a' }] }), parsed: new Map() };

    const first = parseBody(Counted, answer, 'acme');

    expect(parseBody(Counted, answer, 'acme')).toBe(first);
    expect(parseBody(People, answer, 'acme')).toEqual({ items: [{ id: 'a' }] });
    expect(made).toBe(1);
    expect(() => first.items.push({ id: 'b' })).toThrow(TypeError);
    expect(() => Object.assign(first.items[0] ?? {}, { id: 'b' })).toThrow(TypeError);
  });

  it.each([
    ['an empty body', response(undefined, 'EMPTY')],
    ['a body that is no JSON', response(undefined, 'OTHER')],
    ['JSON of another form', response([])],
    ['null', response(null)],
  ])('takes %s for a bad response of the account', async (_, answer) => {
    expect(await problemIn(answer)).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      accountKey: 'acme',
      blame: 'PROVIDER',
      retryable: true,
    });
  });

  it('names the field at fault, and never its value', async () => {
    const problem = await problemIn(response({ items: [{ id: 'a' }, { id: 'b', age: 'secret-7' }] }));
    expect(problem.message).toMatch(/ at items\.1\.age\.$/);
    expect(JSON.stringify(problem)).not.toContain('secret-7');
  });

  it('names no field when the whole is at fault', async () => {
    expect((await problemIn(response('text'))).message).toMatch(/documented form\.$/);
  });
});
