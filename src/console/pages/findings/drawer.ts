// One finding: what it is about, what the rule went by, what it costs, what would resolve it.
import { h, type JSX } from 'preact';
import type { FindingRowFragment } from '../../generated/documents.ts';
import { a, li, p, ul } from '../../kit/elements.ts';
import { Notice } from '../../kit/notice.ts';
import { Overlay } from '../../kit/overlay.ts';
import { Told } from '../../kit/told/told.ts';
import { Facts, type Fact } from '../../parts/facts.ts';
import { format } from '../../kit/reader.ts';
import { accountAddress, deviceAddress, licenseAddress, personAddress } from '../../parts/words/addresses.ts';
import { FindingButtons } from './actions.ts';
import { CONFIDENCE_WORDS, evidenceSentence, subjectName } from './finding-words.ts';
import { ruleName } from '../../parts/words/rule-names.ts';

export interface FindingDrawerProps {
  readonly finding: FindingRowFragment;
  onClose(): void;
}

export function FindingDrawer({ finding, onClose }: FindingDrawerProps): JSX.Element {
  const { code, evidence, suggestedChanges, dismissed } = finding;
  const warnings = new Set(suggestedChanges.flatMap(({ warning }) => warning ?? []));
  return h(
    Overlay,
    {
      kind: 'drawer',
      title: subjectName(finding),
      subtitle: ruleName(code),
      onClose,
      footer: h(FindingButtons, { findings: [finding], onDone: onClose }),
    },
    p({}, evidenceSentence(code, evidence, format)),
    dismissed ? h(Dismissal, { dismissed }) : null,
    h(Facts, { facts: factsOf(finding) }),
    suggestedChanges.length === 0
      ? p({ class: 'muted' }, 'Nothing that can be done from here would resolve it.')
      : ul(
          {},
          ...suggestedChanges.map(({ license, assignee }) =>
            li(
              {},
              `Taking ${license.name ?? license.externalId} away from ${assignee.displayName ?? assignee.externalId} would resolve it.`,
            ),
          ),
        ),
    ...[...warnings].map((warning) => h(Notice, { tone: 'warning', title: h(Told, { text: warning }) })),
  );
}

function Dismissal({
  dismissed: { by, at, reason, until },
}: {
  readonly dismissed: NonNullable<FindingRowFragment['dismissed']>;
}): JSX.Element {
  const why = reason ?? 'No reason was given';
  return h(
    Notice,
    { tone: 'info', title: `Dismissed by ${by} ${format.distance(at)}` },
    p({}, `${why}, ${until === null ? 'for good' : `until ${format.day(until)}`}.`),
  );
}

function factsOf({
  confidence,
  since,
  lastSeenAt,
  seats,
  saving,
  subject: { account, license, assignee },
}: FindingRowFragment): Fact[] {
  return [
    ['How sure', CONFIDENCE_WORDS[confidence]],
    ['Since', `${format.moment(since)} (${format.distance(since)})`],
    ['Last seen', format.distance(lastSeenAt)],
    ['Account', a({ href: accountAddress(account.key) }, account.name)],
    ['License', license ? a({ href: licenseAddress(license.id) }, license.name ?? license.externalId) : null],
    ['Holder', holderLink(assignee)],
    ['Seats', seats === 0 ? null : format.number(seats)],
    ['Saving', saving ? `${format.money(saving.amount)} a month, from ${format.day(saving.from)}` : null],
  ];
}

function holderLink(assignee: FindingRowFragment['subject']['assignee']): JSX.Element | string | null {
  if (!assignee) return null;
  const name = assignee.displayName ?? assignee.externalId;
  if (assignee.__typename === 'User') return a({ href: personAddress(assignee.id) }, name);
  return assignee.__typename === 'Device' ? a({ href: deviceAddress(assignee.id) }, name) : name;
}
