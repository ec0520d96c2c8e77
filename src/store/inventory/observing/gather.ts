// What a page says of each license and each assignee, put together by their keys.
import type { Assignee } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import { assigneeKey } from '../../../domain/change.ts';
import type { LeftOutRow, Sighting } from '../../../domain/inventory/sighting.ts';
import type { License, LicenseKey } from '../../../domain/license.ts';

/** An assignee as a page told of it. */
export interface GatheredAssignee {
  readonly key: string;
  readonly kind: Assignee['kind'];
  readonly externalId: string;
  /** Everything that was told of it, without its key; empty where a row only names it. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What it holds, by the external id of the license. */
  readonly holdings: ReadonlyMap<string, Assignment>;
  /** Whether `holdings` are all it holds. */
  readonly isWhole: boolean;
  /** Whether it has a row that was left out: what it holds is then not known. */
  readonly isLeftOut: boolean;
  /** Whether no row tells that it is there. */
  readonly isNamedOnly: boolean;
}

export interface Gathered {
  /** By external id; `license` is null where only its id was told. */
  readonly licenses: ReadonlyMap<string, License | null>;
  readonly leftOutLicenses: readonly string[];
  readonly assignees: readonly GatheredAssignee[];
}

interface Draft {
  readonly kind: Assignee['kind'];
  readonly externalId: string;
  readonly facts: Record<string, unknown>;
  readonly holdings: Map<string, Assignment>;
  isWhole: boolean;
  isLeftOut: boolean;
  isNamedOnly: boolean;
}

/** Puts together what a page says. Rows that are there twice count once, the later one with what it tells. */
export function gather(sightings: readonly Sighting[], leftOut: readonly LeftOutRow[] = []): Gathered {
  const licenses = new Map<string, License | null>();
  const drafts = new Map<string, Draft>();
  const draftOf = (assignee: Pick<Assignee, 'kind' | 'externalId'>): Draft => {
    const key = assigneeKey(assignee);
    const found = drafts.get(key);
    if (found !== undefined) return found;
    const { kind, externalId } = assignee;
    const made = {
      kind,
      externalId,
      facts: {},
      holdings: new Map<string, Assignment>(),
      isWhole: false,
      isLeftOut: false,
      isNamedOnly: true,
    };
    drafts.set(key, made);
    return made;
  };
  const hold = (draft: Draft, assignment: Assignment): void => {
    draft.holdings.set(assignment.licenseId, assignment);
    if (licenses.get(assignment.licenseId)) return;
    licenses.set(assignment.licenseId, wholeLicense(assignment.license));
  };
  for (const sighting of sightings) {
    if ('license' in sighting) {
      licenses.set(sighting.license.externalId, sighting.license);
      continue;
    }
    const assignee = 'assignee' in sighting ? sighting.assignee : sighting.assignment.assignee;
    const draft = draftOf(assignee);
    addFacts(draft.facts, assignee);
    if (sighting.isNamedOnly !== true) draft.isNamedOnly = false;
    if ('assignment' in sighting) hold(draft, sighting.assignment);
    if ('assignee' in sighting && sighting.holds !== undefined) {
      draft.isWhole = true;
      for (const assignment of sighting.holds) hold(draft, assignment);
    }
  }
  const leftOutLicenses: string[] = [];
  for (const { kind, externalId } of leftOut) {
    if (kind === 'LICENSE') leftOutLicenses.push(externalId);
    else draftOf({ kind, externalId }).isLeftOut = true;
  }
  const assignees = [...drafts].map(([key, draft]) => ({ key, ...draft }));
  return { licenses, leftOutLicenses, assignees };
}

/** The license that came with an assignment, where it has all that a catalogue tells. */
function wholeLicense(license: (LicenseKey & Partial<License>) | undefined): License | null {
  if (license === undefined) return null;
  const { accountKey, externalId, name, description, assigneeKinds, seats, details } = license;
  if (name === undefined || description === undefined || assigneeKinds === undefined) return null;
  if (seats === undefined || details === undefined) return null;
  return { accountKey, externalId, name, description, assigneeKinds, seats, details };
}

/** Adds what is told of an assignee besides its key: fields that were not read are absent, and stay as they were. */
function addFacts(facts: Record<string, unknown>, assignee: Assignee): void {
  const told: Readonly<Record<string, unknown>> = { ...assignee };
  // Their entries would be as many lists, which takes twice as long.
  for (const name of Object.keys(told)) {
    if (told[name] !== undefined && !NOT_FACTS.has(name)) facts[name] = told[name];
  }
}

const NOT_FACTS: ReadonlySet<string> = new Set([
  'kind',
  'accountKey',
  'externalId',
  'assignments',
  'listedAfter',
]);
