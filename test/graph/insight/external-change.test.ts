// EXTERNAL_CHANGE over HTTP: what somebody has done at a vendor is found by the next sweep, and told once a license and day.
import { expect, it } from '@jest/globals';
import { only, present, until } from '../../support/assertions.ts';
import { useFoundApp, type Held } from '../../support/found-app.ts';
import { mutate } from '../../support/mutations.ts';
import { BARE, stateAtProviders } from '../../support/provider-state.ts';

const { app, write, holdingsOf } = useFoundApp();

const REFRESH = 'mutation { refreshInventory(input: { accountKeys: ["listings"] }) { problems { code } } }';
const FOUND = `{ findings(filter: { codes: [EXTERNAL_CHANGE] }) { nodes {
  confidence severity subject { key account { key } license { externalId } } evidence { name value } suggestedChanges { action } } }
  idle: findings(filter: { codes: [PENDING_TOO_LONG] }) { totalCount } }`;

interface Found {
  readonly findings: {
    readonly nodes: readonly {
      readonly subject: { readonly key: string; readonly license: { readonly externalId: string } };
    }[];
  };
  readonly idle: { readonly totalCount: number };
}

const targetOf = ({ licenseId, assigneeId }: Held) => ({
  accountKey: 'listings',
  licenseId,
  kind: 'ENTITY' as const,
  externalId: assigneeId,
});

it('is found after the next sweep, with nothing of what License Graph did itself', async () => {
  const byLicense = Map.groupBy(await holdingsOf('listings', 'l.held > 10'), ({ licenseId }) => licenseId);
  const [license, ofIt] = present([...byLicense][0]);
  const [first, second, own] = [present(ofIt[0]), present(ofIt[1]), present(ofIt[2])];
  // A finding about a holding goes with it, whoever took it away.
  await write([{ code: 'PENDING_TOO_LONG', ...first }]);
  const target = { license: { key: { accountKey: 'listings', externalId: license } } };
  const removed = await mutate(app, 'removeLicense', {
    ...target,
    assignee: { key: { kind: 'ENTITY', externalId: own.assigneeId } },
  });
  expect(removed.changeSet?.status).toBe('SUCCEEDED');
  for (const one of [first, second]) await stateAtProviders(app.fleet).put(targetOf(one), BARE);
  expect((await app.data<Found>(FOUND)).idle.totalCount).toBe(1);
  expect(await app.data(REFRESH)).toEqual({ refreshInventory: { problems: [] } });
  await until(async () => (await app.data<Found>(FOUND)).findings.nodes.length > 0);
  const { findings, idle } = await app.data<Found>(FOUND);
  const today = new Date().toISOString().slice(0, 10);
  expect(only(findings.nodes)).toEqual({
    confidence: 'CERTAIN',
    severity: 'INFO',
    subject: {
      key: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      account: { key: 'listings' },
      license: { externalId: license },
    },
    evidence: [{ name: 'removed', value: '2' }],
    suggestedChanges: [],
  });
  expect(present(findings.nodes[0]).subject.key <= today).toBe(true);
  expect(idle.totalCount).toBe(0);
});
