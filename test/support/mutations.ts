// Mutations through HTTP, and helpers for their answers.
import { until } from './assertions.ts';
import type { TestApp } from './app.ts';

export interface GivenProblem {
  readonly code: string;
  readonly path: readonly string[] | null;
  readonly message: string;
  readonly hint: string | null;
  readonly retryable: boolean;
}

export interface GivenSet {
  readonly id: string;
  readonly status: string;
  readonly hash: string;
  readonly undoOf: string | null;
  readonly retryOf: string | null;
  readonly progress: Readonly<Record<string, number>>;
  readonly seatImpact: readonly {
    readonly license: { readonly externalId: string };
    readonly before: number | null;
    readonly after: number | null;
    readonly shortBy: number;
  }[];
  readonly upstreamCalls: { readonly planned: number; readonly made: number };
  readonly changes: {
    readonly nodes: readonly {
      readonly id: string;
      readonly action: string;
      readonly outcome: string;
      readonly attempts: number;
      readonly problem: { readonly code: string; readonly path: readonly string[] | null } | null;
      readonly before: { readonly held: boolean } | null;
      readonly after: { readonly held: boolean; readonly removalOn: string | null } | null;
      readonly waitsFor: readonly string[];
      readonly license: { readonly externalId: string } | null;
      readonly assignee: { readonly externalId: string } | null;
    }[];
  };
}

export interface Payload {
  readonly changeSet: GivenSet | null;
  readonly problems: readonly GivenProblem[];
  readonly replayed: boolean;
}

export const SET = `
  id status hash undoOf retryOf
  progress { total pending underWay verified acceptedUnverified noChange rejected unknown skipped cancelled }
  seatImpact { license { externalId } before after shortBy }
  upstreamCalls { planned made }
  changes(first: 100) { nodes {
    id action outcome attempts problem { code path } before { held } after { held removalOn }
    waitsFor license { externalId } assignee { externalId }
  } }`;

/** The SDL type of the input of each mutation. */
export const INPUT_OF: Readonly<Record<string, string>> = {
  planLicenseChanges: 'PlanLicenseChangesInput',
  applyLicenseChanges: 'ApplyLicenseChangesInput',
  assignLicense: 'AssignLicenseInput',
  removeLicense: 'RemoveLicenseInput',
  scheduleLicenseRemoval: 'ScheduleLicenseRemovalInput',
  cancelChangeSet: 'CancelChangeSetInput',
  retryChangeSet: 'RepeatChangeSetInput',
  undoChangeSet: 'RepeatChangeSetInput',
};
const WAITS_FOR_NOTHING = ['planLicenseChanges', 'cancelChangeSet'];

/** The payload of a mutation; throws when the answer has errors. Waits for sets as long as the API allows, unless `input` says otherwise. */
export async function mutate(app: Pick<TestApp, 'data'>, name: string, input: object): Promise<Payload> {
  const query = `mutation($input: ${INPUT_OF[name] ?? ''}!) {
    ${name}(input: $input) { changeSet { ${SET} } problems { code path message hint retryable } replayed }
  }`;
  const patient = WAITS_FOR_NOTHING.includes(name) ? input : { waitSeconds: 60, ...input };
  const data = await app.data<Record<string, Payload>>(query, { variables: { input: patient } });
  const payload = data[name];
  if (!payload) throw new Error(`${name} answered nothing`);
  return payload;
}

/** The set once it is no longer running. */
export async function finished(app: Pick<TestApp, 'data'>, id: string | undefined): Promise<GivenSet> {
  const query = `query($id: ID!) { changeSet(id: $id) { ${SET} } }`;
  const look = () => app.data<{ changeSet: GivenSet }>(query, { variables: { id } });
  await until(async () => (await look()).changeSet.status !== 'RUNNING');
  return (await look()).changeSet;
}

/** A plan as `applyLicenseChanges` takes it. */
export function planOf({ changeSet }: Payload) {
  return { id: changeSet?.id, hash: changeSet?.hash };
}

/** The action and outcome of each change. */
export function outcomesOf({ changeSet }: Payload): string[] {
  return (changeSet?.changes.nodes ?? []).map(({ action, outcome }) => `${action} ${outcome}`);
}

/** The code and path of each problem. */
export function refusalsOf({ problems }: Payload): unknown[] {
  return problems.map(({ code, path }) => [code, path]);
}
