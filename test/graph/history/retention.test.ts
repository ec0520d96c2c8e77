// What an app forgets by itself after the days of its configuration: events and ended assignments go, and whoever asks for them is told so.
import { describe, expect, it } from '@jest/globals';
import { codesOf } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { assigning } from '../../support/inputs.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { mutate } from '../../support/mutations.ts';

const DAY_MS = 86_400_000;

interface Events {
  readonly nodes: readonly { readonly what: string; readonly cursor: string; readonly at: string }[];
}

interface Coverage {
  readonly account: { readonly key: string };
  readonly status: string;
}

describe('an app with events of one day and assignments of ten', () => {
  const app = useSweptApp({
    accounts: (seeded) => seeded.filter(({ key }) => key === 'listings'),
    changes: { retentionMs: 1_000 },
    inventory: { eventDays: 1, historyDays: 10 },
  });

  const events = async (): Promise<Events['nodes']> =>
    (await app.data<{ licenseEvents: Events }>('{ licenseEvents(first: 100) { nodes { what cursor at } } }'))
      .licenseEvents.nodes;
  const asOf = async (moment: string): Promise<readonly Coverage[]> => {
    const query = `query ($moment: DateTime!) { inventory(asOf: $moment) {
      assignments(first: 1) { coverage { status account { key } } } } }`;
    const { inventory } = await app.data<{
      inventory: { assignments: { coverage: readonly Coverage[] } };
    }>(query, { variables: { moment } });
    return inventory.assignments.coverage;
  };

  const since = async (): Promise<string | null> => {
    const { inventory } = await app.data<{ inventory: { accounts: readonly { since: string | null }[] } }>(
      '{ inventory { accounts { since } } }',
    );
    return present(inventory.accounts.at(0)).since;
  };

  it('keeps both for so long, deletes them then, and says from where on it knows', async () => {
    await until(async () => (await since()) !== null);
    const { changeSet } = await mutate(app, 'applyLicenseChanges', assigning('store-48'));
    expect(changeSet?.status).toBe('SUCCEEDED');
    await until(async () => (await events()).length > 0);
    const { cursor, at } = present((await events()).at(0));
    const from = JSON.stringify(cursor);
    const after = `{ licenseEvents(first: 1, after: ${from}) { nodes { cursor } } }`;
    expect(codesOf(await app.ask(after))).toEqual([]);

    app.later(2 * DAY_MS);
    await until(async () => (await events()).length === 0);
    // The place behind the last event that is forgotten is one from which nothing was missed.
    expect(codesOf(await app.ask(after))).toEqual([]);
    expect(await asOf(at)).toEqual([
      { status: expect.stringMatching(/COMPLETE|STALE/), account: { key: 'listings' } },
    ]);

    app.later(20 * DAY_MS);
    await until(async () => (await asOf(at)).every(({ status }) => status === 'SKIPPED'));
    expect(present(await since()) > at).toBe(true);
  });
});
