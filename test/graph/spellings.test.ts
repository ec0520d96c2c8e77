// What is named by an id is found by every spelling of it, once, and answered with its one id.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { idOf, useApp, type Nodes } from '../support/app.ts';
import { webexUser, type Target } from '../support/license-targets.ts';
import { HELD, stateAtProviders } from '../support/provider-state.ts';

const app = useApp();
const HOLDER = webexUser(5, 'messaging');

/** As another region than `us` spells it (webex contract 4). */
function inRegion(id: string): string {
  const plain = Buffer.from(id, 'base64url').toString('latin1');
  return Buffer.from(plain.replace('//us/', '//urn:TEAM:eu-central-1_k/'), 'latin1').toString('base64url');
}

const ELSEWHERE: Target = {
  ...HOLDER,
  licenseId: inRegion(HOLDER.licenseId),
  externalId: inRegion(HOLDER.externalId),
};

function idsOf({ accountKey, licenseId, externalId }: Target) {
  return {
    license: idOf('License', accountKey, licenseId),
    user: idOf('User', accountKey, externalId),
    assignment: idOf('LicenseAssignment', accountKey, licenseId, 'USER', externalId),
  };
}

beforeAll(() => stateAtProviders(app.fleet).put(HOLDER, HELD));

describe('ids in the spelling of another region', () => {
  it.each(['license', 'user', 'assignment'] as const)('are found as nodes: %s', async (what) => {
    const query = 'query($id: ID!) { node(id: $id) { id } }';
    expect(await app.data(query, { variables: { id: idsOf(ELSEWHERE)[what] } })).toEqual({
      node: { id: idsOf(HOLDER)[what] },
    });
  });

  async function listed(filter: object): Promise<string[]> {
    const query = `query($filter: LicenseAssignmentFilter) { licenseAssignments(filter: $filter, first: 100) { nodes { id } } }`;
    const { licenseAssignments } = await app.data<{ licenseAssignments: Nodes<{ id: string }> }>(query, {
      variables: { filter },
    });
    return licenseAssignments.nodes.map(({ id }) => id);
  }

  it('list the same holders of a license, each once', async () => {
    const { license } = idsOf(HOLDER);
    const holders = await listed({ licenseIds: [license] });
    expect(holders).toContain(idsOf(HOLDER).assignment);
    expect(await listed({ licenseIds: [idsOf(ELSEWHERE).license] })).toEqual(holders);
    expect(await listed({ licenseIds: [idsOf(ELSEWHERE).license, license] })).toEqual(holders);
  });

  it('list the same licenses of a person, each once', async () => {
    const { user } = idsOf(HOLDER);
    const held = await listed({ assigneeIds: [user] });
    expect(held).toContain(idsOf(HOLDER).assignment);
    expect(await listed({ assigneeIds: [idsOf(ELSEWHERE).user, user] })).toEqual(held);
    expect(await listed({ assigneeIds: [user], licenseIds: [idsOf(ELSEWHERE).license] })).toEqual([
      idsOf(HOLDER).assignment,
    ]);
  });
});
