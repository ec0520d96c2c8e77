// A license that a catalogue lists again.
import { expect, it } from '@jest/globals';
import { present } from '../../support/assertions.ts';
import { sweepMade } from '../../support/made-sweeps.ts';
import { useStore } from '../../support/store.ts';

const { store, clock } = useStore('PGlite');
const LISTED = { key: 'acme', licenses: { pro: 10, other: 5 }, users: {} };
const WITHOUT = { ...LISTED, licenses: { other: 5 } };

it('came after the last catalogue that did not have it', async () => {
  await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
  await sweepMade({ store, clock }, LISTED);
  const starts: number[] = [];
  for (const account of [WITHOUT, WITHOUT, WITHOUT, LISTED]) {
    clock.now += 60_000;
    starts.push(clock.now);
    await sweepMade({ store, clock }, account);
  }
  const { events } = await store.eventsBehind({ visible: ['acme'], filter: {}, after: null, first: 10 });
  expect(events.map(({ what }) => what)).toEqual(['LICENSE_GONE', 'LICENSE_LISTED']);
  const [gone, listed] = events.map(({ notBefore }) => Date.parse(present(notBefore)));
  expect(gone).toBeLessThan(present(starts[0]));
  expect(listed).toBeGreaterThanOrEqual(present(starts[2]));
  expect(listed).toBeLessThan(present(starts[3]));
});
