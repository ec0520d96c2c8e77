// A replica that is killed under those who follow license events: they come back to the other one with the cursor of the last event, and miss
// none and hear none twice, whichever replica recorded it.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { until } from '../../support/assertions.ts';
import { apply, ask, untilOver, untilPlannable } from '../../support/graph-client.ts';
import { changesFor } from '../../support/many-changes.ts';
import { useDatabase, useProcesses } from '../../support/processes.ts';
import { TRANSPORTS, subscribeBy, type SubscriptionTransport } from '../../support/subscriptions.ts';

const FOLLOW = 'subscription ($after: String) { licenseEvents(after: $after) { id cursor previousCursor } }';
const LIST =
  'query ($after: String) { licenseEvents(first: 100, after: $after) { nodes { id cursor } pageInfo { hasNextPage endCursor } } }';

const UNDO = `mutation ($id: ID!) { undoChangeSet(input: { id: $id, waitSeconds: 0 }) { changeSet { id } } }`;

interface Undone {
  readonly undoChangeSet: { readonly changeSet: { readonly id: string } };
}

interface Told {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor: string;
}

const AGAIN_MS = 200;

interface Listed {
  readonly licenseEvents: {
    readonly nodes: readonly Pick<Told, 'id' | 'cursor'>[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** Every event behind a place, and the place behind them. */
async function listed(url: string, from: string | null) {
  const ids: string[] = [];
  let after = from;
  for (;;) {
    const { licenseEvents }: Listed = await ask<Listed>(url, LIST, { after });
    ids.push(...licenseEvents.nodes.map(({ id }) => id));
    after = licenseEvents.pageInfo.endCursor;
    if (!licenseEvents.pageInfo.hasNextPage) return { ids, after };
  }
}

/** Follows, and comes back with the cursor of the last event until it is ended. */
function follower(transport: SubscriptionTransport, start: string, at: () => Promise<string>) {
  const heard: Told[] = [];
  const stops: (() => void)[] = [];
  let isOver = false;
  const over = (async () => {
    for (;;) {
      const known = heard.length;
      const { answers, ended, stop } = subscribeBy<{ licenseEvents: Told }>(transport, await at(), FOLLOW, {
        variables: { after: heard.at(-1)?.cursor ?? start },
      });
      stops.push(stop);
      const take = (): void => {
        heard.push(...answers.slice(heard.length - known).map(({ data }) => data.licenseEvents));
      };
      const taking = setInterval(take, 20);
      await ended;
      clearInterval(taking);
      take();
      if (isOver) return;
      await delay(AGAIN_MS);
    }
  })();
  return {
    heard,
    connections: () => stops.length,
    async end() {
      isOver = true;
      stops.at(-1)?.();
      await over;
    },
  };
}

describe('two replicas, one of which is killed under those who follow events', () => {
  const database = useDatabase('PostgreSQL');
  const processes = useProcesses({
    writeDelayMs: { genesys: 100, webex: 100, thingspace: 100, yext: 100 },
    sweeps: true,
  });

  it('they miss none, and hear none twice', async () => {
    const here = await processes.start(database.config, 'here');
    const there = await processes.start(database.config, 'there');
    const urls = { here: await here.url, there: await there.url };
    // What a first sweep finds is no event, and neither is what is changed before its end.
    await until(async () => {
      const { inventory } = await ask<{
        inventory: { accounts: readonly { status: string; account: { key: string } }[] } | null;
      }>(urls.there, '{ inventory { accounts { status account { key } } } }');
      return inventory?.accounts.some(({ status }) => status === 'READY') ?? false;
    });
    const { after: start } = await listed(urls.there, null);
    const back = Promise.withResolvers<string>();
    let alive = Promise.resolve(urls.here);
    const disturbed = TRANSPORTS.flatMap((transport) =>
      Array.from({ length: 3 }, () => follower(transport, start, () => alive)),
    );
    const calm = TRANSPORTS.map((transport) => follower(transport, start, () => Promise.resolve(urls.there)));
    const changes = changesFor({ genesys: 30, webex: 30, thingspace: 30, yext: 40 });
    await untilPlannable(urls.there, changes);
    const id = await apply(urls.there, changes, 'followed');
    await until(() => disturbed.every(({ heard }) => heard.length > 0));
    alive = back.promise;
    await here.kill();
    await untilOver(urls.there, id);
    // Before they are back, everything is undone.
    const before = (await listed(urls.there, start)).ids.length;
    const { undoChangeSet } = await ask<Undone>(urls.there, UNDO, { id });
    await untilOver(urls.there, undoChangeSet.changeSet.id);
    const { ids } = await listed(urls.there, start);
    expect(ids.length).toBeGreaterThan(before);
    back.resolve(urls.there);
    const all = [...disturbed, ...calm];
    await until(() => all.every(({ heard }) => heard.length >= ids.length));
    for (const one of all) await one.end();
    const now = (await listed(urls.there, start)).ids;
    for (const { heard } of all) {
      expect(heard.map((told) => told.id)).toEqual(now.slice(0, heard.length));
      expect(heard.map(({ previousCursor }) => previousCursor)).toEqual(
        heard.map((_told, index) => heard[index - 1]?.cursor ?? start),
      );
    }
    expect(disturbed.every(({ connections }) => connections() > 1)).toBe(true);
    expect(calm.every(({ connections }) => connections() === 1)).toBe(true);
  });
});
