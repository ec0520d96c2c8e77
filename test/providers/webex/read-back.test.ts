// When reads show what became of changes, and what they tell beside licenses.
import { describe, expect, it } from '@jest/globals';
import { isLicense } from '../../../src/domain/assignment.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { User } from '../../../src/domain/assignee.ts';
import { holdingsAndAccounts } from '../../../src/providers/webex/writes/read-back.ts';
import { present, rowsIn } from '../../support/assertions.ts';
import { offline } from '../../support/provider.ts';
import { bare } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { changesOf, sendAll, shown, SITE, statuses, useSeededWebex } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

describe('reading back', () => {
  it('begins at once and goes on for a while, for several changes at once', () => {
    const { concurrency, readBackAfterMs } = offline('webex').writes;
    expect(concurrency).toBe(4);
    const [first, ...later] = readBackAfterMs;
    expect(first).toBe(0);
    expect(later).toEqual(later.toSorted((one, other) => one - other));
  });

  it('shows late what Webex shows late, and what was said is believed meanwhile', async () => {
    emulator.setSwitch('propagationLagMs', 60_000);
    const without = ['professional', 'professionalOver', 'standard', 'ucm', 'messaging', 'attendantConsole'];
    const [user] = seed.holding(['call'], without);
    const changes = changesOf(user, 'add:messaging');
    expect(statuses(await sendAll(account, changes))).toEqual({ 'add:messaging': 'ACCEPTED' });
    expect(await shown(bench.open(), changes)).toEqual([false]);
    emulator.clock.advance(61_000);
    expect(await shown(bench.open(), changes)).toEqual([true]);
  });
});

describe('attendee accounts', () => {
  it('are told by the reads that tell the licenses, without one more', async () => {
    const some = seed.people.slice(0, 30);
    await bench.warm();
    const plain = await account.assignments.ofAssignees(some.map(bare), testCall());
    const asked = bench.calls();
    bench.forget();
    const whole = await account.writes.readBack?.(some.map(bare), testCall());
    expect(bench.calls()).toEqual(asked);
    expect([...plain.values()].flat().some((row) => row !== null && 'siteUrl' in row)).toBe(false);
    const told = [...rowsIn(present(whole))].filter(
      ([, rows]) =>
        rows !== null &&
        !(rows instanceof ProblemError) &&
        rows.some((row) => !isLicense(row) && row.siteUrl === SITE),
    );
    const attending = seed.withRole('ATTENDEE').filter((user) => some.includes(user));
    expect(told.map(([id]) => id).sort()).toEqual(attending.map(({ externalId }) => externalId).sort());
    expect(told.length).toBeGreaterThan(0);
  });

  it('show for users who hold no license at all, and for nobody of whom nothing was told', () => {
    const siteAccounts = [
      { siteUrl: SITE, role: 'ATTENDEE', rawRole: 'attendee' },
      { siteUrl: 'acme-events.webex.com', role: 'HOST', rawRole: 'host' },
    ] as const;
    const user: User = { kind: 'USER', accountKey: 'webex', externalId: 'x', siteAccounts };
    expect(holdingsAndAccounts({ ...user, assignments: [] })).toMatchObject([{ siteUrl: SITE }]);
    expect(holdingsAndAccounts(user)).toBeUndefined();
  });
});
