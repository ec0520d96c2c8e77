// Quayside under the contract of the port.
import { createClock } from '../../emulators/core/clock.ts';
import { startEmulator } from '../../emulators/core/emulator.ts';
import { person } from '../../emulators/seed/organisation.ts';
import { THE_LICENSE, type Change, type ChangeTarget } from '../../src/domain/change.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { UpstreamRuntime } from '../../src/upstream/upstream.ts';
import { describeProvider } from '../contract/provider-contract.ts';
import type { Truth, World } from '../contract/subject.ts';
import { present } from '../support/assertions.ts';
import { listAt, at } from '../support/json.ts';
import { testCall } from '../support/runtime.ts';
import { provider } from './adapter/index.ts';
import { access, definition } from './emulator/index.ts';
import { quaysideOf } from './provider-state.ts';

const KEY = 'quayside-acme';

function open(baseUrl: string, runtime: UpstreamRuntime) {
  const entry = { key: KEY, name: 'Acme', provider: 'QUAYSIDE', baseUrl, ...access };
  return provider.create(provider.settings.parse(entry), runtime);
}

function truth({ scale, switches }: World): Truth {
  const all = { ...definition.switches, ...switches };
  const state = definition.seed({ scale, clock: createClock(), switches: all, serial: () => 0 });
  return {
    licenses: state.plans.map(({ id }) => id),
    lists: { USER: state.userIds },
    held: [...state.holds].flatMap(([licenseId, own]) =>
      [...own.keys()].map((assigneeId) => ({ licenseId, kind: 'USER' as const, assigneeId })),
    ),
    addresses: state.userIds.map((id, index) => [person(index).email, id] as const),
  };
}

/** Ids are in the paths of parts. */
function idsIn({ body }: TransportRequest): readonly string[] {
  const paths = body === undefined ? [] : listAt(JSON.parse(body), 'parts').map((part) => at(part, 'path'));
  return paths.flatMap((path) => /^\/users\/([^/]+)/.exec(String(path))?.[1] ?? []);
}

function change(
  action: Change['action'],
  licenseId: string,
  externalId: string,
  target: ChangeTarget = THE_LICENSE,
): Change {
  const assignee = { kind: 'USER' as const, externalId };
  const id = `${action} ${licenseId} ${externalId}`;
  return { id, action, accountKey: KEY, licenseId, assignee, removalOn: null, target };
}

/** Somebody who holds the plan, or who does not. */
function somebody({ lists, held }: Truth, licenseId: string, isHolder: boolean): string {
  const holders = new Set(held.flatMap((one) => (one.licenseId === licenseId ? one.assigneeId : [])));
  return present(lists.USER?.find((id) => holders.has(id) === isHolder));
}

describeProvider('Quayside', {
  start: () => startEmulator(definition),
  open,
  switches: {},
  truth,
  shapes: [
    { name: 'pages of a hundred' },
    { name: 'more of everything', scale: 4 },
    { name: 'pages of its own size', switches: { pageSizeMax: 40 } },
    { name: 'pages of two plans', scale: 1, switches: { pageSizeMax: 2 } },
  ],
  apiPath: '^/v1/',
  secrets: [access.clientSecret],
  idsIn,
  nobody: { LICENSE: 'no-such-plan', USER: 'no-such-user' },
  license: 'pl-basic',
  reportsBudget: false,
  async words(account) {
    const page = await account.assignees.USER?.page(null, testCall());
    return page?.items.map(({ state, rawState }) => ({ ours: state, raw: rawState })) ?? [];
  },
  writes: {
    path: '/batch$',
    state: quaysideOf,
    good: (of) => [
      change('ASSIGN', 'pl-pro', somebody(of, 'pl-pro', false)),
      change('ASSIGN', 'pl-trial', somebody(of, 'pl-trial', false), {
        kind: 'LICENSE',
        details: { costCentre: 'CC-7' },
      }),
      change('REMOVE', 'pl-basic', somebody(of, 'pl-basic', true)),
    ],
    refused: (of) => [
      change('ASSIGN', 'pl-full', somebody(of, 'pl-full', false)),
      change('ASSIGN', 'pl-insights', somebody(of, 'pl-insights', false)),
    ],
    limit: { of: 'changes', most: 20 },
  },
});
