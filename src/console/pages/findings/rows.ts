// The findings as rows, and what is chosen of them.
import { Fragment, h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FindingRowFragment, FindingsQuery } from '../../generated/documents.ts';
import type { Pages } from '../../graph/pages.ts';
import { a } from '../../kit/elements.ts';
import { go, withQuery } from '../../kit/router.ts';
import { LongTable } from '../../kit/table/table.ts';
import { missingIn, nothingStandsOut } from '../../parts/answers/missing.ts';
import { areAllChosen, toggled, toggledAll, type Selection } from '../../parts/selecting/selection.ts';
import { useMay } from '../../parts/viewer.ts';
import { FindingsActions } from './actions.ts';
import { COLUMNS } from './columns.ts';
import type { FindingsAddress } from './filters.ts';
import { subjectName } from './finding-words.ts';

export interface FindingRowsProps {
  readonly pages: Pages<FindingsQuery, FindingRowFragment>;
  readonly asked: FindingsAddress;
}

const keyOf = ({ id }: FindingRowFragment): string => id;

export function FindingRows({ pages, asked: { orderBy, isFiltered } }: FindingRowsProps): JSX.Element {
  const { rows, totalCount, isAsking, hasMore, more } = pages;
  const [chosen, choose] = useState<Selection<FindingRowFragment>>(new Map());
  const mayChange = useMay('licenses:change');
  const read = { rows, keyOf };
  const coverage = pages.data?.findings?.coverage;
  return h(
    Fragment,
    {},
    h(LongTable<FindingRowFragment>, {
      caption: 'Findings',
      columns: COLUMNS,
      rows,
      totalCount,
      isAsking,
      hasMore,
      more,
      order: orderBy,
      onOrder: ({ field, direction }) => go(withQuery({ sort: `${field}.${direction}` })),
      nothing: isFiltered
        ? [
            `${missingIn(coverage).length > 0 ? nothingStandsOut(coverage) : 'No finding is like that.'} `,
            a({ href: '/findings' }, 'Show all findings'),
          ]
        : [`${nothingStandsOut(coverage)} `, a({ href: '/licenses' }, 'Go to the licenses')],
      keyOf,
      nameOf: subjectName,
      ...(mayChange && {
        choice: {
          has: (key: string) => chosen.has(key),
          toggle: (key: string) => choose(toggled(chosen, key, read)),
          toggleAll: () => choose(toggledAll(chosen, read)),
          areAll: areAllChosen(chosen, read),
        },
      }),
    }),
    chosen.size > 0
      ? h(FindingsActions, { findings: [...chosen.values()], onClear: () => choose(new Map()) })
      : null,
  );
}
