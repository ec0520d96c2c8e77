// The inventory while there is no database: an error at its place, and everything else as ever.
import { expect, it } from '@jest/globals';
import { failuresOf, useApp } from '../../support/app.ts';

// Nobody listens there.
const app = useApp({ store: () => ({ url: 'postgres://nobody@127.0.0.1:1/nothing' }) });

it('is refused as changes are, and live reads go on', async () => {
  const answer = await app.ask(
    '{ inventory { asOf } changeSets { nodes { id } } licenses(first: 1) { nodes { id source { mode } } } }',
  );
  expect(new Set(failuresOf(answer))).toEqual(
    new Set([
      [['changeSets'], 'STORE_UNAVAILABLE'],
      [['inventory'], 'STORE_UNAVAILABLE'],
    ]),
  );
  expect(answer.data).toMatchObject({ inventory: null, licenses: { nodes: [{ source: { mode: 'LIVE' } }] } });
});
