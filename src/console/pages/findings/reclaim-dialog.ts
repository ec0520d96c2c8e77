// Takes back what findings about holders name: for how long it must be so, how sure, who keeps theirs, how much at most. Then the plan.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  PlanReclaimDocument,
  type FindingConfidence,
  type FindingFilter,
  type PlanReclaimInput,
} from '../../generated/documents.ts';
import { button, div, form, label, option, p, select, span } from '../../kit/elements.ts';
import { Overlay } from '../../kit/overlay.ts';
import { format } from '../../kit/reader.ts';
import { TextField } from '../../kit/text-field.ts';
import { amounts } from '../../parts/words/amounts.ts';
import { PlanSteps } from '../../parts/changing/plan/plan-steps.ts';
import { askPlan, type Planner } from '../../parts/changing/plan/planner.ts';
import { Step } from '../../parts/changing/step.ts';
import { CONFIDENCES, CONFIDENCE_WORDS, leftOutSentences } from './finding-words.ts';
import { ruleName } from '../../parts/words/rule-names.ts';
import { reclaimInput, type ReclaimDraft } from './reclaim-input.ts';

export interface ReclaimDialogProps {
  /** By which the list is filtered: the same findings are taken back. */
  readonly filter: FindingFilter;
  onClose(): void;
}

const START: ReclaimDraft = {
  graceDays: '14',
  confidence: 'LIKELY',
  keep: '',
  departments: '',
  percent: '10',
  count: '500',
  removalOn: '',
  reason: '',
  ticket: '',
};

export function ReclaimDialog({ filter, onClose }: ReclaimDialogProps): JSX.Element {
  const [draft, setDraft] = useState(START);
  const [planner, setPlanner] = useState<Planner | null>(null);
  const rules = [filter.codes ?? []].flat().map(ruleName).join(', ');
  return h(
    Overlay,
    { kind: 'dialog', title: 'Reclaim licenses', subtitle: rules, onClose },
    planner
      ? h(PlanSteps, { planner, onBack: () => setPlanner(null), onClose })
      : h(ReclaimForm, {
          draft,
          onDraft: setDraft,
          onClose,
          onNext: () => setPlanner(plannerOf(reclaimInput(draft, filter))),
        }),
  );
}

function plannerOf(reclaim: PlanReclaimInput): Planner {
  return {
    title: 'Reclaim licenses',
    names: null,
    async plan(signal) {
      const planned = await askPlan(
        [PlanReclaimDocument, { input: reclaim }],
        (data) => data.planReclaim,
        signal,
      );
      const came = planned.data?.planReclaim;
      if (!came) return planned;
      const money = amounts(came.savings).join(' + ');
      const freed =
        came.seats === 0
          ? []
          : [
              `${format.number(came.seats)} ${came.seats === 1 ? 'seat comes' : 'seats come'} free${money === '' ? '' : `, worth ${money} a month`}.`,
            ];
      return { ...planned, notes: [...freed, ...leftOutSentences(came.leftOut, format)] };
    },
  };
}

interface ReclaimFormProps {
  readonly draft: ReclaimDraft;
  onDraft(draft: ReclaimDraft): void;
  onNext(): void;
  onClose(): void;
}

function ReclaimForm({ draft, onDraft, onNext, onClose }: ReclaimFormProps): JSX.Element {
  const next = (event: Event): void => {
    event.preventDefault();
    onNext();
  };
  const text = (name: keyof ReclaimDraft): { value: string; onText(value: string): void } => ({
    value: draft[name],
    onText: (value) => onDraft({ ...draft, [name]: value }),
  });
  return form(
    { onSubmit: next },
    h(
      Step,
      {
        footer: [
          span({ class: 'muted step-note' }, 'Nothing is sent yet.'),
          button({ type: 'button', class: 'button', onClick: onClose }, 'Cancel'),
          button({ type: 'submit', class: 'button main' }, 'Look at the plan'),
        ],
      },
      p({}, 'Each of them is read live before it is in the plan. Whoever is active again is left out.'),
      div(
        { class: 'field-row' },
        h(TextField, {
          title: 'Found at least so many days ago',
          type: 'number',
          min: 0,
          max: 3_650,
          isFirst: true,
          ...text('graceDays'),
        }),
        h(ConfidenceField, { draft, onDraft }),
        h(TextField, {
          title: 'Percent of a license’s holders at most',
          type: 'number',
          min: 1,
          max: 100,
          ...text('percent'),
        }),
        h(TextField, {
          title: 'Holders of a license at most',
          type: 'number',
          min: 1,
          max: 10_000,
          ...text('count'),
        }),
      ),
      h(TextField, { title: 'Who keeps what they hold, an e-mail address a line', rows: 3, ...text('keep') }),
      h(TextField, { title: 'Departments that keep it, with commas between', ...text('departments') }),
      div(
        { class: 'field-row' },
        h(TextField, { title: 'First day without; at once when empty', type: 'date', ...text('removalOn') }),
        h(TextField, { title: 'Ticket', maxLength: 200, ...text('ticket') }),
      ),
      h(TextField, { title: 'Reason, for the audit log', maxLength: 1_000, ...text('reason') }),
    ),
  );
}

function ConfidenceField({ draft, onDraft }: Pick<ReclaimFormProps, 'draft' | 'onDraft'>): JSX.Element {
  return label(
    { class: 'field' },
    span({}, 'As sure as this at least'),
    select(
      {
        value: draft.confidence,
        onChange: ({ currentTarget: { value } }) => onDraft({ ...draft, confidence: confidenceOf(value) }),
      },
      ...CONFIDENCES.map((one) =>
        option({ value: one, selected: one === draft.confidence }, CONFIDENCE_WORDS[one]),
      ),
    ),
  );
}

const confidenceOf = (text: string): FindingConfidence => CONFIDENCES.find((one) => one === text) ?? 'LIKELY';
