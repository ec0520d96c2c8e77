// A replica that is killed under its subscribers: they come back to the other one, hear how the set gets on, and of its end once.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { until } from '../../support/assertions.ts';
import { apply, progressOf, untilOver, untilPlannable } from '../../support/graph-client.ts';
import { changesFor } from '../../support/many-changes.ts';
import { useDatabase, useProcesses } from '../../support/processes.ts';

const PROGRESS = `subscription ($id: ID!) {
  changeSetProgress(id: $id) { status progress { total pending } }
}`;

interface Told {
  readonly status: string;
  readonly progress: { readonly total: number; readonly pending: number };
}

/** A subscriber with a client of one of the two libraries, which comes back by itself. */
interface Subscriber {
  readonly name: string;
  /** Events, by connection. */
  readonly heard: Told[][];
  readonly over: Promise<void>;
}

const AGAIN_MS = 200;

/** `at` gives the address each time it connects. */
function subscriber(
  library: 'graphql-ws' | 'graphql-sse',
  id: string,
  at: () => string,
  name: string,
): Subscriber {
  const heard: Told[][] = [];
  const connect = (path: string): string => {
    heard.push([]);
    return path;
  };
  const payload = { query: PROGRESS, variables: { id } };
  const again = { retryAttempts: 1_000 };
  const client =
    library === 'graphql-ws'
      ? createSocketClient({
          ...again,
          url: () => connect(`${at().replace('http', 'ws')}/graphql`),
          shouldRetry: () => true,
          retryWait: () => delay(AGAIN_MS),
        })
      : createEventClient({
          ...again,
          url: () => connect(`${at()}/graphql`),
          retry: () => delay(AGAIN_MS),
        });
  const over = new Promise<void>((resolve, reject) => {
    client.subscribe<{ changeSetProgress: Told }>(payload, {
      next: ({ data, errors }) => {
        if (errors || !data) return reject(new Error(JSON.stringify(errors)));
        heard.at(-1)?.push(data.changeSetProgress);
      },
      error: (reason: unknown) => reject(new Error(`${name} gave up`, { cause: reason })),
      complete: resolve,
    });
  });
  return { name, heard, over };
}

describe('two replicas, one of which is killed', () => {
  const database = useDatabase('PostgreSQL');
  const processes = useProcesses({ writeDelayMs: { genesys: 300, webex: 150, thingspace: 300, yext: 150 } });

  it('lose no last word, and tell none twice', async () => {
    const [here, there] = [
      await processes.start(database.config, 'here'),
      await processes.start(database.config, 'there'),
    ];
    const urls = { here: await here.url, there: await there.url };
    const changes = changesFor({ genesys: 40, webex: 60, thingspace: 20, yext: 30 });
    await untilPlannable(urls.here, changes);
    const id = await apply(urls.here, changes, 'followed');

    let alive = urls.here;
    const disturbed = (['graphql-ws', 'graphql-sse'] as const).flatMap((library) =>
      Array.from({ length: 5 }, (_, place) => subscriber(library, id, () => alive, `${library} ${place}`)),
    );
    const calm = (['graphql-ws', 'graphql-sse'] as const).map((library) =>
      subscriber(library, id, () => urls.there, `${library} on the other`),
    );
    await until(() => disturbed.every(({ heard }) => heard.flat().length >= 2));
    const before = await progressOf(urls.there, id);
    expect(before.status).toBe('RUNNING');
    alive = urls.there;
    await here.kill();

    const all = [...disturbed, ...calm];
    await Promise.all(all.map(({ over }) => over));
    const end = await untilOver(urls.there, id);
    // `again`: the first event of a new connection, where it is the last one of the connection before.
    const figures = { events: 0, again: 0, doubled: 0, backwards: 0, ends: 0 };
    for (const { heard } of all) {
      const events = heard.flat();
      figures.events += events.length;
      figures.ends += events.filter(({ status }) => status === end.status).length;
      expect(events.at(-1)?.status).toBe(end.status);
      for (const [place, event] of events.entries()) {
        const earlier = events[place - 1];
        if (!earlier) continue;
        const isSame = JSON.stringify(event) === JSON.stringify(earlier);
        const isFirst = heard.some(([first]) => first === event);
        if (isSame && isFirst) figures.again += 1;
        else if (isSame) figures.doubled += 1;
        if (event.progress.pending > earlier.progress.pending) figures.backwards += 1;
      }
    }
    // Whoever comes back is told how the set is now: that may be what they knew already.
    expect(figures.again).toBeLessThanOrEqual(disturbed.length);
    expect(figures).toMatchObject({ doubled: 0, backwards: 0, ends: all.length });
  });
});
