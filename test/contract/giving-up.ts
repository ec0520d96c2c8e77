// Promises about calls that end early: so does the read, for the reason given, and its request is taken back.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../src/domain/call.ts';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { until } from '../support/assertions.ts';
import { testCall } from '../support/runtime.ts';
import { failureOf, readsOf } from './reading.ts';
import type { Rig } from './rig.ts';

const REASON = new ProblemError(problem('CLIENT_GONE', 'CALLER', 'The client went away.'));

function callWith(signal: AbortSignal): Call {
  return { ...testCall(), signal };
}

/** Tries what becomes of reads whose call is over. */
export function describeGivingUp(rig: Rig, idle: ProviderAccount): void {
  it('a call that is given up does not wait for a login', async () => {
    const account = rig.fresh();
    rig.emulator.fault({ fault: { kind: 'stall' } });
    const abort = new AbortController();
    const ending = failureOf(account.catalogue(callWith(abort.signal)));
    await until(() => rig.requests.length > 0);
    abort.abort(REASON);
    expect(await ending).toBe(REASON);
  });

  describe.each(readsOf(rig.subject, idle))('$name, given up', ({ run }) => {
    it('ends with the reason of a call that was over before it began', async () => {
      const error = await failureOf(run(rig.account, callWith(AbortSignal.abort(REASON))));
      expect(error).toBe(REASON);
      expect(rig.emulator.journal.entries()).toEqual([]);
    });

    it('ends with the reason, and takes its request back', async () => {
      rig.strike({ kind: 'stall' });
      const abort = new AbortController();
      const ending = failureOf(run(rig.account, callWith(abort.signal)));
      await until(() => rig.sent().length > 0);
      await delay(20);
      abort.abort(REASON);
      expect(await ending).toBe(REASON);
      // A stalled request enters the journal when its connection closes, and not before.
      await until(() => rig.emulator.journal.entries().length > 0);
      expect(rig.emulator.journal.entries()[0]).toMatchObject({ fault: 'stall', status: 0 });
      expect(rig.account.status()).toMatchObject({ lastProblem: null, circuit: 'CLOSED' });
    });
  });
}
