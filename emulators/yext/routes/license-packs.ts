// Operation 1: the active license packs, in order of id.
import type { EmulatedRequest } from '../../core/http.ts';
import { issueToken, readToken } from '../page-token.ts';
import type { YextState } from '../state.ts';
import { wirePack } from '../wire.ts';
import type { Operation } from './operation.ts';
import { readPageSize } from './page-size.ts';

const LIST = ['license-packs'];

function listPacks({ query }: EmulatedRequest, state: YextState): unknown {
  const size = readPageSize(state.settings, query);
  const [after] = readToken(state, LIST, query.get('pageToken')) ?? [];
  const left = state.licenses.packs.filter((pack) => pack.active && (after === undefined || pack.id > after));
  const page = left.slice(0, size);
  const last = page.at(-1);
  return {
    licensePacks: page.map(wirePack),
    ...(last && left.length > size && { nextPageToken: issueToken(state, LIST, [last.id]) }),
  };
}

export const licensePackOperations: readonly Operation[] = [
  { method: 'GET', path: '/license-packs', need: 'read-licenses', run: listPacks },
];
