// Which route a request takes, and what its body says.
import { describe, expect, it } from '@jest/globals';
import { createRouter, jsonBody, type EmulatedRequest } from '../../../emulators/core/http.ts';

describe('the router', () => {
  const handle = () => ({ status: 200 });
  const match = createRouter<null>([
    { method: 'GET', path: '/a/me', handle },
    { method: 'GET', path: '/a/:id', handle },
    { method: 'POST', path: '/a/:id/b/:other', handle },
  ]);
  const found = (method: string, path: string): unknown => {
    const { match: hit, otherMethod } = match(method, path);
    return hit ? [hit.route.path, hit.params] : otherMethod;
  };

  it.each([
    ['GET', '/a/me', ['/a/me', {}]],
    ['GET', '/a/x', ['/a/:id', { id: 'x' }]],
    ['GET', '/a/x%2Fy', ['/a/:id', { id: 'x/y' }]],
    ['GET', '/a/%252F', ['/a/:id', { id: '%2F' }]],
    ['POST', '/a/1/b/2', ['/a/:id/b/:other', { id: '1', other: '2' }]],
    ['POST', '/a/x', true],
    ['GET', '/a/1/b/2', true],
    ['GET', '/a', false],
    ['GET', '/a/', false],
    ['GET', '/a/x/', false],
    ['GET', '/a/%', false],
    ['GET', '/b/x', false],
  ])('%s %s is %j', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected);
  });
});

describe('a JSON body', () => {
  const request = (text: string): EmulatedRequest => ({
    method: 'POST',
    path: '/',
    params: {},
    query: new URLSearchParams(),
    answerPart: (_, answer) => answer(),
    headers: {},
    text,
    origin: 'http://toy',
  });

  it.each([
    ['', undefined],
    ['{"a":1}', { a: 1 }],
    ['null', null],
    ['[]', []],
    ['{"a":', undefined],
    ['<a/>', undefined],
  ])('%j is %j', (text, expected) => {
    expect(jsonBody(request(text))).toEqual(expected);
  });
});
