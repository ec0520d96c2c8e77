// Operation 1: lists the active license packs in order of id.
import type { EmulatedRequest } from '../../core/http.ts';
import type { Operation } from '../call.ts';
import { issueToken, readPageSize, readToken } from '../pages.ts';
import type { YextState } from '../state/state.ts';
import { flag } from '../switches.ts';
import { wireList } from '../wire/envelope.ts';
import { wirePack } from '../wire/license-packs.ts';

const LIST = ['license-packs'];

function listPacks({ query }: EmulatedRequest, state: YextState): unknown {
  const size = readPageSize(state.switches, query);
  const [after] = readToken(state, LIST, query.get('pageToken')) ?? [];
  const active = state.licenses.packs.filter((pack) => pack.active);
  const byOffset = flag(state.switches, 'tokensByOffset');
  const start = byOffset ? Number(after ?? 0) : active.filter(({ id }) => id <= (after ?? '')).length;
  const page = active.slice(start, start + size);
  const last = page.at(-1);
  const next = byOffset ? String(start + size) : (last?.id ?? '');
  return wireList(
    state.switches,
    'licensePacks',
    page.map((pack) => wirePack(state.switches, pack)),
    start + size < active.length ? { nextPageToken: issueToken(state, LIST, [next]) } : {},
  );
}

/** The list of packs. */
export const licensePackOperations: readonly Operation[] = [
  { method: 'GET', path: '/license-packs', need: 'read-licenses', run: listPacks },
];
