// What is refused before anything is sent to ThingSpace.
import { describe, expect, it } from '@jest/globals';
import { assigneeKey, type Change, type CurrentState } from '../../../src/domain/change.ts';
import { only } from '../../support/assertions.ts';
import { offline } from '../../support/provider.ts';
import { wish } from './changes.ts';

const [A, B, C] = ['359000000000011', '359000000000029', '014000000000011'] as const;
const { writes } = offline('thingspace');

function change(changes: Partial<Change>): Change {
  return { ...only(wish('ASSIGN', [A])), ...changes };
}

/** A world in which these devices exist. */
function worldOf(imeis: readonly string[]): CurrentState {
  const held = new Map(imeis.map((externalId) => [assigneeKey({ kind: 'DEVICE', externalId }), []]));
  return { catalogue: [], held, today: '2026-05-04' };
}

describe('check', () => {
  it('lets through what the provider may do, leading zeros and failed check digits included', () => {
    const changes = [...wish('REMOVE', [A, C]), ...wish('ASSIGN', [B])];
    expect(writes.check(changes, worldOf([A, B, C]))).toEqual(new Map());
  });

  it('lets licenses be taken from devices that the account no longer lists', () => {
    expect(writes.check(wish('REMOVE', [A, B]), worldOf([A]))).toEqual(new Map());
  });

  it.each<[string, Partial<Change>, string, RegExp]>([
    ['a removal on a date', { action: 'SCHEDULE_REMOVAL', removalOn: '2026-06-01' }, 'NOT_SUPPORTED', /day/],
    ['the end of one', { action: 'CANCEL_REMOVAL' }, 'NOT_SUPPORTED', /day/],
    ['another license', { licenseId: 'FOTA' }, 'NO_SUCH_LICENSE', /`fota`/],
    ['a user', { assignee: { kind: 'USER', externalId: A } }, 'RULE_REFUSED', /device/],
    [
      'an IMEISV',
      { assignee: { kind: 'DEVICE', externalId: `${A}1` } },
      'NO_SUCH_ASSIGNEE',
      /fifteen digits/,
    ],
    [
      'an IMEI without check digit',
      { assignee: { kind: 'DEVICE', externalId: '35900000000001' } },
      'NO_SUCH_ASSIGNEE',
      /fifteen digits/,
    ],
    [
      'a device that does not exist',
      { assignee: { kind: 'DEVICE', externalId: B } },
      'NO_SUCH_ASSIGNEE',
      /IMEI/,
    ],
  ])('refuses %s', (_, changes, code, hint) => {
    const problems = writes.check([...wish('REMOVE', [C]), change(changes)], worldOf([A, C]));
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
