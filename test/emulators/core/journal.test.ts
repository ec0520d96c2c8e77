// The journal: what was asked, and how it was answered.
import { describe, expect, it } from '@jest/globals';
import { createJournal } from '../../../emulators/core/journal.ts';
import { until } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { useToy } from './toy.ts';

const { emulator, get, put, journal } = useToy();

describe('the journal', () => {
  it('tells what was asked, in order, and how it was answered', async () => {
    await get('/things?page=2&x=%C3%B6');
    await put('a%2Fb', 'blue');
    await get('/nothing');
    expect(journal()).toEqual([
      { method: 'GET', path: '/things', query: 'page=2&x=%C3%B6', status: 200, ms: expect.any(Number) },
      { method: 'PUT', path: '/things/a%2Fb', query: '', status: 200, ms: expect.any(Number) },
      { method: 'GET', path: '/nothing', query: '', status: 404, ms: expect.any(Number) },
    ]);
  });

  it('names the fault that shaped an answer', async () => {
    emulator.fault({ times: 1, fault: { kind: 'html' } });
    await get('/things');
    await get('/things');
    expect(journal().map(({ fault }) => fault)).toEqual(['html', undefined]);
  });

  it('notes a client that left before its answer', async () => {
    emulator.fault({ fault: { kind: 'latency', ms: 5000 } });
    const abort = new AbortController();
    const waiting = get('/things', { signal: abort.signal }).catch(() => 'left');
    await heard(emulator);
    abort.abort();
    expect(await waiting).toBe('left');
    await until(() => journal().length > 0);
    expect(journal()).toMatchObject([{ status: 0, fault: 'latency' }]);
  });

  it('keeps the newest entries, in order, and no more than it can', () => {
    const short = createJournal(3);
    const paths = (): string[] => short.entries().map(({ path }) => path);
    for (let count = 0; count < 20; count += 1) {
      short.record({ method: 'GET', path: `/${count}`, query: '', status: 200, ms: 1 });
      const newest = [count - 2, count - 1, count].filter((one) => one >= 0).map((one) => `/${one}`);
      expect(paths()).toEqual(newest);
    }
    short.clear();
    expect(paths()).toEqual([]);
  });

  it('does not change what was read from it', () => {
    const own = createJournal();
    const before = own.entries();
    own.record({ method: 'GET', path: '/', query: '', status: 200, ms: 1 });
    expect([before.length, own.entries().length]).toEqual([0, 1]);
  });
});
