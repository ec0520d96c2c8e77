// The parts of the frame on their own: clock, journal, router, bodies.
import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../emulators/core/clock.ts';
import { createRouter, jsonBody, type EmulatedRequest } from '../../emulators/core/http.ts';
import { createJournal } from '../../emulators/core/journal.ts';

describe('the clock', () => {
  it('is the real time, moved', () => {
    let real = 1000;
    const clock = createClock(() => real);
    clock.advance(500);
    expect(clock.now()).toBe(1500);
    real = 2000;
    expect(clock.now()).toBe(2500);
    clock.advance(-700);
    expect(clock.now()).toBe(1800);
    clock.reset();
    expect(clock.now()).toBe(2000);
  });
});

describe('the journal', () => {
  it('keeps the newest entries, in order, and no more than it can', () => {
    const journal = createJournal(3);
    const paths = (): string[] => journal.entries().map(({ path }) => path);
    for (let count = 0; count < 20; count += 1) {
      journal.record({ method: 'GET', path: `/${count}`, query: '', status: 200, ms: 1 });
      const newest = [count - 2, count - 1, count].filter((one) => one >= 0).map((one) => `/${one}`);
      expect(paths()).toEqual(newest);
    }
    journal.clear();
    expect(paths()).toEqual([]);
  });

  it('does not change what was read from it', () => {
    const journal = createJournal();
    const before = journal.entries();
    journal.record({ method: 'GET', path: '/', query: '', status: 200, ms: 1 });
    expect([before.length, journal.entries().length]).toEqual([0, 1]);
  });
});

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
