// A set that runs while a reload gives its account other credentials, or takes the account away.
import { describe, expect, it } from '@jest/globals';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { changeRequest } from '../support/change-requests.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { place } from '../support/license-targets.ts';

const rig = useEngine();
const KEY = 'listings';
const STORES = ['store-5', 'store-7', 'store-8', 'store-11', 'store-15'];

/** The account, which tells how many groups it is given to send, before it sends them. */
function telling(account: ProviderAccount, sends: () => void): ProviderAccount {
  const writes = present(account.writes);
  return {
    ...account,
    writes: {
      ...writes,
      // One after the other: which of them comes first is the test's to know.
      concurrency: 1,
      send(group, call) {
        sends();
        return writes.send(group, call);
      },
    },
  };
}

function requests(action: 'ASSIGN' | 'REMOVE') {
  return STORES.map((store) => changeRequest(action, place(store)));
}

describe('a running set', () => {
  it('sends what is left with the account that is in force', async () => {
    const account = present(rig.accounts.get(KEY));
    const sent = { before: 0, after: 0 };
    const after = telling(account, () => (sent.after += 1));
    rig.accounts.set(
      KEY,
      telling(account, () => {
        sent.before += 1;
        rig.accounts.set(KEY, after);
      }),
    );
    const answer = await rig.engine.apply(requests('ASSIGN'), rig.request());
    rig.accounts.set(KEY, account);
    expect(new Set(await rig.outcomes(answer))).toEqual(new Set(['VERIFIED']));
    expect(sent).toEqual({ before: 1, after: STORES.length - 1 });
  });

  it('sends nothing more of an account that was taken away, and the rest when it is there again', async () => {
    const account = present(rig.accounts.get(KEY));
    rig.accounts.set(
      KEY,
      telling(account, () => rig.accounts.delete(KEY)),
    );
    const plan = await rig.engine.plan(requests('REMOVE'), rig.request());
    await rig.carryOut(plan);
    expect(rig.writes()).toHaveLength(1);
    rig.accounts.set(KEY, account);
    await rig.work(setOf(plan).id);
    expect(new Set(await rig.outcomes(plan))).toEqual(new Set(['VERIFIED']));
    expect(rig.writes()).toHaveLength(STORES.length);
  });
});
