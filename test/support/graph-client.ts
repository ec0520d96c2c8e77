// Asking a process over its graph for changes, and how they are getting on.
import { setTimeout as delay } from 'node:timers/promises';
import { isOutsider } from './license-targets.ts';
import type { Wished } from './many-wishes.ts';

export interface Progress {
  readonly status: string;
  readonly progress: Readonly<Record<string, number>>;
}

interface Asked {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}

/** Throws when nobody answers, or not what was asked. */
export async function ask<Data>(url: string, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Asked; // a GraphQL server answers so
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer.data as Data; // the test that asks says what it expects back, and asserts on it
}

interface Payload {
  readonly changeSet: { readonly id: string } | null;
  readonly problems: readonly unknown[];
}

function inputOf({ action, target, waitsFor = [] }: Wished) {
  const { accountKey, licenseId, kind, externalId } = target;
  const license = { key: { accountKey, externalId: licenseId } };
  if (action === 'ASSIGN' && isOutsider(target)) {
    return { action, license, assignee: { email: externalId }, inviteExternal: true, waitsFor };
  }
  return { action, license, assignee: { key: { kind, externalId } }, waitsFor };
}

const PLAN = `mutation ($input: PlanLicenseChangesInput!) {
  planLicenseChanges(input: $input) { changeSet { id } problems { code message } }
}`;
const ROUNDS = 5;

/** Waits until all of it can be planned: a process that has just started, on a busy machine, may read too late and do without. */
export async function untilPlannable(url: string, wishes: readonly Wished[]): Promise<void> {
  const input = { changes: wishes.map(inputOf) };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { planLicenseChanges } = await ask<{ planLicenseChanges: Payload }>(url, PLAN, { input });
    if (planLicenseChanges.problems.length === 0) return;
  }
}

const APPLY = `mutation ($input: ApplyLicenseChangesInput!) {
  applyLicenseChanges(input: $input) { changeSet { id } problems { code message } replayed }
}`;

/** Asks for a set; the same key may be asked again and again. Gives its id. */
export async function apply(url: string, wishes: readonly Wished[], idempotencyKey: string): Promise<string> {
  const input = { changes: wishes.map(inputOf), idempotencyKey, waitSeconds: 0 };
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

/** Whether every change has come to an outcome that stays. */
export function isOver({ status, progress }: Progress): boolean {
  const open = ['pending', 'acceptedUnverified', 'unknown'].some((name) => progress[name] !== 0);
  return status !== 'RUNNING' && !open;
}

const LOOK_MS = 200;
const PATIENCE_MS = 300_000;

/** Waits until a set is over. How long that takes is bounded, and not asserted. */
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
