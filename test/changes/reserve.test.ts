// What people keep of a budget while a set and sweeps take their shares.
import { describe, expect, it } from '@jest/globals';
import { present } from '../support/assertions.ts';
import { useEngine } from '../support/engine.ts';
import { genesysUser } from '../support/license-targets.ts';
import { SCALE, genesysUsers } from '../support/many-changes.ts';
import { testCall } from '../support/runtime.ts';
import { keepsReserve } from './scenarios/reserve.ts';

keepsReserve({ changes: 10_000, scale: 400, callsPerMinute: 300 });
// Many windows.
keepsReserve({ changes: 1_160, scale: SCALE, callsPerMinute: 20 });

describe('a single change', () => {
  const waits: number[] = [];
  const rig = useEngine({
    jump: true,
    onWait(milliseconds) {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });

  it('takes of the reserve: somebody waits for it', async () => {
    const account = present(rig.accounts.get('genesys-us'), 'an account of Genesys');
    const target = genesysUser(present(genesysUsers(1)[0]));
    await account.catalogue(testCall());
    rig.advance(120_000);
    rig.fleet.genesys.setSwitch('callsPerMinute', 40);
    for (let count = 0; count < 33; count += 1) await account.catalogue(testCall());
    expect(account.status()).toMatchObject({
      budget: { limit: 40, remaining: 7 },
      shares: { changeSets: { remaining: 0 } },
    });
    expect(await rig.outcomeOf('ASSIGN', target)).toBe('VERIFIED');
    // Nobody waited for the end of the window.
    expect(waits.filter((milliseconds) => milliseconds > 20_000)).toEqual([]);
    expect(account.status().budget?.remaining).toBeLessThan(7);
  });
});
