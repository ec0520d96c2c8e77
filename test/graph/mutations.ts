// Changes through HTTP, as the tests of the write side ask for them.
import type { Harness } from '../support/app.ts';

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
      readonly license: { readonly externalId: string };
      readonly assignee: { readonly externalId: string };
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
    license { externalId } assignee { externalId }
  } }`;

const INPUT_OF: Readonly<Record<string, string>> = {
  planLicenseChanges: 'PlanLicenseChangesInput',
  applyLicenseChanges: 'ApplyLicenseChangesInput',
  assignLicense: 'AssignLicenseInput',
  removeLicense: 'RemoveLicenseInput',
  scheduleLicenseRemoval: 'ScheduleLicenseRemovalInput',
  cancelChangeSet: 'CancelChangeSetInput',
  retryChangeSet: 'RepeatChangeSetInput',
  undoChangeSet: 'RepeatChangeSetInput',
};

/** What a mutation answers; throws when it answers with an error. */
export async function mutate(
  harness: Pick<Harness, 'data'>,
  name: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Payload> {
  const query = `mutation($input: ${INPUT_OF[name] ?? ''}!) {
    ${name}(input: $input) { changeSet { ${SET} } problems { code path message hint retryable } replayed }
  }`;
  const data = await harness.data<Record<string, Payload>>(query, { variables: { input }, headers });
  const payload = data[name];
  if (!payload) throw new Error(`${name} answered nothing`);
  return payload;
}

/** License and assignee by the provider's own ids, as inputs name them. */
export function target(accountKey: string, licenseId: string, kind: string, externalId: string) {
  return {
    license: { key: { accountKey, externalId: licenseId } },
    assignee: { key: { kind, externalId } },
  };
}

/** One of the license packs of the seeded company, with seats left, for one of its stores. */
export function pack(store: string, licenseId = 'LP-EMPTY') {
  return target('listings', licenseId, 'ENTITY', store);
}

const READS = /\/license\/users$|\/search$|\/infer$|\/devices\/\d|\/actions\/list$/;

/** Writes that providers received since `forget`, as `METHOD path`. */
export function writesOf(harness: Pick<Harness, 'calls'>): string[] {
  return harness
    .calls()
    .filter(({ method, path }) => method !== 'GET' && !(method === 'POST' && READS.test(path)))
    .map(({ method, path }) => `${method} ${path}`);
}
