// Reclaiming with exemptions of the configuration: they hold whatever a caller says, those of all accounts everywhere, and those of an account in it.
import { expect, it } from '@jest/globals';
import { person } from '../../../emulators/seed/organisation.ts';
import { present } from '../../support/assertions.ts';
import { useFoundApp, type Held } from '../../support/found-app.ts';

/** Somebody with two accounts. */
const HUMAN = person(63);
const DEPARTMENT = person(64).department;
const DEVICE = '359000000033905';
const OF_ACCOUNT: Readonly<Record<string, object>> = {
  'genesys-us': { licenseIds: ['cloudCX2'] },
  fleet: { assigneeIds: [DEVICE] },
};

const { app, write, holdingsOf } = useFoundApp({
  findings: { exempt: { emails: [HUMAN.email.toUpperCase()], departments: [DEPARTMENT] } },
  accounts: (seeded) =>
    seeded.map((entry) => ({ ...entry, findings: { exempt: OF_ACCOUNT[entry['key']] ?? {} } })),
});

interface Reclaimed {
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
  readonly changeSet: {
    readonly changes: {
      readonly nodes: readonly {
        readonly license: { readonly externalId: string };
        readonly assignee: { readonly externalId: string };
      }[];
    };
  } | null;
}

async function reclaim(exempt: object = {}): Promise<Reclaimed> {
  const { planReclaim } = await app.data<{ planReclaim: Reclaimed }>(
    `mutation ($input: PlanReclaimInput!) { planReclaim(input: $input) { leftOut { reason count }
      changeSet { changes(first: 100) { nodes { license { externalId } assignee { externalId } } } } } }`,
    { variables: { input: { filter: {}, cap: { percent: 100 }, exempt } } },
  );
  return planReclaim;
}

const pairsOf = (held: readonly Held[]): string[] =>
  held.map(({ licenseId, assigneeId }) => `${licenseId} ${assigneeId}`).toSorted();

it('leaves them out, also where the caller exempts others', async () => {
  const silent = await holdingsOf('fleet', `a.active_at < now() - interval '91 days'`);
  const inactive = [
    ...(await holdingsOf('genesys-us', `a.state = 'INACTIVE'`)),
    ...(await holdingsOf('genesys-eu', `a.state = 'INACTIVE'`)),
  ];
  const ofHuman = await holdingsOf('webex', `a.email = '${HUMAN.email}' and l.countable`);
  const ofDepartment = await holdingsOf(
    'genesys-us',
    `a.state = 'INACTIVE' and a.department = '${DEPARTMENT}'`,
  );
  const ofDepartmentElsewhere = await holdingsOf(
    'genesys-eu',
    `a.state = 'INACTIVE' and a.department = '${DEPARTMENT}'`,
  );
  await write([
    ...silent.map((one) => ({ code: 'IDLE_HOLDER' as const, ...one })),
    ...[...inactive, ...ofHuman].map((one) => ({ code: 'HOLDER_INACTIVE' as const, ...one })),
  ]);
  const exempt = new Set([
    ...pairsOf(silent.filter(({ assigneeId }) => assigneeId === DEVICE)),
    ...pairsOf(inactive.filter((one) => one.accountKey === 'genesys-us' && one.licenseId === 'cloudCX2')),
    ...pairsOf(ofHuman),
    ...pairsOf(ofDepartment),
    ...pairsOf(ofDepartmentElsewhere),
  ]);
  // Each of the four exempts somebody, and the license in one account alone.
  expect([ofHuman.length, ofDepartment.length + ofDepartmentElsewhere.length].every((n) => n > 0)).toBe(true);
  expect(exempt.has(`fota ${DEVICE}`)).toBe(true);
  expect(inactive.some((one) => one.accountKey === 'genesys-us' && one.licenseId === 'cloudCX2')).toBe(true);
  const left = pairsOf([...silent, ...inactive]).filter((pair) => !exempt.has(pair));

  const { leftOut, changeSet } = await reclaim();
  expect(leftOut).toEqual([{ reason: 'EXEMPT', count: exempt.size }]);
  const planned = present(changeSet).changes.nodes.map(
    ({ license, assignee }) => `${license.externalId} ${assignee.externalId}`,
  );
  expect(left).toEqual(expect.arrayContaining(planned));
  expect(planned).toHaveLength(Math.min(100, left.length));

  const { leftOut: more } = await reclaim({
    departments: ['Nobody is in it'],
    emails: ['nobody@acme.example'],
  });
  expect(more).toEqual(leftOut);
});
