// Says that findings are no matter, until a day or for good, or takes that back.
import { Fragment, h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  DismissFindingsDocument,
  RestoreFindingsDocument,
  type FindingRowFragment,
  type ProblemTextFragment,
} from '../../generated/documents.ts';
import { ask } from '../../graph/ask.ts';
import type { Failure } from '../../graph/failure.ts';
import { askEverythingAgain } from '../../graph/live.ts';
import { button, form, p, span } from '../../kit/elements.ts';
import { FailureText, Notice } from '../../kit/notice.ts';
import { Overlay } from '../../kit/overlay.ts';
import { format } from '../../kit/reader.ts';
import { TextField } from '../../kit/text-field.ts';
import { Step } from '../../parts/changing/step.ts';
import { subjectName } from './finding-words.ts';

export interface DismissDialogProps {
  readonly findings: readonly FindingRowFragment[];
  readonly isRestoring: boolean;
  /** After it was done. */
  onDone(): void;
  onClose(): void;
}

/** One question takes as many. */
const MOST = 1_000;

export function DismissDialog(props: DismissDialogProps): JSX.Element {
  const { findings, isRestoring, onDone, onClose } = props;
  const [said, say] = useState({ reason: '', until: '' });
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<readonly Failure[]>([]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const ids = findings.slice(0, MOST).map(({ id }) => id);
    const came = await (isRestoring ? restore(ids, said.reason) : dismiss(ids, said.reason, said.until));
    setBusy(false);
    setTrouble(came);
    askEverythingAgain();
    if (came.length > 0) return;
    onClose();
    onDone();
  };
  const title = isRestoring ? 'Restore' : 'Dismiss';
  return h(
    Overlay,
    { kind: 'dialog', title: `${title} findings`, subtitle: namesOf(findings), onClose },
    form(
      { onSubmit: (event) => void submit(event) },
      h(
        Step,
        {
          footer: [
            span({ class: 'muted step-note' }, 'It is recorded in the audit log.'),
            button({ type: 'button', class: 'button', onClick: onClose }, 'Cancel'),
            button(
              { type: 'submit', class: 'button main', disabled: isBusy },
              `${title} ${format.number(Math.min(MOST, findings.length))}`,
            ),
          ],
        },
        h(Fields, { ...props, said, say }),
        trouble.length === 0 ? null : h(Trouble, { trouble }),
      ),
    ),
  );
}

interface Said {
  readonly reason: string;
  readonly until: string;
}

interface FieldsProps extends DismissDialogProps {
  readonly said: Said;
  say(said: Said): void;
}

function Fields({ findings, isRestoring, said, say }: FieldsProps): JSX.Element {
  return h(
    Fragment,
    {},
    p(
      {},
      isRestoring
        ? 'They are listed again, and count again.'
        : 'They are left out of lists, sums and of what is reclaimed.',
    ),
    findings.length > MOST ? p({ class: 'muted' }, 'The first 1,000 of them.') : null,
    h(TextField, {
      title: 'Reason',
      value: said.reason,
      maxLength: 1_000,
      isFirst: true,
      onText: (reason) => say({ ...said, reason }),
    }),
    isRestoring
      ? null
      : h(TextField, {
          title: 'Until this day; for good when empty',
          type: 'date',
          value: said.until,
          onText: (until) => say({ ...said, until }),
        }),
  );
}

function Trouble({ trouble }: { readonly trouble: readonly Failure[] }): JSX.Element {
  return h(
    Notice,
    { tone: 'error', title: 'Not all of it could be done.' },
    ...trouble.map((failure) => h(FailureText, { failure })),
  );
}

function namesOf(findings: readonly FindingRowFragment[]): string {
  const names = findings.slice(0, 5).map(subjectName).join(', ');
  return findings.length > 5 ? `${names} and ${format.number(findings.length - 5)} more` : names;
}

async function dismiss(ids: string[], reason: string, until: string): Promise<readonly Failure[]> {
  const input = { ids, reason: given(reason), until: given(until) };
  const { data, failures } = await ask(DismissFindingsDocument, { input });
  return [...failures, ...(data?.dismissFindings.problems ?? []).map(asFailure)];
}

async function restore(ids: string[], reason: string): Promise<readonly Failure[]> {
  const { data, failures } = await ask(RestoreFindingsDocument, { input: { ids, reason: given(reason) } });
  return [...failures, ...(data?.restoreFindings.problems ?? []).map(asFailure)];
}

const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const asFailure = (problem: ProblemTextFragment): Failure => ({ ...problem, requestId: null });
