// A client that asks a process for changes, and for their progress, over its graph.
import { setTimeout as delay } from 'node:timers/promises';
import { isOutsider } from './license-targets.ts';
import type { TestChange } from './many-changes.ts';

export interface Progress {
  readonly status: string;
  readonly progress: Readonly<Record<string, number>>;
}

interface Asked {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}

/** Throws when there is no answer, or when it has errors. */
export async function ask<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Asked; // the form of every GraphQL answer
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer.data as Data; // the calling test says which type it expects, and asserts on it
}

interface Payload {
  readonly changeSet: { readonly id: string } | null;
  readonly problems: readonly unknown[];
}

/** As the graph takes it. */
export function inputOf({ action, target, waitsFor = [] }: TestChange) {
  const { accountKey, licenseId, kind, externalId } = target;
  const license = { key: { accountKey, externalId: licenseId } };
  if (action === 'ASSIGN' && isOutsider(target)) {
    const options = { webex: { inviteExternal: true } };
    return { action, license, assignee: { email: externalId }, options, waitsFor };
  }
  return { action, license, assignee: { key: { kind, externalId } }, waitsFor };
}

const PLAN = `mutation ($input: PlanLicenseChangesInput!) {
  planLicenseChanges(input: $input) { changeSet { id } problems { code message } }
}`;
const ROUNDS = 5;

/** Plans until no request has a problem: a process that has just started on a busy machine may miss its reads' deadlines. */
export async function untilPlannable(url: string, changes: readonly TestChange[]): Promise<void> {
  const input = { changes: changes.map(inputOf) };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { planLicenseChanges } = await ask<{ planLicenseChanges: Payload }>(url, PLAN, { input });
    if (planLicenseChanges.problems.length === 0) return;
  }
}

const APPLY = `mutation ($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) { changeSet { id } problems { code message } replayed }
}`;

/** Applies changes and returns the id of their set. The same key may be used again. */
export async function apply(
  url: string,
  changes: readonly TestChange[],
  idempotencyKey: string,
): Promise<string> {
  const input = { changes: changes.map(inputOf), idempotencyKey, waitSeconds: 0 };
  const { applyLicenseChanges } = await ask<{ applyLicenseChanges: Payload }>(url, APPLY, { input });
  const { changeSet, problems } = applyLicenseChanges;
  if (!changeSet) throw new Error(JSON.stringify(problems.slice(0, 5)));
  return changeSet.id;
}

const PROGRESS = `query ($id: ID!) {
  changeSet(id: $id) { status progress { total pending verified acceptedUnverified noChange rejected unknown skipped cancelled } }
}`;

export async function progressOf(url: string, id: string): Promise<Progress> {
  const { changeSet } = await ask<{ changeSet: Progress | null }>(url, PROGRESS, { id });
  if (changeSet === null) throw new Error(`there is no set ${id}`);
  return changeSet;
}

/** Whether the outcome of every change is final. */
export function isOver({ status, progress }: Progress): boolean {
  const open = ['pending', 'acceptedUnverified', 'unknown'].some((name) => progress[name] !== 0);
  return status !== 'RUNNING' && !open;
}

const LOOK_MS = 200;
const PATIENCE_MS = 300_000;

/** Waits until a set is over, for a limited time; how long it takes is not asserted. */
export async function untilOver(url: string, id: string): Promise<Progress> {
  let last: unknown = null;
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    try {
      const now = await progressOf(url, id);
      if (isOver(now)) return now;
      last = now;
    } catch (error) {
      last = error;
    }
    await delay(LOOK_MS);
  }
  throw new Error(`the set did not end: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
