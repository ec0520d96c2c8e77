// Operation 1: the active license packs, in order of id.
import type { EmulatedRequest } from '../../core/http.ts';
import type { Operation } from '../call.ts';
import { issueToken, readToken } from '../paging.ts';
import type { YextState } from '../state/state.ts';
import { wireList, wirePack } from '../wire/license-packs.ts';
import { readPageSize } from './page-size.ts';

const LIST = ['license-packs'];

function listPacks({ query }: EmulatedRequest, state: YextState): unknown {
  const size = readPageSize(state.settings, query);
  const [after] = readToken(state, LIST, query.get('pageToken')) ?? [];
  const active = state.licenses.packs.filter((pack) => pack.active);
  const byOffset = state.settings.on('tokensByOffset');
  const start = byOffset ? Number(after ?? 0) : active.filter(({ id }) => id <= (after ?? '')).length;
  const page = active.slice(start, start + size);
  const last = page.at(-1);
  const next = byOffset ? String(start + size) : (last?.id ?? '');
  return wireList(
    state.settings,
    'licensePacks',
    page.map((pack) => wirePack(state.settings, pack)),
    start + size < active.length ? { nextPageToken: issueToken(state, LIST, [next]) } : {},
  );
}

export const licensePackOperations: readonly Operation[] = [
  { method: 'GET', path: '/license-packs', need: 'read-licenses', run: listPacks },
];
