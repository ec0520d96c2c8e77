// What is refused before anything is sent to ThingSpace.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { testRuntime } from '../../support/runtime.ts';
import { openAccount, wish, worldOf } from './writing.ts';

const [A, B, C] = ['359000000000011', '359000000000029', '014000000000011'] as const;

let made: ReturnType<typeof testRuntime>;
let account: ThingSpaceAccount;
beforeAll(() => {
  made = testRuntime();
  account = openAccount(made.runtime, 'http://127.0.0.1:9');
});
afterAll(() => made.close());

function change(changes: Partial<Change>): Change {
  const [one] = wish('ASSIGN', [A]);
  if (one === undefined) throw new Error('one IMEI makes one change');
  return { ...one, ...changes };
}

describe('check', () => {
  it('lets through what the provider may do, leading zeros and failed check digits included', () => {
    const changes = [...wish('REMOVE', [A, C]), ...wish('ASSIGN', [B])];
    expect(account.writes.check(changes, worldOf([A, B, C]))).toEqual(new Map());
  });

  it.each<[string, Partial<Change>, string, RegExp]>([
    ['a removal on a date', { action: 'SCHEDULE_REMOVAL', removalOn: '2026-06-01' }, 'NOT_SUPPORTED', /day/],
    ['the end of one', { action: 'CANCEL_REMOVAL' }, 'NOT_SUPPORTED', /day/],
    ['another license', { licenseId: 'FOTA' }, 'CHANGE_REFUSED', /`fota`/],
    ['a user', { assignee: { kind: 'USER', externalId: A } }, 'CHANGE_REFUSED', /device/],
    ['an IMEISV', { assignee: { kind: 'DEVICE', externalId: `${A}1` } }, 'CHANGE_REFUSED', /fifteen digits/],
    [
      'an IMEI without check digit',
      { assignee: { kind: 'DEVICE', externalId: '35900000000001' } },
      'CHANGE_REFUSED',
      /fifteen digits/,
    ],
    [
      'a device that does not exist',
      { assignee: { kind: 'DEVICE', externalId: B } },
      'CHANGE_REFUSED',
      /IMEI/,
    ],
  ])('refuses %s', (_, changes, code, hint) => {
    const problems = account.writes.check([...wish('REMOVE', [C]), change(changes)], worldOf([A, C]));
    expect([...problems]).toEqual([
      [
        `ASSIGN ${A}`,
        expect.objectContaining({
          code,
          blame: 'CALLER',
          retryable: false,
          accountKey: 'acme-devices',
          hint: expect.stringMatching(hint),
        }),
      ],
    ]);
  });
});
