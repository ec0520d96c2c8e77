// The progress bar of the programs in docs/client, and the server that restarts under it.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { progressLine } from '../../docs/client/progress-bar.ts';
import { until } from '../support/assertions.ts';
import { useChildren } from '../support/child-process.ts';
import { useFolder } from '../support/folder.ts';
import { inputOf, untilPlannable } from '../support/graph-client.ts';
import { changesFor } from '../support/many-changes.ts';
import { freePort } from '../support/ports.ts';
import { useDatabase, useProcesses } from '../support/processes.ts';

describe('the progress bar', () => {
  it.each([
    ['RUNNING', 40, 40, '[--------------------] 0 of 40, RUNNING'],
    ['RUNNING', 40, 21, '[#########-----------] 19 of 40, RUNNING'],
    ['RUNNING', 3, 1, '[#############-------] 2 of 3, RUNNING'],
    ['SUCCEEDED', 40, 0, '[####################] 40 of 40, SUCCEEDED'],
    ['FAILED', 0, 0, '[####################] 0 of 0, FAILED'],
  ] as const)('%s with %i, of which %i are pending: %s', (status, total, pending, line) => {
    expect(progressLine({ status, progress: { total, pending } })).toBe(line);
  });
});

describe.each(['asked to stop', 'killed'] as const)('a server that is %s and starts again', (how) => {
  const database = useDatabase('PGlite', { made: true });
  const processes = useProcesses({ writeDelayMs: { genesys: 0, webex: 300, thingspace: 0, yext: 600 } });
  const children = useChildren();
  const folder = useFolder();

  it('is followed to the end by one program', async () => {
    const port = await freePort();
    const first = await processes.start(database.config, 'only', port);
    const changes = changesFor({ genesys: 0, webex: 60, thingspace: 0, yext: 40 });
    await untilPlannable(await first.url, changes);
    const file = folder.at(`${randomUUID()}.json`);
    writeFileSync(file, JSON.stringify({ changes: changes.map(inputOf), idempotencyKey: 'followed' }));
    const program = children.node(['docs/client/reclaim-leavers.ts', '--apply', '--file', file], {
      LICENSE_GRAPH_URL: `http://127.0.0.1:${port}/graphql`,
    });
    const bars = (): string[] => program.stderr().match(/^\[.*RUNNING$/gm) ?? [];
    await until(() => bars().length > 0 && processes.ledger.written.length >= 5);
    await (how === 'killed' ? first.kill() : first.stop());
    const before = bars();
    const second = await processes.start(database.config, 'only', port);
    await second.url;
    expect(await program.exited).toBe(0);
    expect(program.stdout().match(/^VERIFIED /gm)).toHaveLength(changes.length);
    const ends = program.stderr().match(/^\[.*SUCCEEDED$/gm);
    expect(ends).toEqual(['[####################] 100 of 100, SUCCEEDED']);
    // It went on where it was.
    const done = (line: string): number => Number(/ (\d+) of/.exec(line)?.[1]);
    expect(bars().map(done)).toEqual(
      bars()
        .map(done)
        .toSorted((a, b) => a - b),
    );
    expect(done(before.at(-1) ?? '')).toBeLessThan(changes.length);
    await second.stop();
  });
});
