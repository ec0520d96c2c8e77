// `x-upstream-report`: what a request cost the providers, told to whoever asks for it.
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS, type VendorName } from '../../emulators/company.ts';
import type { AccountReport } from '../../src/server/upstream-report.ts';
import { useApp, type Answer } from '../support/app.ts';

const EMULATOR_OF = new Map<string, VendorName>(
  VENDORS.flatMap((name) => COMPANY[name].accounts.map(({ key }) => [key, name] as const)),
);
const ASKED = { headers: { 'x-upstream-report': '1' } };

const app = useApp({ warm: true });

function reportIn(answer: Answer<unknown>): readonly AccountReport[] {
  // The extension is made of these.
  return answer.extensions?.['upstream'] as AccountReport[];
}

describe('the report of a request', () => {
  it.each([
    ['a catalogue of every account', '{ licenses(first: 100) { nodes { name } } }'],
    [
      'users with their licenses',
      '{ users(first: 100) { nodes { email assignments { nodes { license { name } } } } } }',
    ],
    [
      'a person',
      '{ person(email: "ada.sato.60@acme.example") { users { email } assignments { nodes { license { name } } } } }',
    ],
    [
      'devices, workspaces and entities',
      '{ devices(first: 5) { nodes { model assignments { nodes { assignedAt } } } } webex: account(key: "webex") { workspaces(first: 5) { nodes { displayName } } } listings: account(key: "listings") { entities(first: 5) { nodes { displayName } } } }',
    ],
  ])('counts the calls the emulators received: %s', async (_what, query) => {
    const answer = await app.ask(query, ASKED);
    expect(answer.errors).toBeUndefined();
    const report = reportIn(answer);
    for (const emulator of VENDORS) {
      const told = report.filter(({ account }) => EMULATOR_OF.get(account) === emulator);
      const received = app.fleet[emulator].journal.entries().length;
      expect([emulator, sum(told.map(({ calls }) => calls))]).toEqual([emulator, received]);
    }
    expect(app.calls().length).toBeGreaterThan(0);
  });

  it('says how long each account was waited for', async () => {
    app.fleet.webex.fault({ path: 'licenses', times: 1, fault: { kind: 'latency', ms: 300 } });
    const query = '{ licenses(first: 1, filter: { accountKeys: ["webex", "listings"] }) { totalCount } }';
    const report = reportIn(await app.ask(query, ASKED));
    expect(report.map(({ account }) => account).toSorted()).toEqual(['listings', 'webex']);
    expect(report.find(({ account }) => account === 'webex')?.waitedMs).toBeGreaterThanOrEqual(300);
  });

  it('counts a read shared with another request as shared, and once as a call', async () => {
    app.fleet.webex.fault({ path: 'licenses', times: 1, fault: { kind: 'latency', ms: 600 } });
    const query = '{ account(key: "webex") { licenses(first: 1) { totalCount } } }';
    const reports = await Promise.all([app.ask(query, ASKED), app.ask(query, ASKED)]);
    const told = reports.map((answer) => reportIn(answer)[0]);
    expect(told.map((line) => `${line?.calls} and ${line?.shared}`).toSorted()).toEqual([
      '0 and 1',
      '1 and 0',
    ]);
    expect(app.calls()).toHaveLength(1);
  });

  it('is empty when nothing was asked of anybody, and not there for a query that is refused', async () => {
    expect(reportIn(await app.ask('{ accounts { key } }', ASKED))).toEqual([]);
    expect(reportIn(await app.ask('{ nothing }', ASKED))).toBeUndefined();
  });

  it.each([{}, { 'x-upstream-report': '0' }, { 'x-upstream-report': 'true' }])(
    'is absent with %j',
    async (headers: Record<string, string>) => {
      const answer = await app.ask('{ licenses(first: 1) { totalCount } }', { headers });
      expect(reportIn(answer)).toBeUndefined();
    },
  );
});

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
