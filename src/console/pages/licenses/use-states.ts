// Which licenses are in which state: the findings about them, all pages of them.
import { useEffect } from 'preact/hooks';
import { LicenseStatesDocument } from '../../generated/documents.ts';
import { usePages } from '../../graph/pages.ts';
import type { StatesOf } from './columns.ts';
import { STATE_CODES } from './filters.ts';
import { statesOf } from './states-of.ts';

/** As many as are looked at: licenses are few, and findings about them fewer. */
const MOST = 2_000;

export function useLicenseStates(): StatesOf {
  const pages = usePages(
    LicenseStatesDocument,
    { codes: [...STATE_CODES], first: 100, after: null },
    ({ findings }) => findings,
  );
  const { rows, hasMore, more } = pages;
  useEffect(() => {
    if (hasMore && rows.length < MOST) more();
  }, [rows.length, hasMore]);
  return statesOf(rows);
}
