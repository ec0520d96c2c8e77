// The media type of an answer, by what the client accepts.
import { describe, expect, it } from '@jest/globals';
import { answerType, bodyType } from '../../../src/server/http/media-types.ts';

const OLD = 'application/json; charset=utf-8';
const NEW = 'application/graphql-response+json; charset=utf-8';

describe('the media type of an answer', () => {
  it.each([
    [undefined, OLD],
    ['', OLD],
    ['*/*', OLD],
    ['application/*', OLD],
    ['application/json', OLD],
    ['application/graphql-response+json', NEW],
    ['application/graphql-response+json, application/json;q=0.9', NEW],
    ['application/json, application/graphql-response+json;q=0.9', OLD],
    ['application/graphql-response+json;q=0.5, */*;q=0.5', NEW],
    ['APPLICATION/JSON; Q=0.1', OLD],
    ['application/json;q=0, */*', NEW],
    ['text/html, */*;q=0.1', OLD],
    ['text/html', null],
    ['application/json;q=0', null],
    ['*/*;q=0', null],
    ['application/json;q=x', null],
    ['nonsense', null],
  ])('for %j is %j', (accept, type) => {
    expect(answerType(accept)).toBe(type);
  });
});

describe('the type of a body', () => {
  it.each([
    [undefined, null],
    ['application/json', { type: 'application/json', charsets: [] }],
    ['Application/JSON; Charset="UTF-16"', { type: 'application/json', charsets: ['utf-16'] }],
    [
      'application/json;charset=utf-8;charset=utf-16le',
      { type: 'application/json', charsets: ['utf-8', 'utf-16le'] },
    ],
  ])('of %j is %j', (header, type) => {
    expect(bodyType(header)).toEqual(type);
  });
});
