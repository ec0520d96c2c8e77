// Whose doing it is what the next sweep finds, of things that we and others have done since: however long it takes to see it.
import { expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import type { User } from '../../src/domain/assignee.ts';
import { readNow } from '../../src/inventory/asked/read-now.ts';
import { present } from '../support/assertions.ts';
import { changeRequest, optionsOf } from '../support/change-requests.ts';
import { engineSweeps } from '../support/engine-sweeps.ts';
import { useEngine } from '../support/engine.ts';
import { genesysUser, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const MINUTE = 60_000;
const SITE = 'acme.webex.com';
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

const sweeps = engineSweeps(rig);
const { eventsOf } = sweeps;

/** `beforeEnd`: what happens after a section was read, and before what it lacked is closed. */
function sweep(beforeEnd?: (section: string) => Promise<void>, accountKey?: string): Promise<void> {
  const concludeSection: typeof rig.store.concludeSection = async (held, section, ending) => {
    await beforeEnd?.(section.name);
    return await rig.store.concludeSection(held, section, ending);
  };
  return sweeps.sweep(accountKey, { concludeSection });
}

it('has a license that others assigned again, after we took it away, as theirs', async () => {
  const user = genesysUser(3);
  await rig.providers.put(user, HELD);
  await sweep();
  rig.advance(MINUTE);
  expect(await rig.outcomeOf('REMOVE', user)).toBe('VERIFIED');
  rig.advance(60 * MINUTE);
  await rig.providers.put(user, HELD);
  rig.advance(60 * MINUTE);
  await sweep();
  const events = await eventsOf(user);
  expect(events).toMatchObject([
    { what: 'REMOVED', origin: 'THIS_API' },
    { what: 'ASSIGNED', origin: 'EXTERNAL', changeId: null },
  ]);
  const [removed, assigned] = events;
  expect(assigned?.notBefore).toEqual(removed?.at);
});

it('has a license that others took away from whom we gave it, and assigned again, as theirs', async () => {
  const user = genesysUser(4);
  const { accountKey, kind, externalId, licenseId } = user;
  await rig.providers.put(user, BARE);
  await sweep();
  rig.advance(MINUTE);
  expect(await rig.outcomeOf('ASSIGN', user)).toBe('VERIFIED');
  rig.advance(20 * MINUTE);
  rig.fleet.genesys.outside({ change: 'take', assignee: externalId, license: licenseId });
  const account = present(rig.accounts.get(accountKey));
  const readAt = rig.deps.now();
  const { sightings } = await readNow(account, [{ accountKey, kind, externalId }], testCall());
  await rig.store.keepLookedUp(accountKey, { readAt, sightings, gone: [] });
  rig.advance(60 * MINUTE);
  rig.fleet.genesys.outside({ change: 'assign', assignee: externalId, license: licenseId });
  rig.advance(60 * MINUTE);
  await sweep();
  const events = (await eventsOf(user)).slice(-3);
  expect(events).toMatchObject([
    { what: 'ASSIGNED', origin: 'THIS_API' },
    { what: 'REMOVED', origin: 'EXTERNAL' },
    { what: 'ASSIGNED', origin: 'EXTERNAL', changeId: null },
  ]);
  expect(events[2]?.notBefore).toEqual(events[1]?.at);
});

/** What no read shows before the next sweep; gives the id of the change. */
async function inTheDark(action: 'ASSIGN' | 'REMOVE', user: Target): Promise<string> {
  const request = changeRequest(action, user);
  await rig.darken('genesys', request);
  const { change, outcome } = await rig.record(await rig.engine.apply([request], rig.request()));
  expect(outcome).toBe('ACCEPTED_UNVERIFIED');
  rig.calm();
  return change.id;
}

it('has a license that we assigned again, while the sweep that found it gone was not over, as ours', async () => {
  const user = genesysUser(5);
  await rig.providers.put(user, HELD);
  await sweep();
  rig.advance(MINUTE);
  const changes = [await inTheDark('REMOVE', user)];
  await sweep(async (section) => {
    if (section === 'holdings') changes.push(await inTheDark('ASSIGN', user));
  });
  rig.advance(16 * MINUTE);
  await sweep();
  expect((await eventsOf(user)).slice(-2)).toMatchObject([
    { what: 'REMOVED', origin: 'THIS_API', changeId: changes[0] },
    { what: 'ASSIGNED', origin: 'THIS_API', changeId: changes[1] },
  ]);
});

it('has as ours what a read verifies of ours that did not show it at first', async () => {
  const user = genesysUser(6);
  const { accountKey, kind, externalId } = user;
  await rig.providers.put(user, HELD);
  await sweep();
  rig.advance(MINUTE);
  const changes = [await inTheDark('REMOVE', user), await inTheDark('ASSIGN', user)];
  rig.advance(1_000);
  // The list lags behind the second one.
  const sightings = [{ assignee: { accountKey, kind, externalId } as const, holds: [] }];
  await rig.store.keepLookedUp(accountKey, { readAt: rig.deps.now(), sightings, gone: [] });
  rig.advance(5 * MINUTE);
  await rig.settle();
  expect((await eventsOf(user)).slice(-2)).toMatchObject([
    { what: 'REMOVED', origin: 'THIS_API', changeId: changes[0] },
    { what: 'ASSIGNED', origin: 'THIS_API', changeId: changes[1] },
  ]);
});

it('has a license as theirs whose site we gave an account on', async () => {
  const { items } = await present(present(rig.accounts.get('webex')).assignees.USER).page(null, testCall());
  const attends = ({ siteAccounts = [] }: User): boolean =>
    siteAccounts?.some(({ siteUrl, role }) => siteUrl === SITE && role === 'ATTENDEE') ?? false;
  const { externalId } = present(items.find(attends));
  const licenseId = present(access.licenseIds['meetingsSuite']);
  const user = { accountKey: 'webex', licenseId, kind: 'USER', externalId } as const;
  const options = optionsOf('webex', { site: { siteUrl: SITE, accountType: 'ATTENDEE' } });
  const come = async (action: 'ASSIGN' | 'REMOVE') =>
    rig.outcomes(await rig.engine.apply([{ ...changeRequest(action, user), options }], rig.request()));
  expect(await come('REMOVE')).toEqual(['VERIFIED']);
  await sweep(undefined, 'webex');
  rig.advance(MINUTE);
  expect(await come('ASSIGN')).toEqual(['VERIFIED']);
  rig.advance(MINUTE);
  rig.fleet.webex.outside({ change: 'assign', assignee: externalId, license: licenseId });
  rig.advance(MINUTE);
  await sweep(undefined, 'webex');
  expect((await eventsOf(user)).filter(({ licenseId: of }) => of === licenseId)).toMatchObject([
    { what: 'ASSIGNED', origin: 'EXTERNAL', changeId: null },
  ]);
});
