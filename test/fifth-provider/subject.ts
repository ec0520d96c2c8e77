// Quayside as the contract suite needs it.
import { startEmulator } from '../../emulators/core/emulator.ts';
import type { TransportRequest } from '../../src/upstream/transport.ts';
import type { Subject } from '../contract/subject.ts';
import { at, listAt } from '../support/json.ts';
import { testCall } from '../support/runtime.ts';
import { change, openAccount } from './account.ts';
import { access, definition } from './emulator/index.ts';
import { quaysideOf } from './provider-state.ts';
import { holderOf, otherThanHolders, truth } from './seeded-truth.ts';

/** Ids are in the paths of parts. */
function idsIn({ body }: TransportRequest): readonly string[] {
  const paths = body === undefined ? [] : listAt(JSON.parse(body), 'parts').map((part) => at(part, 'path'));
  return paths.flatMap((path) => /^\/users\/([^/]+)/.exec(String(path))?.[1] ?? []);
}

/** The account against its emulator, and what the suite may ask of it. */
export const quayside: Subject = {
  start: () => startEmulator(definition),
  open: openAccount,
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
  answersInParts: true,
  failPart: (emulator, id) =>
    emulator.fault({ part: `/users/${id}(/|$)`, fault: { kind: 'error', status: 503 } }),
  writes: {
    path: '/batch$',
    state: quaysideOf,
    good: (of) => [
      change('ASSIGN', 'pl-pro', otherThanHolders('pl-pro', of)),
      change('ASSIGN', 'pl-trial', otherThanHolders('pl-trial', of), {
        kind: 'LICENSE',
        details: { costCentre: 'CC-7' },
      }),
      change('REMOVE', 'pl-basic', holderOf('pl-basic', of)),
    ],
    refused: (of) => [
      change('ASSIGN', 'pl-full', otherThanHolders('pl-full', of)),
      change('ASSIGN', 'pl-insights', otherThanHolders('pl-insights', of)),
    ],
    limit: { of: 'changes', most: 20 },
    // The only answer without a body (quayside contract 3).
    saysDone: ({ action }, status) => action === 'REMOVE' && status === 204,
  },
};
