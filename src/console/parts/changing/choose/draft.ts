// What somebody is about to change, while they say it. Pure.
import type { AssigneeKind } from '../../../generated/documents.ts';

/** A license that was chosen. */
export interface ChosenLicense {
  readonly id: string;
  readonly name: string;
  readonly accountKey: string;
  readonly accountName: string;
  /** Who can hold it; looked up when absent. */
  readonly assigneeKinds?: readonly AssigneeKind[] | null;
  /** Whether its holders need a number each; looked up when absent. */
  readonly needsNumber?: boolean;
}

/** A holder, or somebody who is to hold something. */
export interface ChosenAssignee {
  readonly id: string;
  readonly name: string;
  readonly accountKey: string;
  /** E-mail address or IMEI, by which another account may know them as well. */
  readonly address?: string | null;
}

/** Who holds what. */
export interface ChosenHolding {
  readonly license: ChosenLicense;
  readonly assignee: ChosenAssignee;
}

/** What can be done; moving takes away once a read has shown what came instead. */
export type ChangeKind = 'ASSIGN' | 'REMOVE' | 'MOVE' | 'END' | 'KEEP';

/** What was chosen before it began; what is missing is asked for. */
export interface ChangeStart {
  readonly action: ChangeKind | null;
  readonly licenses: readonly ChosenLicense[];
  readonly assignees: readonly ChosenAssignee[];
  /** Exact pairs, as of rows of holders; then the two lists above are empty. */
  readonly holdings?: readonly ChosenHolding[];
  /** First day without the license, where it is known already. */
  readonly removalOn?: string | null;
  /** Why, where it is known already. */
  readonly reason?: string;
  /** What is to be known before it is done. */
  readonly notes?: readonly string[];
}

export interface Draft {
  readonly kind: ChangeKind | null;
  /** What is given, taken away, ended or kept; of a move, what is taken away. */
  readonly licenses: readonly ChosenLicense[];
  /** Of a move: what comes instead. */
  readonly to: ChosenLicense | null;
  readonly assignees: readonly ChosenAssignee[];
  readonly holdings: readonly ChosenHolding[];
  /** Names that were typed, pasted or read from a file: address, IMEI or id. */
  readonly typed: readonly string[];
  /** Of a move: who gets it, in the order of those who lose it; the same when empty. */
  readonly takers: readonly string[];
  /** What ids without more are ids of, where the license leaves it open. */
  readonly idKind: AssigneeKind | null;
  /** First day without the license. */
  readonly removalOn: string;
  /** A number or an extension for each holder, in their order. */
  readonly numbers: readonly string[];
  readonly locationId: string;
  readonly reason: string;
  readonly ticket: string;
  /** What is to be known before it is done. */
  readonly notes: readonly string[];
}

export function draftOf(start: ChangeStart): Draft {
  return {
    kind: start.action,
    licenses: start.licenses,
    to: null,
    assignees: start.assignees,
    holdings: start.holdings ?? [],
    typed: [],
    takers: [],
    idKind: null,
    removalOn: start.removalOn ?? '',
    numbers: [],
    locationId: '',
    reason: start.reason ?? '',
    ticket: '',
    notes: start.notes ?? [],
  };
}

/** The license that holders are to get; null when none is given. */
function givenLicenses({ kind, licenses, to }: Draft): readonly ChosenLicense[] {
  if (kind === 'ASSIGN') return licenses;
  return kind === 'MOVE' && to ? [to] : [];
}

/** Whether each holder needs a number of their own. */
export const needsNumbers = (draft: Draft): boolean =>
  givenLicenses(draft).some((one) => one.needsNumber === true);

/** Kinds of holders that ids may be of: more than one is a question. */
export function kindsOf(draft: Draft): readonly AssigneeKind[] {
  const all = [...draft.licenses, ...(draft.to ? [draft.to] : [])].flatMap((one) => one.assigneeKinds ?? []);
  return [...new Set(all)];
}
