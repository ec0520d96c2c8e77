// Findings: what stands out, rule by rule, and what to do about it.
import { h, type JSX } from 'preact';
import {
  FindingsDocument,
  FindingRulesDocument,
  type FindingRowFragment,
} from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { span } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { later } from '../../kit/later.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { ExportButton } from '../../parts/lists/export-button.ts';
import { Freshness } from '../../parts/answers/freshness.ts';
import { missingIn } from '../../parts/answers/missing.ts';
import { Page } from '../../parts/page.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { CSV } from './columns.ts';
import type { FindingDrawerProps } from './drawer.ts';
import { FindingFilters } from './finding-filters.ts';
import { findingsAddressOf, type FindingsAddress } from './filters.ts';
import { FindingRows } from './rows.ts';
import { ReclaimButton } from './reclaim.ts';
import { RuleSummary } from './rule-summary.ts';

const FindingDrawer = later<FindingDrawerProps>(async () => (await import('./drawer.ts')).FindingDrawer);

export function FindingsPage(): JSX.Element {
  const asked = findingsAddressOf(address.value.query);
  const variables = { filter: asked.filter, orderBy: asked.orderBy, first: 100 };
  const pages = usePages(FindingsDocument, variables, (data) => data.findings);
  const rules = useQuestion(FindingRulesDocument, { filter: asked.withoutRules });
  const coverage = pages.data?.findings?.coverage;
  const { rows, totalCount, failures, isAsking } = pages;
  const again = (): void => {
    pages.again();
    rules.again();
  };
  const open = rows.find(({ id }) => id === address.value.query.get('open'));
  return h(
    Page,
    {
      title: 'Findings',
      subtitle: span({ role: 'status' }, countOf(totalCount, asked)),
      actions: [
        h(Freshness, { coverage, isAsking, again }),
        h(QueryButton, { of: 'Findings', asked: pages }),
        h(ReclaimButton, { filter: asked.filter }),
        h(ExportButton<FindingRowFragment>, {
          name: 'findings',
          columns: CSV,
          totalCount,
          missing: missingIn(coverage).map(({ account }) => account.name),
          all: (signal) => walk(FindingsDocument, variables, (data) => data.findings, signal),
        }),
      ],
    },
    h(CoverageNotice, { coverage, again }),
    h(RuleSummary, { rules, coverage }),
    h(FindingFilters, {}),
    h(Failures, { failures, what: 'The findings', again }),
    rows.length === 0 && failures.length > 0 ? null : h(FindingRows, { pages, asked }),
    open
      ? h(FindingDrawer, { finding: open, key: open.id, onClose: () => go(withQuery({ open: null })) })
      : null,
  );
}

function countOf(totalCount: number | null, { isDismissed, isFiltered }: FindingsAddress): string {
  if (totalCount === null) return 'What stands out in the inventory';
  const noun = totalCount === 1 ? 'finding' : 'findings';
  const count = `${format.number(totalCount)} ${isDismissed ? `dismissed ${noun}` : noun}`;
  return isFiltered && !isDismissed ? `${count} ${totalCount === 1 ? 'matches' : 'match'}` : count;
}
