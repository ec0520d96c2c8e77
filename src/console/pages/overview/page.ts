// The overview: how full, who is idle, what ends, who does not answer, what was changed. Each figure leads to its rows and shows its query.
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import {
  OverviewAccountsDocument,
  OverviewChangesDocument,
  OverviewCostsDocument,
  OverviewHistoryDocument,
  OverviewInsightDocument,
  OverviewSeatsDocument,
} from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { div } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { missingIn } from '../../parts/answers/missing.ts';
import { Freshness } from '../../parts/answers/freshness.ts';
import { Page } from '../../parts/page.ts';
import { useMay } from '../../parts/viewer.ts';
import { AccountsPanel } from './accounts-panel.ts';
import { ChangesPanel } from './changes-panel.ts';
import { ClosestPanel } from './closest-panel.ts';
import { CostsPanel } from './costs-panel.ts';
import { daysOf } from './days.ts';
import { SincePanel } from './since-panel.ts';
import { Tiles } from './tiles.ts';
import { TrendPanel } from './trend-panel.ts';
import { VendorsPanel } from './vendors-panel.ts';

export function OverviewPage(): JSX.Element {
  // The same days for as long as the page stands: questions that differ by a second would never be the same.
  const days = useMemo(() => daysOf(new Date()), []);
  const seats = useQuestion(OverviewSeatsDocument, { after: null });
  const insight = useQuestion(OverviewInsightDocument, {
    decideBefore: days.inNinetyDays,
    endsBefore: days.inThirtyDays,
  });
  const history = useQuestion(OverviewHistoryDocument, {
    from: days.yesterday,
    to: days.now,
    firstDay: days.ninetyDaysAgo,
  });
  const accounts = useQuestion(OverviewAccountsDocument, {});
  const changes = useQuestion(OverviewChangesDocument, {});
  const list = seats.data?.inventory?.licenses;
  const found = insight.data?.findings?.coverage;
  // Findings are worked out after the first sweep.
  const isSwept = found !== undefined && missingIn(list?.coverage).length === 0;
  const all = [seats, insight, history, accounts, changes];
  const again = (): void => {
    for (const one of all) one.again();
  };
  return h(
    Page,
    {
      title: 'Overview',
      subtitle: subtitleOf(list?.totalCount, list?.coverage.length),
      actions: h(Freshness, {
        coverage: list?.coverage,
        isAsking: all.some(({ isAsking }) => isAsking),
        again,
      }),
    },
    h(CoverageNotice, { coverage: isSwept ? found : list?.coverage, again }),
    h(Tiles, { seats, insight, days }),
    div(
      { class: 'columns' },
      div(
        { class: 'column wide' },
        h(VendorsPanel, { seats }),
        h(ClosestPanel, { seats }),
        h(TrendPanel, { history }),
      ),
      div(
        { class: 'column' },
        h(AccountsPanel, { accounts }),
        useMay('costs:read') ? h(Costs, {}) : null,
        h(SincePanel, { history }),
        h(ChangesPanel, { changes }),
      ),
    ),
  );
}

/** Asked only where prices may be seen. */
function Costs(): JSX.Element {
  return h(CostsPanel, { costs: useQuestion(OverviewCostsDocument, {}) });
}

function subtitleOf(licenses: number | null | undefined, accounts: number | undefined): string {
  if (licenses === undefined || licenses === null || accounts === undefined)
    return 'Licenses of all accounts';
  return `${format.number(licenses)} ${licenses === 1 ? 'license' : 'licenses'} in ${format.number(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`;
}
