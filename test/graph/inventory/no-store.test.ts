// The inventory while there is no database, or not yet: an error at its place, and everything else as ever.
import { expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { failuresOf, useApp } from '../../support/app.ts';
import { opened } from '../../support/lifecycle.ts';
import { portOf } from '../../support/ports.ts';

// It takes connections and says nothing.
const silent = opened(
  async () => {
    const server = createServer((socket) => void socket.on('error', () => undefined).resume());
    return { server, port: await portOf(server) };
  },
  ({ server }) => new Promise((resolve) => void server.close(() => resolve())),
);
const opening = useApp({
  store: () => ({ url: `postgres://nobody@127.0.0.1:${silent.port}/nothing` }),
  server: { deadlineMs: 200 },
});

it('says while the database is being opened that it is', async () => {
  const { errors = [] } = await opening.ask('{ inventory { asOf } licenseEvents { nodes { cursor } } }');
  expect(errors.map(({ path, message, extensions }) => [path, extensions.code, message])).toEqual([
    [['inventory'], 'STORE_UNAVAILABLE', 'The database of License Graph is still being opened.'],
    [['licenseEvents'], 'STORE_UNAVAILABLE', 'The database of License Graph is still being opened.'],
  ]);
});

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
