// What facts of assignees tell of their holdings is in the inventory with what a change of ours came to, and no list that is older or lags undoes it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { access as webex } from '../../emulators/webex/index.ts';
import type { Device, User } from '../../src/domain/assignee.ts';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import { sectionsOf } from '../../src/inventory/sections.ts';
import type { InventorySection } from '../../src/providers/provider.ts';
import { present } from '../support/assertions.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { engineSweeps } from '../support/engine-sweeps.ts';
import { useEngine } from '../support/engine.ts';
import { device, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const MINUTE = 60_000;
const SITE = 'acme.webex.com';
const HOSTING = present(webex.licenseIds['meetingsSuite']);
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

const { sweep } = engineSweeps(rig);

/** A sweep in which something happens after the first page of a section was read, and before it is kept. */
async function sweepWith(
  accountKey: string,
  section: InventorySection['name'],
  meanwhile: () => Promise<void>,
): Promise<void> {
  const account = present(rig.accounts.get(accountKey));
  let isDone = false;
  const inventory = sectionsOf(account).map((one) => ({
    ...one,
    page: async (...how: Parameters<typeof one.page>) => {
      const page = await one.page(...how);
      if (one.name === section && !isDone) {
        isDone = true;
        await meanwhile();
      }
      return page;
    },
  }));
  rig.accounts.set(accountKey, { ...account, inventory });
  await sweep(accountKey);
  rig.accounts.set(accountKey, account);
  expect(isDone).toBe(true);
}

/** What the inventory has of an assignee. */
async function kept({ accountKey, kind, externalId }: Pick<Target, 'accountKey' | 'kind' | 'externalId'>) {
  const [found] = await rig.store.assigneesByRef([{ accountKey, kind, externalId }]);
  return present(found).value;
}

/** Rows that the last sweep found otherwise than they were. */
async function changedIn(accountKey: string): Promise<number | undefined> {
  const [account] = await rig.store.inventoryAccounts([accountKey]);
  return account?.sweep?.changed;
}

it('brings nobody into the inventory by what was taken away', async () => {
  const car = device(209);
  await rig.store.keepAccounts([...rig.accounts.values()].map(({ account }) => account));
  await rig.providers.put(car, HELD);
  expect(await rig.outcomeOf('REMOVE', car)).toBe('VERIFIED');
  const { accountKey, kind, externalId } = car;
  expect(await rig.store.assigneesByRef([{ accountKey, kind, externalId }])).toEqual([]);
});

describe.each([
  ['fleet', [203, 205, 211]],
  ['fleet-legacy', [2003, 2004, 2005]],
] as const)('whether a device of %s holds a license', (account, numbers) => {
  const [one, two, three] = numbers.map((index) => device(index, account));

  it('is told as our own changes come to it', async () => {
    const car = present(one);
    await rig.providers.put(car, BARE);
    await sweep(account);
    const before = await kept(car);
    expect(before).toMatchObject({ licenseAssigned: false, make: expect.any(String) });
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('ASSIGN', car)).toBe('VERIFIED');
    expect(await kept(car)).toMatchObject({ licenseAssigned: true, make: present(before as Device).make });
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('REMOVE', car)).toBe('VERIFIED');
    expect(await kept(car)).toMatchObject({ licenseAssigned: false });
  });

  it('is not told by a page that was read before a change', async () => {
    const car = present(two);
    await rig.providers.put(car, BARE);
    await sweep(account);
    rig.advance(MINUTE);
    await sweepWith(account, 'devices', async () => {
      rig.advance(1_000);
      expect(await rig.outcomeOf('ASSIGN', car)).toBe('VERIFIED');
    });
    expect(await kept(car)).toMatchObject({ licenseAssigned: true });
  });

  it('is not told by a list that lags, and after a while the provider is right', async () => {
    const car = present(three);
    await rig.providers.put(car, BARE);
    await sweep(account);
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('ASSIGN', car)).toBe('VERIFIED');
    // As a list that does not show it yet.
    await rig.providers.put(car, BARE);
    for (let times = 0; times < 2; times += 1) {
      rig.advance(MINUTE);
      await sweep(account);
      expect(await kept(car)).toMatchObject({ licenseAssigned: true });
      expect(await changedIn(account)).toBe(0);
    }
    rig.advance(16 * MINUTE);
    await sweep(account);
    expect(await kept(car)).toMatchObject({ licenseAssigned: false });
    expect(await changedIn(account)).toBe(1);
  });
});

describe('the accounts on sites of somebody', () => {
  const host = [{ siteUrl: SITE, role: 'HOST' }];
  const attendee = [{ siteUrl: SITE, role: 'ATTENDEE' }];
  let attendees: readonly Target[];
  beforeAll(async () => {
    const users = present(rig.accounts.get('webex')).assignees.USER;
    const page = await present(users).page(null, testCall(60_000));
    attendees = page.items
      .filter(({ siteAccounts }: User) => siteAccounts?.length === 1 && siteAccounts[0]?.role === 'ATTENDEE')
      .map(({ externalId }) => ({ accountKey: 'webex', licenseId: HOSTING, kind: 'USER', externalId }));
    await sweep('webex');
  });

  function account(action: ChangeAction, target: Target): ChangeRequest {
    const site = { siteUrl: SITE, accountType: 'ATTENDEE' };
    return { ...changeRequest(action, target), options: optionsOf('webex', { site }) };
  }

  async function outcomesOf(...requests: readonly ChangeRequest[]): Promise<readonly string[]> {
    return await rig.outcomes(await rig.engine.apply(requests, rig.request()));
  }

  it('are those of a host once an attendee was made one, and again those of an attendee', async () => {
    const user = present(attendees[0]);
    const before = await kept(user);
    expect(before).toMatchObject({ siteAccounts: attendee, email: expect.any(String) });
    rig.advance(MINUTE);
    expect(await outcomesOf(changeRequest('ASSIGN', user), account('REMOVE', user))).toEqual([
      'VERIFIED',
      'VERIFIED',
    ]);
    expect(await kept(user)).toMatchObject({ siteAccounts: host, email: present(before as User).email });
    rig.advance(MINUTE);
    expect(await outcomesOf(changeRequest('REMOVE', user), account('ASSIGN', user))).toEqual([
      'VERIFIED',
      'VERIFIED',
    ]);
    expect(await kept(user)).toMatchObject({ siteAccounts: attendee });
  });

  it('are none once the only one was taken away, whatever a page says that was read before', async () => {
    const user = present(attendees[1]);
    await sweepWith('webex', 'people', async () => {
      rig.advance(1_000);
      expect(await outcomesOf(account('REMOVE', user))).toEqual(['VERIFIED']);
    });
    expect(await kept(user)).toMatchObject({ siteAccounts: [] });
  });
});
