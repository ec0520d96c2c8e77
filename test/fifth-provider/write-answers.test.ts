// What the answer to one part says of its change, where that is not just what was asked for (quayside contract 3).
import { describe, expect, it } from '@jest/globals';
import { sentOf } from '../support/assertions.ts';
import { useEmulator } from '../support/emulator.ts';
import { opened } from '../support/lifecycle.ts';
import { testRuntime } from '../support/runtime.ts';
import { change, openAccount } from './account.ts';
import { definition } from './emulator/index.ts';
import { holderOf, otherThanHolders } from './seeded-truth.ts';

const emulator = useEmulator(definition);
const connection = opened(
  () => testRuntime(),
  (it) => it.close(),
);

const FREE = otherThanHolders('pl-pro');
const ASSIGN = change('ASSIGN', 'pl-pro', FREE);
const REMOVE = change('REMOVE', 'pl-basic', holderOf('pl-basic'));

async function told(...changes: Parameters<typeof sentOf>[1]) {
  const account = openAccount(emulator.url, connection.runtime);
  const sent = await sentOf(account, changes);
  return sent.map(({ status, problem }) => [status, problem?.code ?? null, problem?.providerCode ?? null]);
}

describe('a change', () => {
  it('is accepted beside others that are not, each for its own reason', async () => {
    const unknown = change('ASSIGN', 'pl-pro', 'no-such-user');
    const lacking = change('ASSIGN', 'pl-trial', FREE);
    const full = change('ASSIGN', 'pl-full', otherThanHolders('pl-full'));
    expect(await told(unknown, ASSIGN, lacking, full, REMOVE)).toEqual([
      ['REJECTED', 'UPSTREAM_REJECTED', 'not_found'],
      ['ACCEPTED', null, null],
      ['REJECTED', 'UPSTREAM_REJECTED', 'cost_centre_required'],
      ['REJECTED', 'UPSTREAM_REJECTED', 'seats_exhausted'],
      ['ACCEPTED', null, null],
    ]);
  });

  it('is made when there was nothing left to take away', async () => {
    expect(await told(change('REMOVE', 'pl-pro', FREE))).toEqual([['ACCEPTED', null, null]]);
  });

  it('may be made when its part fails, or shows something else', async () => {
    const another = {
      userId: 'somebody-else',
      planId: 'pl-pro',
      costCentre: null,
      since: '2026-01-01T00:00:00Z',
    };
    for (const body of [undefined, {}, another]) {
      emulator.clearFaults();
      emulator.fault({ part: '^PUT', fault: { kind: 'answer', status: 200, body } });
      emulator.fault({ part: '^DELETE', fault: { kind: 'error', status: 503 } });
      expect(await told(ASSIGN, REMOVE)).toEqual([
        ['UNKNOWN', 'UPSTREAM_BAD_RESPONSE', null],
        ['UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'unavailable'],
      ]);
    }
  });

  it('is not made when its part was told to wait', async () => {
    emulator.fault({ part: '^PUT', fault: { kind: 'throttle', retryAfter: 9 } });
    expect(await told(ASSIGN, REMOVE)).toEqual([
      ['NOT_SENT', 'UPSTREAM_THROTTLED', 'rate_limited'],
      ['ACCEPTED', null, null],
    ]);
  });
});
