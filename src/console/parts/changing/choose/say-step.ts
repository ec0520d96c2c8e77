// Say: why, for which ticket, until when, and what a license needs of its holders.
import { h, type JSX } from 'preact';
import { button, div, form, p, span } from '../../../kit/elements.ts';
import { format } from '../../../kit/reader.ts';
import { TextField } from '../../../kit/text-field.ts';
import { requestsOf, takerNames, unsaidIn } from './change-requests.ts';
import { needsNumbers, type Draft } from './draft.ts';
import { Step } from '../step.ts';

export interface SayStepProps {
  readonly draft: Draft;
  onDraft(draft: Draft): void;
  onBack(): void;
  onNext(): void;
  onClose(): void;
}

export function SayStep({ draft, onDraft, onBack, onNext, onClose }: SayStepProps): JSX.Element {
  const unsaid = unsaidIn(draft);
  const count = requestsOf(draft).changes.length;
  const { kind, reason, ticket, removalOn } = draft;
  const next = (event: Event): void => {
    event.preventDefault();
    if (unsaid === null) onNext();
  };
  return form(
    { onSubmit: next },
    h(
      Step,
      {
        footer: [
          span({ class: 'muted step-note' }, 'Nothing is sent yet.'),
          button({ type: 'button', class: 'button', onClick: onBack }, 'Back'),
          button({ type: 'button', class: 'button', onClick: onClose }, 'Cancel'),
          button({ type: 'submit', class: 'button main', disabled: unsaid !== null }, 'Look at the plan'),
        ],
      },
      p(
        {},
        `${format.number(count)} ${count === 1 ? 'change is' : 'changes are'} asked for. What would come of it is shown next.`,
      ),
      h(TextField, {
        title: 'Reason, for the audit log',
        value: reason,
        maxLength: 1_000,
        isFirst: true,
        onText: (text) => onDraft({ ...draft, reason: text }),
      }),
      h(TextField, {
        title: 'Ticket',
        value: ticket,
        maxLength: 200,
        onText: (text) => onDraft({ ...draft, ticket: text }),
      }),
      kind === 'END'
        ? h(TextField, {
            title: 'First day without the license',
            type: 'date',
            value: removalOn,
            onText: (text) => onDraft({ ...draft, removalOn: text }),
          })
        : null,
      needsNumbers(draft) ? h(Numbers, { draft, onDraft }) : null,
      unsaid === null ? null : p({ class: 'muted', role: 'status' }, unsaid),
    ),
  );
}

/** A calling license is of no use without a number, or an extension of a location. */
function Numbers({ draft, onDraft }: Pick<SayStepProps, 'draft' | 'onDraft'>): JSX.Element {
  const names = takerNames(draft);
  const shown = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
  return div(
    { class: 'numbers' },
    h(TextField, {
      title:
        names.length === 1
          ? `Phone number or extension of ${shown}`
          : `Phone numbers or extensions of the ${format.number(names.length)} holders, a line each, in this order: ${shown}`,
      value: draft.numbers.join('\n'),
      ...(names.length === 1 ? { type: 'tel', placeholder: '+12025550100' } : { rows: 5 }),
      onText: (text) => onDraft({ ...draft, numbers: text.split('\n').map((one) => one.trim()) }),
    }),
    h(TextField, {
      title: 'Location of the extensions, by its id; needed where there is no phone number',
      value: draft.locationId,
      onText: (text) => onDraft({ ...draft, locationId: text }),
    }),
  );
}
