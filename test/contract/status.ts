// Promises about how the account is, as far as this process has seen.
import { describe, expect, it } from '@jest/globals';
import { UNASKED } from '../support/accounts.ts';
import { testCall } from '../support/runtime.ts';
import { failureOf } from './reading.ts';
import type { Rig } from './rig.ts';

/** Tries the promises of `status`. */
export function describeStatus(rig: Rig): void {
  describe('the status', () => {
    it('knows nothing before the first read, and asks nothing to know it', () => {
      expect(rig.fresh().status()).toEqual(UNASKED);
      expect(rig.requests).toEqual([]);
    });

    it('tells the last success', async () => {
      const before = rig.now();
      await rig.account.catalogue(testCall());
      const { lastSuccessAt, lastProblem, circuit } = rig.account.status();
      expect(Date.parse(lastSuccessAt ?? '')).toBeGreaterThanOrEqual(before);
      expect(Date.parse(lastSuccessAt ?? '')).toBeLessThanOrEqual(rig.now());
      expect({ lastProblem, circuit }).toEqual({ lastProblem: null, circuit: 'CLOSED' });
    });

    it('tells the last problem and keeps the last success', async () => {
      const { lastSuccessAt } = rig.account.status();
      rig.strike({ kind: 'error', status: 503 });
      const { problem } = await failureOf(rig.account.catalogue(testCall()));
      expect(rig.account.status()).toMatchObject({ lastSuccessAt, lastProblem: problem });
      expect(problem).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        accountKey: rig.account.account.key,
      });
    });

    it('tells that the circuit is open after an outage, and until when nothing is sent', async () => {
      const account = rig.fresh({ breakerFailures: 3, breakerResetMs: 60_000 });
      await account.catalogue(testCall());
      rig.strike({ kind: 'error', status: 500 });
      await failureOf(account.catalogue(testCall()));
      const before = rig.sent().length;
      const { problem } = await failureOf(account.assignments.page(null, testCall()));
      expect(problem).toMatchObject({
        code: 'UPSTREAM_CIRCUIT_OPEN',
        accountKey: account.account.key,
        retryable: true,
      });
      expect(Date.parse(problem.retryAt ?? '')).toBeGreaterThan(rig.now() + 50_000);
      expect(account.status()).toMatchObject({
        circuit: 'OPEN',
        // What it failed with, not that requests are held back since.
        lastProblem: { code: 'UPSTREAM_UNAVAILABLE' },
        pausedUntil: problem.retryAt,
      });
      expect(rig.sent()).toHaveLength(before);
    });

    it('tells until when nothing is sent, of a pause that is asked for at the login too', async () => {
      // Of one who has to log in, where one logs in: whatever is sent first is told to wait.
      const account = rig.fresh();
      rig.emulator.fault({ fault: { kind: 'throttle', retryAfter: 600 }, times: 1 });
      const { problem } = await failureOf(account.catalogue(testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAt: expect.any(String) });
      expect(account.status().pausedUntil).toBe(problem.retryAt);
      const before = rig.requests.length;
      const again = await failureOf(account.assignments.page(null, testCall()));
      expect(again.problem.retryAt).toBe(problem.retryAt);
      expect(rig.requests).toHaveLength(before);
    });

    if (rig.subject.reportsBudget) {
      it('tells how many requests are left', async () => {
        await rig.account.catalogue(testCall());
        const before = rig.account.status().budget;
        expect(before?.limit).toBeGreaterThan(before?.remaining ?? Number.POSITIVE_INFINITY);
        await rig.account.assignments.page(null, testCall());
        const after = rig.account.status().budget;
        expect(after?.limit).toBe(before?.limit);
        expect(after?.remaining).toBe((before?.remaining ?? 0) - 1);
      });
    } else {
      it('has no word on requests that are left, as the provider has none', async () => {
        await rig.account.assignments.page(null, testCall());
        expect(rig.account.status().budget).toBeNull();
      });
    }
  });
}
