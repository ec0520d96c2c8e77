// Promises about writes: sent in calls the provider takes, told truly whatever happens, shown by every read.
import { describe, expect, it } from '@jest/globals';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { createRig } from './rig.ts';
import type { Subject } from './subject.ts';
import { writeChecks } from './write-checks.ts';

/** Tries the promises of `writes`, where the account has them. */
export function describeWrites(subject: Subject, idle: ProviderAccount): void {
  if (idle.writes === undefined) return;
  const { open = subject.open, good } = present(subject.writes, 'what is needed to try the writes');
  describe('writes', () => {
    const rig = createRig({ ...subject, open });

    it('are tried with every action that the account has', () => {
      const actions = new Set(good(rig.truth()).map(({ action }) => action));
      const dates = idle.account.capabilities.nativeScheduledRemoval;
      expect([...actions].sort()).toEqual([
        'ASSIGN',
        ...(dates ? ['CANCEL_REMOVAL'] : []),
        'REMOVE',
        ...(dates ? ['SCHEDULE_REMOVAL'] : []),
      ]);
    });

    it.each(writeChecks(subject))('$name', async ({ violations }) => {
      expect(await violations(rig)).toEqual([]);
    });
  });
}
