// A request ends at its deadline, or when its client goes away, and the reads it made of providers end with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import { startHarness, type Harness } from '../support/app.ts';

const LICENSE = '/license/definitions';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    server: { deadlineMs: 2_000 },
    limits: { answerTimeoutMs: 60_000, breakerFailures: 1_000 },
    changes: { leaseMs: 120_000 },
  });
  await harness.warm();
});
afterAll(() => harness.close());
beforeEach(() => harness.forget());
afterEach(() => {
  for (const emulator of harness.fleet.all()) emulator.clearFaults();
});

/** Entries of the Genesys journal that fit, as soon as there are some. */
async function seen(
  { fleet }: Harness,
  fits: (entry: JournalEntry) => boolean,
): Promise<readonly JournalEntry[]> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = fleet.genesys.journal.entries().filter(fits);
    if (found.length > 0) return found;
    await sleep(10);
  }
  throw new Error('nothing of that kind came in');
}

describe('the deadline', () => {
  it('of a mutation is a longer one', async () => {
    harness.fleet.genesys.fault({ path: LICENSE, fault: { kind: 'latency', ms: 2_500 } });
    const wish = `{ action: ASSIGN, license: { key: { accountKey: "genesys-us", externalId: "nope" } },
      assignee: { email: "nobody@acme.example" } }`;
    const query = `{ account(key: "genesys-us") { licenses { totalCount } } }`;
    const [late, planned] = await Promise.all([
      harness.ask(query),
      harness.data(
        `mutation { planLicenseChanges(input: { changes: [${wish}] }) { problems { code path } } }`,
      ),
    ]);
    expect(late.errors ?? late.data).toMatchObject({ account: { licenses: { totalCount: null } } });
    expect(planned).toEqual({
      planLicenseChanges: { problems: [{ code: 'CHANGE_REFUSED', path: ['changes', '0', 'license'] }] },
    });
  });

  it('gives what is there, and an error at the path of what is not', async () => {
    harness.fleet.genesys.fault({ fault: { kind: 'stall' } });
    const { data, errors } = await harness.ask<Record<string, { licenses: { nodes: object[] | null } }>>(
      `{
        us: account(key: "genesys-us") { key licenses { nodes { name } } }
        webex: account(key: "webex") { key licenses { nodes { name } } }
        fleet: account(key: "fleet") { key licenses { nodes { name } } }
        listings: account(key: "listings") { key licenses { nodes { name } } }
      }`,
    );
    expect(errors).toMatchObject([
      {
        path: ['us', 'licenses', 'nodes'],
        extensions: {
          code: 'DEADLINE_EXCEEDED',
          retryable: true,
          hint: expect.stringContaining('server.deadlineMs'),
        },
      },
    ]);
    expect(errors).toHaveLength(1);
    expect(data).toMatchObject({ us: { key: 'genesys-us', licenses: { nodes: null } } });
    for (const key of ['webex', 'fleet', 'listings'])
      expect(data[key]?.licenses.nodes?.length).toBeGreaterThan(0);
  });

  it('leaves a list over all accounts standing, and names those that are missing', async () => {
    harness.fleet.genesys.fault({ fault: { kind: 'stall' } });
    const { licenses } = await harness.data<{
      licenses: {
        totalCount: number | null;
        nodes: { account: { key: string } }[];
        coverage: { account: { key: string }; status: string; problem: { code: string } | null }[];
      };
    }>(
      '{ licenses(first: 100) { totalCount nodes { account { key } } coverage { account { key } status problem { code } } } }',
    );
    const failed = { status: 'FAILED', problem: { code: 'DEADLINE_EXCEEDED' } };
    const complete = { status: 'COMPLETE', problem: null };
    expect(licenses.coverage).toEqual([
      { account: { key: 'genesys-us' }, ...failed },
      { account: { key: 'genesys-eu' }, ...failed },
      { account: { key: 'webex' }, ...complete },
      { account: { key: 'fleet' }, ...complete },
      { account: { key: 'fleet-legacy' }, ...complete },
      { account: { key: 'listings' }, ...complete },
    ]);
    expect(licenses.totalCount).toBeNull();
    expect([...new Set(licenses.nodes.map(({ account }) => account.key))]).toHaveLength(4);
  });

  it('ends the reads that were still under way', async () => {
    harness.fleet.genesys.fault({ path: '/users', fault: { kind: 'stall' } });
    await harness.ask('{ account(key: "genesys-us") { users { nodes { id } } } }');
    expect(await seen(harness, ({ path }) => path.endsWith('/users'))).toMatchObject([
      { status: 0, fault: 'stall' },
    ]);
  });

  it('does not open the circuit: a slow provider is not a broken one', async () => {
    const { account } = await harness.data<{ account: object }>(
      '{ account(key: "genesys-us") { health { circuit } } }',
    );
    expect(account).toEqual({ health: { circuit: 'CLOSED' } });
  });
});

describe('a client that goes away', () => {
  let patient: Harness;
  beforeAll(async () => {
    patient = await startHarness({
      limits: { answerTimeoutMs: 60_000 },
      server: { deadlineMs: 60_000 },
      changes: { leaseMs: 120_000 },
    });
    await patient.warm();
  });
  afterAll(() => patient.close());
  beforeEach(() => {
    patient.forget();
    patient.fleet.genesys.clearFaults();
  });

  it('takes its reads along: the provider sees the connection closed', async () => {
    patient.fleet.genesys.fault({ path: '/users', fault: { kind: 'stall' } });
    const before = await countedReads();
    const client = new AbortController();
    // Both reads leave together; once the one is answered, the provider has the other.
    const pending = patient.ask(
      '{ account(key: "genesys-us") { users { nodes { id } } licenses { totalCount } } }',
      { signal: client.signal },
    );
    await seen(patient, ({ path, status }) => path.endsWith(LICENSE) && status === 200);
    expect(patient.fleet.genesys.journal.entries().filter(({ fault }) => fault === 'stall')).toEqual([]);
    client.abort();
    await expect(pending).rejects.toThrow('aborted');
    expect(await seen(patient, ({ fault }) => fault === 'stall')).toMatchObject([
      { method: 'GET', status: 0 },
    ]);
    expect(patient.logged).toEqual([]);
    // What it asked for has been asked for all the same.
    expect(await countedReads()).toBe(before + 2);
  });

  it('leaves a read to others who wait for it', async () => {
    patient.fleet.genesys.fault({ path: LICENSE, fault: { kind: 'latency', ms: 1_500 } });
    const client = new AbortController();
    const query = '{ account(key: "genesys-us") { licenses { totalCount } } }';
    const leaving = patient.ask(query, { signal: client.signal });
    const staying = patient.ask(query);
    await sleep(500);
    client.abort();
    await expect(leaving).rejects.toThrow('aborted');
    expect(await staying).toMatchObject({
      data: { account: { licenses: { totalCount: expect.any(Number) } } },
    });
    expect(patient.calls()).toMatchObject([{ status: 200 }]);
  });

  /** Reads of the account that the metrics count. */
  async function countedReads(): Promise<number> {
    const text = await (await fetch(`${patient.url}/metrics`)).text();
    return Number(/reads_total\{account="genesys-us",kind="SENT"\} (\d+)/.exec(text)?.[1]);
  }
});
