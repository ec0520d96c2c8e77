// Yext under the contract of the port.
import { startEmulator } from '../../emulators/core/emulator.ts';
import { definition } from '../../emulators/yext/index.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import { ASSIGN, REMOVE, SCHEDULE, WRITER, change } from '../providers/yext/changes.ts';
import { truth } from '../providers/yext/seeded-truth.ts';
import { PATHS } from '../support/license-targets.ts';
import { yextOf } from '../support/provider-state.ts';
import { ACCOUNT, yext } from '../support/providers/yext.ts';
import { testCall } from '../support/runtime.ts';
import { describeProvider } from './provider-contract.ts';

/** Ids are in the filter of entities, or the one entity that is asked for, or its assignments are. */
function idsIn({ url }: TransportRequest): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  const [, alone] = /\/entities\/(.+)$/.exec(pathname) ?? [];
  if (alone !== undefined) return [decodeURIComponent(alone)];
  const one = searchParams.get('assignedEntity');
  if (one !== null) return [one];
  const filter = JSON.parse(searchParams.get('filter') ?? '{"meta.id":{"$in":[]}}') as {
    'meta.id': { $in: string[] };
  }; // the only filter there is
  return filter['meta.id'].$in;
}

describeProvider('Yext', {
  start: () => startEmulator(definition),
  open: yext.open,
  switches: {},
  truth,
  shapes: [
    { name: 'pages of fifty' },
    { name: 'more of everything', scale: 4 },
    { name: 'pages of its own size', switches: { pageSizeMax: 7, badPageSize: 'clamp' } },
    { name: 'no page size at all', switches: { pageSizeMax: 20, badPageSize: 'refuse' } },
    { name: 'single groups outside a list', switches: { assignmentList: 'bare' } },
    { name: 'empty groups', switches: { emptyPack: 'empty-group' } },
    { name: 'fields without ids', switches: { fieldsKeepMeta: false } },
    { name: 'tokens that count rows', switches: { tokensByOffset: true } },
    { name: 'packs without notes beside assignments', switches: { notesInGroups: false } },
    { name: 'packs that count more than is listed', switches: { assignedSurplus: 3 } },
  ],
  apiPath: '^/v2/',
  secrets: [ACCOUNT.keys.reader],
  idsIn,
  nobody: { LICENSE: 'no such pack #/1', ENTITY: 'no such entity #/1' },
  license: 'LP-LISTINGS',
  reportsBudget: true,
  async words(account) {
    const page = await account.assignees.ENTITY?.page(null, testCall());
    return page?.items.map(({ entityType }) => ({ raw: entityType })) ?? [];
  },
  writes: {
    open: (url, runtime) => yext.open(url, runtime, WRITER),
    path: PATHS.yext.write,
    state: yextOf,
    good: () => [ASSIGN, REMOVE, SCHEDULE, change('CANCEL_REMOVAL', 'LP-PAGES', 'north/store/20')],
    refused: () => [change('ASSIGN', 'LP-FULL', 'store-18')],
    limit: { of: 'changes', most: 1 },
  },
});
