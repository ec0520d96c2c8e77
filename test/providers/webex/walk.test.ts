import { describe, expect, it } from '@jest/globals';
import { callerError } from '../../../src/domain/problem.ts';
import type { Slice } from '../../../src/providers/webex/paging.ts';
import { walk } from '../../../src/providers/webex/walk.ts';
import { problemOf } from './organisation.ts';

interface Row {
  readonly id: string;
}

function row(id: string): Row {
  return { id };
}

async function ids(read: (token: string | null) => Slice<Row>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { rows } of walk((token) => Promise.resolve().then(() => read(token)), 'webex')) {
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}

describe('walking a list', () => {
  it('gives every row once', async () => {
    const read = (token: string | null) =>
      token === null ? { rows: [row('a'), row('b')], next: '2' } : { rows: [row('b'), row('c')], next: null };
    expect(await ids(read)).toEqual(['a', 'b', 'c']);
  });

  it('starts again once when a token is forgotten, and repeats nothing', async () => {
    let hasExpired = false;
    const read = (token: string | null) => {
      if (token === '2' && !hasExpired) {
        hasExpired = true;
        throw callerError('CURSOR_EXPIRED', 'gone');
      }
      return token === null ? { rows: [row('a')], next: '2' } : { rows: [row('b')], next: null };
    };
    expect(await ids(read)).toEqual(['a', 'b']);
  });

  it('gives up when a token is forgotten twice', async () => {
    const read = (token: string | null) => {
      if (token !== null) throw callerError('CURSOR_EXPIRED', 'gone');
      return { rows: [row('a')], next: '2' };
    };
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('refuses pages without a new row', async () => {
    let page = 0;
    const read = () => {
      page += 1;
      return { rows: [row('a')], next: String(page) };
    };
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(page).toBe(2);
  });

  it('refuses a way back', async () => {
    const read = (token: string | null) => ({ rows: [row(`row ${token}`)], next: token === '1' ? '2' : '1' });
    expect((await problemOf(ids(read))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('ends somewhere', async () => {
    let page = 0;
    const read = () => {
      page += 1;
      return { rows: [row(String(page))], next: String(page) };
    };
    expect(await problemOf(ids(read))).toMatchObject({
      code: 'UPSTREAM_TOO_MANY_PAGES',
      accountKey: 'webex',
    });
    expect(page).toBe(500);
  });

  it('passes every other failure on', async () => {
    const read = (): Slice<Row> => {
      throw callerError('BAD_CURSOR', 'no');
    };
    expect((await problemOf(ids(read))).code).toBe('BAD_CURSOR');
  });
});
