// One device, workspace or entity: what it is, what it holds, what stands out, what happened to it.
import { Fragment, h, type JSX } from 'preact';
import { HolderDocument, type HolderQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Overlay } from '../../kit/overlay.ts';
import { format } from '../../kit/reader.ts';
import { AssignButton } from '../selecting/assign-button.ts';
import { chosenAssignee, nameOfAssignee } from '../selecting/chosen.ts';
import { DrawerState } from './drawer-state.ts';
import { EventLines } from './event-lines.ts';
import { Facts, type Fact } from '../facts.ts';
import { HolderFindings } from './holder-findings.ts';
import { LastActive } from './holders.ts';
import { HoldingsTable } from './holdings-table.ts';
import { QueryButton } from '../answers/query-view.ts';
import { inWords, providerName } from '../words/words.ts';

export interface HolderDrawerProps {
  readonly id: string;
  onClose(): void;
}

export function HolderDrawer({ id, onClose }: HolderDrawerProps): JSX.Element {
  const question = useQuestion(HolderDocument, { id });
  const { data } = question;
  const node = data?.node ?? null;
  const holder = node !== null && 'externalId' in node ? node : null;
  return h(
    Overlay,
    {
      kind: 'drawer',
      title: holder === null ? 'Holder' : nameOfAssignee(holder),
      subtitle: holder === null ? '' : `${holder.account.name} · ${providerName(holder.account.provider)}`,
      actions: [
        h(QueryButton, { of: 'this holder', asked: question }),
        holder === null ? null : h(AssignButton, { licenses: [], assignees: [chosenAssignee(holder)] }),
      ],
      onClose,
    },
    h(DrawerState, { question, isFound: holder !== null, what: 'The holder' }),
    holder === null ? null : h(Parts, { holder }),
  );
}

type Holder = Extract<NonNullable<HolderQuery['node']>, { readonly externalId: string }>;

function Parts({ holder }: { readonly holder: Holder }): JSX.Element {
  const { id, assignments } = holder;
  return h(
    Fragment,
    {},
    h(Facts, {
      facts: [
        ...factsOf(holder),
        ['Id', holder.externalId],
        ['Read', format.distance(holder.source.observedAt)],
      ],
    }),
    h(HoldingsTable, {
      holdings: (assignments?.nodes ?? []).map((one) => ({ ...one, assignee: holder })),
      totalCount: assignments?.totalCount ?? null,
    }),
    h(HolderFindings, { holders: [holder] }),
    h(EventLines, { licenseIds: null, assigneeIds: [id], of: { assignee: id } }),
  );
}

function factsOf(holder: Holder): Fact[] {
  if (holder.__typename === 'Device') return deviceFacts(holder);
  if (holder.__typename === 'Workspace') {
    return [
      ['What it is', 'Workspace'],
      ['Calling', holder.callingType],
      ['Desk to book', holder.hotdesking === null ? null : holder.hotdesking ? 'Yes' : 'No'],
      ['Takes devices', holder.supportedDevices],
      ['Made', holder.createdAt === null ? null : format.moment(holder.createdAt)],
    ];
  }
  return [
    ['What it is', inWords(holder.entityType ?? 'Entity')],
    ['Country', holder.countryCode],
    ['Made', holder.createdAt === null ? null : format.moment(holder.createdAt)],
    ['Last changed', holder.updatedAt === null ? null : format.moment(holder.updatedAt)],
  ];
}

function deviceFacts(device: Extract<Holder, { readonly __typename: 'Device' }>): Fact[] {
  const {
    imei,
    mdn,
    make,
    model,
    firmware,
    status,
    protocol,
    fotaEligible,
    activity,
    lastConnectedAt,
    software,
  } = device;
  const programs = (software ?? []).map(({ name, version }) => [name, version].filter(Boolean).join(' '));
  return [
    ['IMEI', imei],
    ['Number', mdn],
    ['Make and model', [make, model].filter(Boolean).join(' ') || null],
    ['State', status],
    ['Last connected', h(LastActive, { at: lastConnectedAt, activity })],
    ['Firmware', firmware],
    ['Software', programs.length === 0 ? null : programs.join(', ')],
    ['Managed by', protocol === null ? null : inWords(protocol)],
    ['Firmware over the air', fotaEligible === null ? null : fotaEligible ? 'Can be sent' : 'Cannot be sent'],
  ];
}
