// What somebody else does after a change of ours is theirs, however long the next sweep takes to see it.
import { expect, it } from '@jest/globals';
import { createSweeper } from '../../src/inventory/sweeper.ts';
import { present } from '../support/assertions.ts';
import { useEngine } from '../support/engine.ts';
import { genesysUser } from '../support/license-targets.ts';
import { HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

async function sweep(): Promise<void> {
  await rig.store.keepAccounts([...rig.accounts.values()].map(({ account }) => account));
  const { sweepId } = present(await rig.store.queueSweep('genesys-us', 'ASKED'));
  const { now, newId, log, tracer } = rig.deps;
  const sweeper = createSweeper({
    store: rig.store,
    accounts: () => rig.accounts,
    settingsOf: () => ({ everyMinutes: null, off: false }),
    now,
    newId,
    log,
    tracer,
    every: () => () => undefined,
    enqueue: () => Promise.resolve(),
    meter: { called: () => undefined, swept: () => undefined },
  });
  await sweeper.runSweep(sweepId, new AbortController().signal);
}

it('has a license that others assigned again, after we took it away, as theirs', async () => {
  const user = genesysUser(3);
  const { accountKey, kind, externalId } = user;
  await rig.providers.put(user, HELD);
  await sweep();
  rig.advance(MINUTE);
  expect(await rig.outcomeOf('REMOVE', user)).toBe('VERIFIED');
  rig.advance(60 * MINUTE);
  await rig.providers.put(user, HELD);
  rig.advance(60 * MINUTE);
  await sweep();
  const filter = { assignees: [{ accountKey, kind, externalId }] };
  const { events } = await rig.store.eventsBehind({ visible: [accountKey], filter, after: null, first: 50 });
  expect(events).toMatchObject([
    { what: 'REMOVED', origin: 'THIS_API' },
    { what: 'ASSIGNED', origin: 'EXTERNAL', changeId: null },
  ]);
  const [removed, assigned] = events;
  expect(assigned?.notBefore).toEqual(removed?.at);
});
