// Attendee accounts of meeting sites through HTTP, with the mutation that docs/automate.md has for it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import { startHarness, type Harness } from '../support/app.ts';
import { mutate, target, writesOf } from './mutations.ts';

const SITE = 'acme.webex.com';
const TEXT = readFileSync(new URL('../../docs/automate.md', import.meta.url), 'utf8');
const [, MAKE_HOST = ''] = /^```graphql\n(mutation MakeHost[\s\S]*?)^```$/m.exec(TEXT) ?? [];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
}, 60_000);
afterAll(() => harness.close());

interface Attendee {
  readonly externalId: string;
  readonly email: string;
}

interface Found {
  readonly licenses: { readonly nodes: readonly { readonly id: string; readonly externalId: string }[] };
  readonly users: {
    readonly nodes: readonly (Attendee & {
      readonly siteAccounts: readonly { readonly siteUrl: string; readonly role: string }[] | null;
    })[];
  };
}

/** The license of the site, and the attendee numbered so. */
async function find(number: number): Promise<{ license: string; user: Attendee }> {
  const { licenses, users } = await harness.data<Found>(`{
    licenses(filter: { accountKeys: ["webex"] }, first: 100) { nodes { id externalId } }
    users(filter: { accountKeys: ["webex"] }, first: 100) { nodes { externalId email siteAccounts { siteUrl role } } }
  }`);
  const license = licenses.nodes.find(({ externalId }) => externalId === access.licenseIds['meetingsSuite']);
  const attendees = users.nodes.filter(({ siteAccounts }) =>
    siteAccounts?.some(({ siteUrl, role }) => siteUrl === SITE && role === 'ATTENDEE'),
  );
  const user = attendees[number];
  if (!license || !user) throw new Error('the seed has no such attendee');
  return { license: license.id, user };
}

/** The roles of somebody on the site. */
async function rolesOf({ email }: Attendee): Promise<readonly string[]> {
  const data = await harness.data<{ person: { users: Found['users']['nodes'] } }>(
    `query ($email: String!) { person(email: $email) { users { account { key } siteAccounts { siteUrl role } } } }`,
    { variables: { email } },
  );
  return data.person.users.flatMap(({ siteAccounts }) =>
    (siteAccounts ?? []).filter(({ siteUrl }) => siteUrl === SITE).map(({ role }) => role),
  );
}

describe('an attendee', () => {
  it('becomes host by the mutation of the document', async () => {
    const { license, user } = await find(0);
    expect(await rolesOf(user)).toEqual(['ATTENDEE']);
    harness.forget();
    const variables = { license, email: user.email, siteUrl: SITE };
    const { applyLicenseChanges } = await harness.data<{ applyLicenseChanges: object }>(MAKE_HOST, {
      variables,
    });
    expect(applyLicenseChanges).toMatchObject({
      problems: [],
      changeSet: {
        status: 'SUCCEEDED',
        changes: {
          nodes: [
            {
              action: 'REMOVE',
              siteAccount: { siteUrl: SITE, role: 'ATTENDEE' },
              outcome: 'VERIFIED',
              after: { held: false },
            },
            { action: 'ASSIGN', siteAccount: null, outcome: 'VERIFIED', after: { held: true } },
          ],
        },
      },
    });
    expect(writesOf(harness)).toHaveLength(2);
    expect(await rolesOf(user)).toEqual(['HOST']);
  });

  it('becomes host by nothing less', async () => {
    const { user } = await find(1);
    const wish = target('webex', access.licenseIds['meetingsSuite'] ?? '', 'USER', user.externalId);
    const { problems } = await mutate(harness, 'assignLicense', wish);
    expect(problems).toMatchObject([
      { code: 'LICENSES_CONFLICT', hint: expect.stringContaining('attendee account') },
    ]);
  });

  it('is made and unmade by the mutations for one change, which the log tells from licenses', async () => {
    const { user } = await find(2);
    const wish = {
      ...target('webex', access.licenseIds['meetingsSuite'] ?? '', 'USER', user.externalId),
      webexSite: { siteUrl: SITE, accountType: 'ATTENDEE' },
    };
    const removed = await mutate(harness, 'removeLicense', wish);
    expect([removed.problems, removed.changeSet?.status]).toEqual([[], 'SUCCEEDED']);
    expect(await rolesOf(user)).toEqual([]);
    const assigned = await mutate(harness, 'assignLicense', wish);
    expect([assigned.problems, assigned.changeSet?.status]).toEqual([[], 'SUCCEEDED']);
    expect(await rolesOf(user)).toEqual(['ATTENDEE']);
    const { auditEvents } = await harness.data<{ auditEvents: { nodes: object[] } }>(
      `query ($id: ID!) { auditEvents(filter: { changeSetId: $id, actions: [ASSIGN] }) { nodes { siteAccount { siteUrl role } } } }`,
      { variables: { id: assigned.changeSet?.id } },
    );
    expect(auditEvents.nodes).toEqual([{ siteAccount: { siteUrl: SITE, role: 'ATTENDEE' } }]);
  });
});
