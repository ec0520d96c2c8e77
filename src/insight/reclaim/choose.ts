// Which of the findings become removals: who is exempt, what is too young or too unsure, and what is over the cap. Pure.
import { sameAddress, type Assignee } from '../../domain/assignee.ts';
import { CONFIDENCES, type Finding, type FindingConfidence } from '../../domain/insight/finding.ts';
import type { Exemptions, LeftOutReason } from '../../domain/insight/reclaim.ts';
import type { AssigneeRef, LicenseRef } from '../../domain/inventory/search.ts';

/** A finding about a holding. */
export interface HolderFinding extends Finding {
  readonly licenseId: string;
  readonly assignee: NonNullable<Finding['assignee']>;
}

/** A holding that is to be taken back, with the findings that speak for it: the surest and oldest first. */
export interface Candidate {
  readonly license: LicenseRef;
  readonly holder: AssigneeRef;
  readonly findings: readonly HolderFinding[];
}

/** By what is chosen. */
export interface ChoiceRules {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly graceDays: number;
  readonly minConfidence: FindingConfidence;
  readonly cap: { readonly percent: number; readonly count: number };
  /** Holdings that are chosen at most, of all licenses together. */
  readonly most: number;
  /** All of these hold. */
  readonly exempt: readonly Exemptions[];
  /** Facts of a holder; null where nothing is known of them. */
  readonly factsOf: (holder: AssigneeRef) => Assignee | null;
  /** How many hold a license. */
  readonly heldOf: (license: LicenseRef) => number;
}

/** What is chosen, and why the other findings are not. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
}

const DAY_MS = 86_400_000;

/** Account keys have no spaces: no two licenses have the same text. */
export function licenseKey({ accountKey, externalId }: LicenseRef): string {
  return `${accountKey} ${externalId}`;
}

/** The same for holders. */
export function holderKey({ accountKey, kind, externalId }: AssigneeRef): string {
  return `${kind} ${accountKey} ${externalId}`;
}

/** The certain ones first, then those that have been open for the longest; of each license as many as the cap lets through. */
export function choose(findings: readonly HolderFinding[], rules: ChoiceRules): Choice {
  const leftOut = new Map<LeftOutReason, number>();
  const leave = (reason: LeftOutReason, count = 1): void => {
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
  };
  const wanted: HolderFinding[] = [];
  for (const finding of findings) {
    const reason = reasonAgainst(finding, rules);
    if (reason === null) wanted.push(finding);
    else leave(reason);
  }
  const taken = new Map<string, number>();
  const candidates: Candidate[] = [];
  for (const own of Map.groupBy(wanted.toSorted(surestAndOldest), holdingKey).values()) {
    const [first] = own;
    if (first === undefined) continue;
    const { license, holder } = subjectOf(first);
    const key = licenseKey(license);
    const count = taken.get(key) ?? 0;
    if (count >= capOf(license, rules) || candidates.length >= rules.most) {
      leave('CAPPED', own.length);
      continue;
    }
    taken.set(key, count + 1);
    candidates.push({ license, holder, findings: own });
  }
  return { candidates, leftOut };
}

function reasonAgainst(finding: HolderFinding, rules: ChoiceRules): LeftOutReason | null {
  const { minConfidence, graceDays, now } = rules;
  if (isExempt(finding, rules)) return 'EXEMPT';
  if (finding.dismissal !== null) return 'DISMISSED';
  if (Date.parse(finding.firstAt) > now - graceDays * DAY_MS) return 'TOO_YOUNG';
  return placeOf(finding.confidence) < placeOf(minConfidence) ? 'TOO_UNSURE' : null;
}

function isExempt(finding: HolderFinding, { exempt, factsOf }: ChoiceRules): boolean {
  const { license, holder } = subjectOf(finding);
  const facts = factsOf(holder);
  const { email = null, department = null } = facts?.kind === 'USER' ? facts : {};
  return exempt.some(
    ({ emails, departments, holders, licenses }) =>
      licenses.has(licenseKey(license)) ||
      holders.has(holderKey(holder)) ||
      (email !== null && emails.has(sameAddress(email))) ||
      (department !== null && departments.has(department)),
  );
}

/** A tenth of a few is nobody: one may always be taken. */
function capOf(license: LicenseRef, { cap, heldOf }: ChoiceRules): number {
  return Math.min(cap.count, Math.max(1, Math.floor((heldOf(license) * cap.percent) / 100)));
}

function subjectOf({ accountKey, licenseId, assignee }: HolderFinding) {
  return {
    license: { accountKey, externalId: licenseId },
    holder: { accountKey, kind: assignee.kind, externalId: assignee.externalId },
  };
}

function holdingKey(finding: HolderFinding): string {
  const { license, holder } = subjectOf(finding);
  return JSON.stringify([licenseKey(license), holderKey(holder)]);
}

function surestAndOldest(one: HolderFinding, other: HolderFinding): number {
  return (
    placeOf(other.confidence) - placeOf(one.confidence) ||
    Date.parse(one.firstAt) - Date.parse(other.firstAt) ||
    one.id - other.id
  );
}

function placeOf(confidence: FindingConfidence): number {
  return CONFIDENCES.indexOf(confidence);
}
