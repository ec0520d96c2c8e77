// Refreshing the inventory: what others did is in it when the answer comes, in the fewest calls, and what could not be read is left alone.
import { describe, expect, it } from '@jest/globals';
import { only, present } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';
import type { Target } from '../../support/license-targets.ts';
import { BARE, HELD, stateAtProviders } from '../../support/provider-state.ts';

const app = useSweptApp({ limits: { answerTimeoutMs: 15_000 } });

interface Assignee {
  readonly id: string;
  readonly source: { readonly mode: string; readonly ageSeconds: number };
  readonly assignments: { readonly nodes: readonly { readonly license: { readonly externalId: string } }[] };
}

interface Refreshed {
  readonly assignees: readonly { readonly status: string; readonly assignee: Assignee | null }[];
  readonly accounts: readonly {
    readonly accountKey: string;
    readonly isNew: boolean;
    readonly sweep: { readonly id: string; readonly status: string; readonly why: string } | null;
  }[];
  readonly problems: readonly {
    readonly code: string;
    readonly path: readonly string[] | null;
    readonly retryAt: string | null;
  }[];
}

const REFRESH = `mutation ($input: RefreshInventoryInput!) { refreshInventory(input: $input) {
  assignees { status assignee { id source { mode ageSeconds } assignments(first: 100) { nodes { license { externalId } } } } }
  accounts { accountKey isNew sweep { id status why } }
  problems { code path retryAt } } }`;

async function refresh(input: object): Promise<Refreshed> {
  return (await app.data<{ refreshInventory: Refreshed }>(REFRESH, { variables: { input } }))
    .refreshInventory;
}

const keyOf = ({ accountKey, kind, externalId }: Target) => ({ key: { accountKey, kind, externalId } });

/** What the inventory says that an assignee holds. */
const heldBy = ({ assignments }: Assignee): string[] =>
  assignments.nodes.map(({ license }) => license.externalId);

/** Somebody who holds something, by the inventory. */
async function aHolder(accountKey: string): Promise<Target> {
  const query = `query ($key: String!) { inventory { assignments(filter: { accountKeys: [$key] }, first: 1) {
    nodes { license { externalId } assignee { __typename ... on User { kind: __typename externalId }
      ... on Device { kind: __typename externalId } ... on Entity { kind: __typename externalId } } } } } }`;
  interface Row {
    readonly license: { readonly externalId: string };
    readonly assignee: { readonly kind: string; readonly externalId: string };
  }
  const { inventory } = await app.data<{ inventory: { assignments: { nodes: readonly Row[] } } }>(query, {
    variables: { key: accountKey },
  });
  const { license, assignee } = only(inventory.assignments.nodes);
  const kind = assignee.kind.toUpperCase() as Target['kind'];
  return { accountKey, licenseId: license.externalId, kind, externalId: assignee.externalId };
}

describe.each(['genesys-us', 'webex', 'fleet', 'listings'])('an assignee of %s', (accountKey) => {
  it('is in the inventory as it is now, holdings that are gone included', async () => {
    const target = await aHolder(accountKey);
    const providers = stateAtProviders(app.fleet);
    await providers.put(target, BARE);
    app.forget();
    const taken = await refresh({ assignees: [keyOf(target)] });
    expect(taken.problems).toEqual([]);
    const found = present(only(taken.assignees).assignee);
    expect(heldBy(found)).not.toContain(target.licenseId);
    expect(found.source).toEqual({ mode: 'INVENTORY', ageSeconds: 0 });
    await providers.put(target, HELD);
    const given = await refresh({ assignees: [{ id: found.id }] });
    expect(heldBy(present(only(given.assignees).assignee))).toContain(target.licenseId);
  });
});
