// When a read shows what was written.
import { describe, expect, it } from '@jest/globals';
import { useProvider } from '../../support/provider.ts';
import { NOTHING, assign, isSo, statusesOf, who } from './changes.ts';

const { account, emulator } = useProvider('genesys');

describe('time', () => {
  it('may pass before a read shows a write, within the waits of the read-back', async () => {
    emulator.setSwitch('consistencyLagMs', 10_000);
    const one = assign('cloudCX1', who(NOTHING));
    expect(await statusesOf(account, [one])).toEqual(['ACCEPTED']);
    const seen: boolean[] = [];
    let passed = 0;
    for (const after of account.writes.readBackAfterMs) {
      emulator.clock.advance(after - passed);
      passed = after;
      seen.push(await isSo(account, one));
    }
    expect(seen[0]).toBe(false);
    expect(seen.at(-1)).toBe(true);
  });
});
