// Choose: what to do, which licenses, for whom.
import { h, type JSX } from 'preact';
import {
  button,
  div,
  fieldset,
  input,
  label,
  legend,
  option,
  p,
  select,
  span,
} from '../../../kit/elements.ts';
import { format } from '../../../kit/reader.ts';
import { inWords } from '../../words/words.ts';
import { missingIn } from './change-requests.ts';
import { kindsOf, type ChangeKind, type Draft } from './draft.ts';
import { LicenseSearch } from './license-search.ts';
import { NamesField } from './names-field.ts';
import { KIND_WORDS } from '../plan/plan-words.ts';
import { Step } from '../step.ts';

export interface ChooseStepProps {
  readonly draft: Draft;
  onDraft(draft: Draft): void;
  onNext(): void;
  onClose(): void;
}

type Part = Pick<ChooseStepProps, 'draft' | 'onDraft'>;

export function ChooseStep({ draft, onDraft, onNext, onClose }: ChooseStepProps): JSX.Element {
  const missing = missingIn(draft);
  return h(
    Step,
    {
      footer: [
        span({ class: 'muted step-note' }, 'Nothing is sent yet.'),
        button({ type: 'button', class: 'button', onClick: onClose }, 'Cancel'),
        button(
          { type: 'button', class: 'button main', disabled: missing !== null, onClick: onNext },
          'Go on',
        ),
      ],
    },
    h(Kinds, { draft, onDraft }),
    draft.holdings.length > 0
      ? p(
          {},
          `${format.number(draft.holdings.length)} ${draft.holdings.length === 1 ? 'assignment was' : 'assignments were'} chosen in the list.`,
        )
      : null,
    h(Licenses, { draft, onDraft }),
    h(Holders, { draft, onDraft }),
    missing === null || draft.kind === null ? null : p({ class: 'muted', role: 'status' }, missing),
  );
}

const KINDS: readonly ChangeKind[] = ['ASSIGN', 'REMOVE', 'MOVE', 'END', 'KEEP'];

function Kinds({ draft, onDraft }: Part): JSX.Element {
  const first = draft.kind ?? KINDS[0];
  return fieldset(
    { class: 'kinds' },
    legend({}, 'What to do'),
    ...KINDS.map((kind) =>
      label(
        { class: 'kind' },
        input({
          type: 'radio',
          name: 'kind',
          value: kind,
          checked: kind === draft.kind,
          ...(kind === first && { 'data-first': '' }),
          onChange: () => onDraft({ ...draft, kind }),
        }),
        span({}, KIND_WORDS[kind].title),
      ),
    ),
    draft.kind === null ? null : p({ class: 'muted' }, KIND_WORDS[draft.kind].says),
  );
}

function Licenses({ draft, onDraft }: Part): JSX.Element {
  const { kind, licenses, to, holdings } = draft;
  const isMove = kind === 'MOVE';
  return div(
    { class: 'chooser' },
    holdings.length > 0
      ? null
      : h(LicenseSearch, {
          title: isMove ? 'License that goes' : 'License',
          chosen: licenses,
          isMany: !isMove,
          onChoose: (next) => onDraft({ ...draft, licenses: next }),
        }),
    isMove
      ? h(LicenseSearch, {
          title: 'License that comes instead',
          chosen: to ? [to] : [],
          isMany: false,
          onChoose: ([next]) => onDraft({ ...draft, to: next ?? null }),
        })
      : null,
  );
}

function Holders({ draft, onDraft }: Part): JSX.Element {
  const { kind, typed, takers, holdings } = draft;
  const isMove = kind === 'MOVE';
  return div(
    { class: 'chooser' },
    h(Chosen, { draft, onDraft }),
    holdings.length > 0
      ? null
      : h(NamesField, {
          title: isMove ? 'Who holds it now' : 'Holders',
          names: typed,
          onNames: (next) => onDraft({ ...draft, typed: next }),
        }),
    isMove
      ? h(NamesField, {
          title: 'Who gets it instead, in the same order; the same holders when empty',
          names: takers,
          onNames: (next) => onDraft({ ...draft, takers: next }),
        })
      : null,
    h(IdKind, { draft, onDraft }),
  );
}

/** Holders that were chosen in a list, and the way to leave them out. */
function Chosen({ draft, onDraft }: Part): JSX.Element | null {
  const { assignees } = draft;
  if (assignees.length === 0) return null;
  const names = assignees
    .slice(0, 8)
    .map(({ name }) => name)
    .join(', ');
  const others = assignees.length > 8 ? ` and ${format.number(assignees.length - 8)} more` : '';
  return div(
    { class: 'chosen-holders' },
    p({}, span({ class: 'muted' }, 'Holders: '), names, others),
    button(
      { type: 'button', class: 'link', onClick: () => onDraft({ ...draft, assignees: [] }) },
      'Leave them out',
    ),
  );
}

/** Asked only where an id could be of more than one kind of holder. */
function IdKind({ draft, onDraft }: Part): JSX.Element | null {
  const kinds = kindsOf(draft);
  const hasIds = [...draft.typed, ...draft.takers].some((one) => !one.includes('@'));
  if (kinds.length < 2 || !hasIds) return null;
  const on = draft.idKind ?? kinds[0];
  return label(
    { class: 'field' },
    span({}, 'Ids without more are ids of'),
    select(
      {
        value: on,
        onChange: ({ currentTarget: { value } }) =>
          onDraft({ ...draft, idKind: kinds.find((one) => one === value) ?? null }),
      },
      ...kinds.map((one) => option({ value: one, selected: one === on }, KIND_NAMES[one] ?? inWords(one))),
    ),
  );
}

const KIND_NAMES = { USER: 'Users', DEVICE: 'Devices', WORKSPACE: 'Workspaces', ENTITY: 'Entities' } as const;
