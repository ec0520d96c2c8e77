// Who is found while the targets of changes are looked for tells what is held, and is not read twice: but where an own change may have
// altered that meanwhile.
import { describe, expect, it } from '@jest/globals';
import type { ChangeRequest } from '../../src/changes/change-request.ts';
import { planRequests } from '../../src/changes/plan/plan.ts';
import { only, present, valueIn } from '../support/assertions.ts';
import { setOf, useEngine } from '../support/engine.ts';
import { changeRequest } from '../support/change-requests.ts';
import { device, webexUser, type Target } from '../support/license-targets.ts';
import { testCall } from '../support/runtime.ts';

const rig = useEngine({ jump: true });

describe('somebody or something that was looked up while a change of it was under way', () => {
  /** Plans a removal; before the look at own changes with this number, `happens`. */
  async function planWhile(
    requested: ChangeRequest,
    happens: Readonly<Record<number, () => Promise<unknown>>>,
  ) {
    let looks = 0;
    const looked = async (): Promise<void> => {
      looks += 1;
      await happens[looks]?.();
    };
    const store: typeof rig.store = {
      ...rig.store,
      openChanges: async (...about) => {
        await looked();
        return rig.store.openChanges(...about);
      },
      openAssignees: async (accountKey) => {
        await looked();
        return rig.store.openAssignees(accountKey);
      },
    };
    const { requests } = await planRequests([requested], { ...rig.deps, store }, rig.request().call);
    return only(requests);
  }

  async function started(target: Target): Promise<string> {
    const { id } = setOf(await rig.engine.plan([changeRequest('ASSIGN', target)], rig.request()));
    await rig.store.startSet(id, rig.request(), { idempotency: null, enqueue: false });
    return id;
  }

  it('is looked up again when that one is over before own changes are asked for', async () => {
    const target = device(2_003, 'fleet-legacy');
    const set = await started(target);
    const planned = await planWhile(changeRequest('REMOVE', target), { 2: () => rig.work(set) });
    expect(planned).toMatchObject({ outcome: 'PENDING', before: { held: true } });
  });

  it('is looked up again when that one began and ended after own changes were asked for first', async () => {
    const target = device(2_005, 'fleet-legacy');
    const within = async (): Promise<void> => {
      await rig.work(await started(target));
    };
    const planned = await planWhile(changeRequest('REMOVE', target), { 2: within });
    expect(planned).toMatchObject({ outcome: 'PENDING', before: { held: true } });
  });

  it.each([
    ['its id', 5],
    ['its address', 15],
  ])('is looked up again where it was named by %s', async (name, position) => {
    const target = webexUser(position, 'messaging');
    const { assignees } = present(rig.accounts.get('webex'));
    const email = valueIn(
      await present(assignees.USER).byIds([target.externalId], testCall()),
      target.externalId,
    ).email;
    const set = await started(target);
    const removal = changeRequest('REMOVE', target);
    const byAddress = { ...removal, assignee: { by: 'EMAIL', email: present(email) } } as const;
    const requested = name === 'its id' ? removal : byAddress;
    const planned = await planWhile(requested, { 2: () => rig.work(set) });
    expect(planned).toMatchObject({ outcome: 'PENDING', before: { held: true } });
  });

  it('is looked up again when that one began meanwhile and was waited for', async () => {
    const target = device(2_004, 'fleet-legacy');
    let set = '';
    const planned = await planWhile(changeRequest('REMOVE', target), {
      2: async () => (set = await started(target)),
      3: () => rig.work(set),
    });
    expect(planned).toMatchObject({ outcome: 'PENDING', before: { held: true } });
  });
});
