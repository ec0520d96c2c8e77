// Genesys Cloud under the contract of the port.
import { COMPANY } from '../../emulators/company.ts';
import { startEmulator } from '../../emulators/core/emulator.ts';
import { uuid } from '../../emulators/seed/organisation.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import { NOTHING, assign, remove, who } from '../providers/genesys/changes.ts';
import { truth } from '../providers/genesys/seeded-truth.ts';
import { PATHS } from '../support/license-targets.ts';
import { genesysOf } from '../support/provider-state.ts';
import { NOBODY, genesys } from '../support/providers/genesys.ts';
import { testCall } from '../support/runtime.ts';
import { describeProvider } from './provider-contract.ts';

/** Ids are in the URL of the directory, in the body of the batch. One that a batch leaves out is asked for once more, alone. */
function idsIn({ method, url, body = '' }: TransportRequest): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  if (method !== 'POST') return searchParams.getAll('id');
  return pathname.endsWith('/license/users') ? (JSON.parse(body) as string[]) : []; // the batch is a list of ids
}

describeProvider('Genesys Cloud', {
  start: () => startEmulator(genesys.definition),
  open: genesys.open,
  // The limit of a minute is for tests of its own.
  switches: { callsPerMinute: 1_000_000 },
  truth,
  shapes: [
    { name: 'two pages' },
    { name: 'many pages in another order', scale: 4, switches: { licenseUserOrder: 'shuffled' } },
    { name: 'rows that slip to the next page', scale: 2, switches: { driftingPages: true } },
    { name: 'an error past the last page', scale: 2, switches: { pastLastPage: 'error' } },
    { name: 'holders only, bare fields', scale: 2, switches: { listUnlicensed: false, omitOptional: true } },
  ],
  apiPath: COMPANY.genesys.paths.read,
  secrets: ['acme-us-client', 'acme-us-secret-fake'],
  idsIn,
  nobody: { LICENSE: 'noSuchLicense', USER: NOBODY },
  license: 'cloudCX2',
  roleId: uuid('genesys-us-role', 2),
  reportsBudget: true,
  async words(account) {
    const page = await account.assignees.USER?.page(null, testCall());
    return page?.items.map(({ state, rawState }) => ({ ours: state, raw: rawState })) ?? [];
  },
  writes: {
    path: PATHS.genesys.write,
    state: genesysOf,
    good: () => [
      assign('cloudCX1', who(NOTHING)),
      remove('cloudCX3', who('cloudCX3')),
      assign('gc2WEMupgrade', who('cloudCX2')),
    ],
    // An add-on without its base tier (genesys contract 2.2).
    refused: () => [assign('gc2WEMupgrade', who(NOTHING, 1))],
    limit: { of: 'changes', most: 100 },
  },
});
