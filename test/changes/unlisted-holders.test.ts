// A removal needs only that the license is held: neither it nor its holder has to be listed any more, and the vendor's word decides.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { uuid } from '../../emulators/seed/organisation.ts';
import { encodeId } from '../../emulators/webex/ids.ts';
import type { Answer } from '../../src/changes/engine-port.ts';
import { fireDue } from '../../src/changes/run/fire-due.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { only, present } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { PATHS, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { licenseId as webexLicenseId } from '../support/providers/webex.ts';

const rig = useEngine({ jump: true });

/** Deleted with the first entities, as the switch says; the seed has given it this pack. */
const GONE = place('store-17', 'LP-PAGES');
/** Deleted since the seed, and still in the lists of its packs. */
const DELETED = place('store-44', 'LP-LISTINGS');
/** In no list of packs, and held by two entities that are there. */
const RETIRED = place('store-17', 'LP-RETIRED');

function ask(action: ChangeAction, target: Target): Promise<Answer> {
  return rig.engine.apply([changeRequest(action, target)], rig.request());
}

/** The refusal of an answer that kept nothing. */
function refusalOf({ set, problems }: Answer) {
  expect(set).toBeNull();
  const { code, message, path, retryable } = only(problems);
  return [code, message, path, retryable];
}

function deleteFirst(entities: number): void {
  rig.fleet.yext.setSwitch('goneEntities', entities);
}

function showRetired(): void {
  rig.fleet.yext.setSwitch('inactivePacks', 'assignments-only');
}

beforeEach(async () => {
  deleteFirst(0);
  await rig.providers.put(GONE, HELD);
  rig.calm();
});
afterEach(() => {
  deleteFirst(0);
  rig.fleet.yext.setSwitch('inactivePacks', 'unknown');
});

const NO_ASSIGNEE = [
  'NO_SUCH_ASSIGNEE',
  'There is no such assignee in this account.',
  ['changes', '0', 'assignee'],
  false,
];
const NO_LICENSE = ['NO_SUCH_LICENSE', 'There is no such license.', ['changes', '0', 'license'], false];

describe('a holder that the vendor does not list any more', () => {
  it('loses its license', async () => {
    deleteFirst(20);
    expect(await rig.outcomes(await ask('REMOVE', GONE))).toEqual(['VERIFIED']);
    expect(await rig.providers.stateOf(GONE)).toEqual(BARE);
  });

  it('loses it by a plan, and by undoing what gave it', async () => {
    await rig.providers.put(GONE, BARE);
    const given = await ask('ASSIGN', GONE);
    deleteFirst(20);
    const plan = await rig.engine.plan([changeRequest('REMOVE', GONE)], rig.request());
    expect(await rig.outcomes(plan)).toEqual(['PENDING']);
    expect(await rig.outcomes(await rig.engine.undo(setOf(given), rig.request(), false))).toEqual([
      'VERIFIED',
    ]);
    const stale = await rig.engine.applyPlan(plan.set, setOf(plan).hash, rig.request());
    expect(stale.problems.map(({ code }) => code)).toEqual(['PLAN_STALE', 'PLAN_STALE']);
  });

  it('is refused what it does not hold, and everything but removals', async () => {
    deleteFirst(20);
    expect(refusalOf(await ask('REMOVE', place('store-17', 'LP-EMPTY')))).toEqual(NO_ASSIGNEE);
    expect(refusalOf(await ask('ASSIGN', place('store-17')))).toEqual(NO_ASSIGNEE);
    expect(refusalOf(await ask('CANCEL_REMOVAL', GONE))).toEqual(NO_ASSIGNEE);
    expect(rig.writes()).toEqual([]);
  });

  it('keeps it when the vendor says so', async () => {
    deleteFirst(20);
    rig.fleet.yext.fault({ method: 'DELETE', fault: { kind: 'error', status: 400 } });
    const refused = await ask('REMOVE', DELETED);
    expect(await rig.record(refused)).toMatchObject({
      outcome: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED' },
      attempts: 1,
    });
  });
});

describe('a license that the vendor does not list any more', () => {
  it('can be taken away from who holds it', async () => {
    showRetired();
    expect(await rig.outcomes(await ask('REMOVE', RETIRED))).toEqual(['VERIFIED']);
    expect(refusalOf(await ask('REMOVE', RETIRED))).toEqual(NO_LICENSE);
  });

  it('cannot from who does not hold it, and cannot be given', async () => {
    showRetired();
    expect(refusalOf(await ask('REMOVE', place('store-5', 'LP-RETIRED')))).toEqual(NO_LICENSE);
    expect(refusalOf(await ask('ASSIGN', place('store-5', 'LP-RETIRED')))).toEqual(NO_LICENSE);
    expect(refusalOf(await ask('REMOVE', place('store-5', 'LP-NOPE')))).toEqual(NO_LICENSE);
    expect(rig.writes()).toEqual([]);
  });

  it('is neither there nor gone as long as what is held cannot be read', async () => {
    rig.fleet.yext.fault({ path: PATHS.yext.read, fault: { kind: 'error', status: 503 } });
    expect(only((await ask('REMOVE', place('store-5', 'LP-NOPE'))).problems)).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: true,
    });
  });
});

describe('a removal whose day has come', () => {
  /** Dates of this account are kept here, as those of others are. */
  async function fire(): Promise<void> {
    const listings = present(rig.accounts.get('listings'));
    const { account } = listings;
    const kept: ProviderAccount = {
      ...listings,
      account: { ...account, capabilities: { ...account.capabilities, nativeScheduledRemoval: false } },
    };
    const deps = { ...rig.deps, accounts: new Map([['listings', kept]]) };
    await fireDue(deps, new AbortController().signal);
  }

  async function schedule({ accountKey, licenseId, kind, externalId }: Target): Promise<void> {
    const [removalOn, dueAt] = ['2020-01-01', '2020-01-01T00:00:00.000Z'];
    const assignee = { kind, externalId };
    const dated = { removalOn, zone: 'UTC', dueAt, setId: 'a set' };
    await rig.store.createSchedules([{ accountKey, licenseId, assignee, ...dated }], 'tester');
  }

  async function waiting(target: Target): Promise<number> {
    const { accountKey, kind, externalId } = target;
    return (await rig.store.schedulesOf(accountKey, [{ kind, externalId }])).length;
  }

  it('takes what a deleted holder has', async () => {
    deleteFirst(20);
    await schedule(GONE);
    await fire();
    const [fired] = await rig.store.sets({ principal: 'schedule' }, null, 1);
    await rig.work(present(fired).id);
    expect(await rig.providers.stateOf(GONE)).toEqual(BARE);
    expect(await waiting(GONE)).toBe(0);
  });

  it('is dropped when a read has shown that nothing is left, and the log says what was read', async () => {
    deleteFirst(20);
    const nothing = place('store-17', 'LP-EMPTY');
    await schedule(nothing);
    rig.fleet.yext.fault({ path: PATHS.yext.read, fault: { kind: 'error', status: 503 } });
    await fire();
    expect(await waiting(nothing)).toBe(1);
    rig.calm();
    await fire();
    expect(await waiting(nothing)).toBe(0);
    const events = await rig.store.auditEvents({ actions: ['CANCEL_SCHEDULE'] }, null, 100);
    expect(events.at(-1)).toMatchObject({
      principal: 'schedule',
      licenseId: 'LP-EMPTY',
      assignee: { kind: 'ENTITY', externalId: 'store-17' },
      reason: 'Nothing is left to remove. There is no such assignee in this account.',
      before: { held: false, status: null, assignedAt: null, removalOn: null },
    });
    expect(await rig.store.verifyChain()).toMatchObject({ ok: true });
  });

  it('waits when nobody has said that nothing is left', async () => {
    // Such an id no account of this provider takes: nothing can be read of it.
    const odd = place('-', 'LP-EMPTY');
    await schedule(odd);
    await fire();
    expect(await waiting(odd)).toBe(1);
  });
});

describe('a license of a meeting site that the vendor does not list any more', () => {
  /** Of another organisation: what such users hold, nothing but the licenses tells. */
  const OUTSIDER = {
    accountKey: 'webex',
    licenseId: webexLicenseId('meetingsSuite'),
    kind: 'USER',
    externalId: encodeId('PEOPLE', uuid('webex-external', 0)),
  } as const;

  beforeEach(() => rig.fleet.webex.setSwitch('unlistedLicense', 'meetingsSuite'));
  afterEach(() => {
    rig.fleet.webex.setSwitch('unlistedLicense', '');
    rig.fleet.webex.setSwitch('unlistedIsThere', false);
  });

  it('is not "not held" by somebody of another organisation as long as nothing tells', async () => {
    expect(only((await ask('REMOVE', OUTSIDER)).problems)).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      retryable: true,
    });
    expect(rig.writes()).toEqual([]);
  });

  it('is taken away, and seen to be gone, where it tells itself', async () => {
    rig.fleet.webex.setSwitch('unlistedIsThere', true);
    expect(await rig.outcomes(await ask('REMOVE', OUTSIDER))).toEqual(['VERIFIED']);
    expect(refusalOf(await ask('REMOVE', OUTSIDER))).toEqual(NO_LICENSE);
  });

  it('is taken away by the address of somebody who is found by another license', async () => {
    rig.fleet.webex.setSwitch('unlistedLicense', 'meetingCenter');
    rig.fleet.webex.setSwitch('unlistedIsThere', true);
    rig.fleet.webex.setSwitch('listPendingExternals', true);
    const removal = changeRequest('REMOVE', { ...OUTSIDER, licenseId: webexLicenseId('meetingCenter') });
    const assignee = { by: 'EMAIL', email: 'arvid.pereira@partner.example' } as const;
    const answer = await rig.engine.apply([{ ...removal, assignee }], rig.request());
    expect(await rig.record(answer)).toMatchObject({ outcome: 'VERIFIED', before: { held: true } });
    rig.fleet.webex.setSwitch('listPendingExternals', false);
  });
});
