// A request ends at its deadline, or when its client goes away, and the reads it made of providers end with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import { metricsOf, sumOf, useApp, type Answer, type Nodes, type TestApp } from '../support/app.ts';
import { until } from '../support/assertions.ts';
import { keysOf } from '../support/company.ts';

const LICENSE = '/license/definitions';
/** A single failure would open the circuit, and no answer is late; a lease must outlast a call. */
const PATIENT = {
  limits: { answerTimeoutMs: 60_000, breakerFailures: 1 },
  changes: { leaseMs: 120_000 },
};

/** Entries of the Genesys journal that fit, as soon as there are some. */
async function seen(
  { fleet }: TestApp,
  fits: (entry: JournalEntry) => boolean,
): Promise<readonly JournalEntry[]> {
  const found = () => fleet.genesys.journal.entries().filter(fits);
  await until(() => found().length > 0);
  return found();
}

/** Reads of the account that the metrics count. */
async function readsOf(app: TestApp): Promise<number> {
  return sumOf(await metricsOf(app), 'upstream_requests_total', 'account="genesys-us"');
}

describe('the deadline', () => {
  // What must be there by then is there after some milliseconds.
  const app = useApp({ ...PATIENT, warm: true, server: { deadlineMs: 2_000 } });

  it('of a mutation is a longer one', async () => {
    app.fleet.genesys.fault({ path: LICENSE, fault: { kind: 'latency', ms: 2_500 } });
    const request = `{ action: ASSIGN, license: { key: { accountKey: "genesys-us", externalId: "nope" } },
      assignee: { email: "nobody@acme.example" } }`;
    const query = `{ account(key: "genesys-us") { licenses { totalCount } } }`;
    const [late, planned] = await Promise.all([
      app.ask(query),
      app.data(
        `mutation { planLicenseChanges(input: { changes: [${request}] }) { problems { code path } } }`,
      ),
    ]);
    expect(late.errors ?? late.data).toMatchObject({ account: { licenses: { totalCount: null } } });
    expect(planned).toEqual({
      planLicenseChanges: { problems: [{ code: 'NO_SUCH_LICENSE', path: ['changes', '0', 'license'] }] },
    });
  });

  describe('of a query', () => {
    interface Licenses extends Nodes<{ account: { key: string } }> {
      readonly totalCount: number | null;
      readonly coverage: readonly object[];
    }
    let fields: Answer<Record<string, { licenses: { nodes: object[] | null } }>>;
    let list: Answer<{ licenses: Licenses }>;
    let ended: readonly JournalEntry[];
    // All of them wait for the same deadline.
    beforeAll(async () => {
      app.fleet.genesys.fault({ fault: { kind: 'stall' } });
      [fields, list] = await Promise.all([
        app.ask<(typeof fields)['data']>(`{
          us: account(key: "genesys-us") { key licenses { nodes { name } } }
          webex: account(key: "webex") { key licenses { nodes { name } } }
          fleet: account(key: "fleet") { key licenses { nodes { name } } }
          listings: account(key: "listings") { key licenses { nodes { name } } }
        }`),
        app.ask<(typeof list)['data']>(
          '{ licenses(first: 100) { totalCount nodes { account { key } } coverage { account { key } status problem { code } } } }',
        ),
        app.ask('{ account(key: "genesys-us") { users { nodes { id } } } }'),
      ]);
      ended = await seen(app, ({ path }) => path.endsWith('/users'));
    });

    it('gives what is there, and an error at the path of what is not', () => {
      expect(fields.errors).toMatchObject([
        {
          path: ['us', 'licenses', 'nodes'],
          extensions: {
            code: 'DEADLINE_EXCEEDED',
            retryable: true,
            hint: expect.stringContaining('server.deadlineMs'),
          },
        },
      ]);
      expect(fields.errors).toHaveLength(1);
      expect(fields.data).toMatchObject({ us: { key: 'genesys-us', licenses: { nodes: null } } });
      for (const key of ['webex', 'fleet', 'listings'])
        expect(fields.data[key]?.licenses.nodes?.length).toBeGreaterThan(0);
    });

    it('leaves a list over all accounts standing, and names those that are missing', () => {
      expect(list.errors).toBeUndefined();
      const { totalCount, nodes, coverage } = list.data.licenses;
      const failed = { status: 'FAILED', problem: { code: 'DEADLINE_EXCEEDED' } };
      const complete = { status: 'COMPLETE', problem: null };
      const late = keysOf('genesys');
      expect(coverage).toEqual(
        keysOf().map((key) => ({ account: { key }, ...(late.includes(key) ? failed : complete) })),
      );
      expect(totalCount).toBeNull();
      expect(new Set(nodes.map(({ account }) => account.key))).toEqual(
        new Set(keysOf().filter((key) => !late.includes(key))),
      );
    });

    it('ends the reads that were still under way', () => {
      expect(ended).toMatchObject([{ status: 0, fault: 'stall' }]);
    });

    it('does not open the circuit: a slow provider is not a broken one', async () => {
      expect(await app.data('{ account(key: "genesys-us") { health { circuit } } }')).toEqual({
        account: { health: { circuit: 'CLOSED' } },
      });
    });
  });
});

describe('a client that goes away', () => {
  const app = useApp({ ...PATIENT, warm: true, server: { deadlineMs: 60_000 } });

  it('takes its reads along: the provider sees the connection closed', async () => {
    app.fleet.genesys.fault({ path: '/users', fault: { kind: 'stall' } });
    const before = await readsOf(app);
    const client = new AbortController();
    // Both reads leave together; once the one is answered, the provider has the other.
    const pending = app.ask(
      '{ account(key: "genesys-us") { users { nodes { id } } licenses { totalCount } } }',
      { signal: client.signal },
    );
    await seen(app, ({ path, status }) => path.endsWith(LICENSE) && status === 200);
    expect(app.fleet.genesys.journal.entries().filter(({ fault }) => fault === 'stall')).toEqual([]);
    client.abort();
    await expect(pending).rejects.toThrow('aborted');
    expect(await seen(app, ({ fault }) => fault === 'stall')).toMatchObject([{ method: 'GET', status: 0 }]);
    expect(app.logged).toEqual([]);
    // What it asked for has been asked for all the same.
    expect(await readsOf(app)).toBe(before + 2);
  });

  it('leaves a read to others who wait for it', async () => {
    app.fleet.genesys.fault({ path: LICENSE, fault: { kind: 'latency', ms: 1_500 } });
    const client = new AbortController();
    const query = '{ account(key: "genesys-us") { licenses { totalCount } } }';
    const leaving = app.ask(query, { signal: client.signal });
    const staying = app.ask(query);
    await sleep(500);
    client.abort();
    await expect(leaving).rejects.toThrow('aborted');
    expect(await staying).toMatchObject({
      data: { account: { licenses: { totalCount: expect.any(Number) } } },
    });
    expect(app.calls()).toMatchObject([{ status: 200 }]);
  });
});
