// One license: seats, trend and forecast, contract and cost, findings, holders, what happened to it.
import { Fragment, h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { LicenseDrawerDocument, type LicenseDrawerQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { dayIn } from '../../kit/days.ts';
import { Overlay } from '../../kit/overlay.ts';
import { format } from '../../kit/reader.ts';
import { AssignButton } from '../../parts/selecting/assign-button.ts';
import { chosenLicense } from '../../parts/selecting/chosen.ts';
import { DrawerState } from '../../parts/holders/drawer-state.ts';
import { EventLines } from '../../parts/holders/event-lines.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { providerName } from '../../parts/words/words.ts';
import { nameOfLicense } from './columns.ts';
import { ContractPart } from './contract-part.ts';
import { STATE_CODES } from './filters.ts';
import { FindingsPart, type FindingsPartProps } from './findings-part.ts';
import { HoldersPart } from './holders-part.ts';
import { SeatsPart } from './seats-part.ts';
import { TrendPart } from './trend-part.ts';

export interface LicenseDrawerProps {
  readonly id: string;
  onClose(): void;
}

export function LicenseDrawer({ id, onClose }: LicenseDrawerProps): JSX.Element {
  const firstDay = useMemo(() => dayIn(-90, format.now()), []);
  const question = useQuestion(LicenseDrawerDocument, { id, firstDay, days: 90 });
  const { data } = question;
  const license = data?.license ?? null;
  return h(
    Overlay,
    {
      kind: 'drawer',
      title: license === null ? 'License' : nameOfLicense(license),
      subtitle: license === null ? '' : `${license.account.name} · ${providerName(license.account.provider)}`,
      actions: [
        h(QueryButton, { of: 'this license', asked: question }),
        license === null ? null : h(AssignButton, { licenses: [chosenLicense(license)], assignees: [] }),
      ],
      onClose,
    },
    h(DrawerState, { question, isFound: license !== null, what: 'The license' }),
    license === null
      ? null
      : h(Parts, {
          license,
          found: data?.findingSummary ?? null,
          coverage: data?.findings?.coverage,
        }),
  );
}

interface PartsProps {
  readonly license: NonNullable<LicenseDrawerQuery['license']>;
  readonly found: LicenseDrawerQuery['findingSummary'];
  /** Of the findings. */
  readonly coverage: FindingsPartProps['coverage'];
}

function Parts({ license, found, coverage }: PartsProps): JSX.Element {
  const { id } = license;
  const states = STATE_CODES.filter((state) => found?.some(({ code }) => code === state));
  return h(
    Fragment,
    {},
    h(SeatsPart, { license, states }),
    h(TrendPart, { license }),
    h(ContractPart, { license }),
    h(FindingsPart, { found, coverage, accountKey: license.account.key }),
    h(HoldersPart, { id, counted: license.seats?.assigned ?? null }),
    h(EventLines, { licenseIds: [id], assigneeIds: null, of: { license: id } }),
  );
}
