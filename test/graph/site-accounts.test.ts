// Attendee accounts of meeting sites through HTTP, with the mutation that docs/automate.md has for it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { access } from '../../emulators/webex/index.ts';
import { useApp, writesOf, type Nodes } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { pack, target } from '../support/inputs.ts';
import { mutate, outcomesOf, refusalsOf } from '../support/mutations.ts';

const SITE = 'acme.webex.com';
const TEXT = readFileSync(new URL('../../docs/automate.md', import.meta.url), 'utf8');
const [, MAKE_HOST = ''] = /^```graphql\n(mutation MakeHost[\s\S]*?)^```$/m.exec(TEXT) ?? [];
const SUITE = access.licenseIds['meetingsSuite'] ?? '';

const app = useApp();

interface Attendee {
  readonly externalId: string;
  readonly email: string;
  readonly siteAccounts: readonly { readonly siteUrl: string; readonly role: string }[] | null;
}

/** The license of the site, and the attendee numbered so. */
async function find(number: number): Promise<{ license: string; user: Attendee }> {
  const { licenses, users } = await app.data<{
    licenses: Nodes<{ id: string; externalId: string }>;
    users: Nodes<Attendee>;
  }>(`{
    licenses(filter: { accountKeys: ["webex"] }, first: 100) { nodes { id externalId } }
    users(filter: { accountKeys: ["webex"] }, first: 100) { nodes { externalId email siteAccounts { siteUrl role } } }
  }`);
  const license = licenses.nodes.find(({ externalId }) => externalId === SUITE);
  const attendees = users.nodes.filter((user) => rolesIn(user).includes('ATTENDEE'));
  return { license: present(license).id, user: present(attendees[number]) };
}

function rolesIn({ siteAccounts }: Pick<Attendee, 'siteAccounts'>): string[] {
  return (siteAccounts ?? []).filter(({ siteUrl }) => siteUrl === SITE).map(({ role }) => role);
}

/** The roles of somebody on the site. */
async function rolesOf({ email }: Attendee): Promise<string[]> {
  const { person } = await app.data<{ person: { users: readonly Attendee[] } }>(
    `query ($email: String!) { person(email: $email) { users { account { key } siteAccounts { siteUrl role } } } }`,
    { variables: { email } },
  );
  return person.users.flatMap(rolesIn);
}

describe('an attendee', () => {
  it('becomes host by the mutation of the document', async () => {
    const { license, user } = await find(0);
    expect(await rolesOf(user)).toEqual(['ATTENDEE']);
    app.forget();
    const variables = { license, email: user.email, siteUrl: SITE };
    const { applyLicenseChanges } = await app.data<{ applyLicenseChanges: object }>(MAKE_HOST, { variables });
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
    expect(writesOf(app)).toHaveLength(2);
    expect(await rolesOf(user)).toEqual(['HOST']);
  });

  it('becomes host by nothing less', async () => {
    const { user } = await find(1);
    const { problems } = await mutate(app, 'assignLicense', target('webex', SUITE, 'USER', user.externalId));
    expect(problems).toMatchObject([
      { code: 'LICENSES_CONFLICT', hint: expect.stringContaining('attendee account') },
    ]);
  });

  it('is made and unmade by the mutations for one change, which the log tells from licenses', async () => {
    const { user } = await find(2);
    const request = {
      ...target('webex', SUITE, 'USER', user.externalId),
      options: { webex: { site: { siteUrl: SITE, accountType: 'ATTENDEE' } } },
    };
    const removed = await mutate(app, 'removeLicense', request);
    expect([removed.problems, removed.changeSet?.status]).toEqual([[], 'SUCCEEDED']);
    expect(await rolesOf(user)).toEqual([]);
    const assigned = await mutate(app, 'assignLicense', request);
    expect([assigned.problems, assigned.changeSet?.status]).toEqual([[], 'SUCCEEDED']);
    expect(await rolesOf(user)).toEqual(['ATTENDEE']);
    const { auditEvents } = await app.data<{ auditEvents: Nodes<object> }>(
      `query ($id: ID!) { auditEvents(filter: { changeSetId: $id, actions: [ASSIGN] }) { nodes { siteAccount { siteUrl role } } } }`,
      { variables: { id: assigned.changeSet?.id } },
    );
    expect(auditEvents.nodes).toEqual([{ siteAccount: { siteUrl: SITE, role: 'ATTENDEE' } }]);
  });
});

describe('a change of an attendee account that was refused because its account could not be read', () => {
  it('is about the attendee account still when it is tried again', async () => {
    const { user } = await find(3);
    const removal = {
      action: 'REMOVE',
      ...target('webex', SUITE, 'USER', user.externalId),
      options: { webex: { site: { siteUrl: SITE, accountType: 'ATTENDEE' } } },
    };
    app.fleet.webex.fault({ path: '/licenses$', fault: { kind: 'error', status: 500 } });
    const first = await mutate(app, 'applyLicenseChanges', {
      changes: [removal, { action: 'ASSIGN', ...pack('store-31') }],
    });
    expect(outcomesOf(first)).toEqual(['REMOVE REJECTED', 'ASSIGN VERIFIED']);
    app.clearFaults();
    const again = await mutate(app, 'retryChangeSet', { id: first.changeSet?.id });
    expect(outcomesOf(again)).toEqual(['REMOVE VERIFIED']);
    expect(await rolesOf(user)).toEqual([]);
  });
});

describe('a role on a meeting site', () => {
  const onWebex = (license: string) => ({
    license: { key: { accountKey: 'webex', externalId: access.licenseIds[license] } },
    assignee: { email: 'ada.sato.60@acme.example' },
  });
  const attendee = { siteUrl: SITE, accountType: 'ATTENDEE' };
  const host = { siteUrl: SITE, accountType: 'HOST' };
  const suite = onWebex('meetingsSuite');
  const elsewhere = { ...attendee, siteUrl: 'acme-events.webex.com' };
  const as = (site: object) => ({ options: { webex: { site } } });
  const later = { action: 'SCHEDULE_REMOVAL', removalOn: '2099-01-01' };

  it.each([
    ['of another site', { action: 'ASSIGN', ...suite, ...as(elsewhere) }],
    ['of another site, as host', { action: 'REMOVE', ...suite, ...as({ ...host, siteUrl: 'acme' }) }],
    ['for a license of another site', { action: 'ASSIGN', ...onWebex('meetingCenter'), ...as(host) }],
    ['for a license of no site', { action: 'ASSIGN', ...onWebex('messaging'), ...as(attendee) }],
    ['for a license of another provider', { action: 'ASSIGN', ...pack('store-5'), ...as(attendee) }],
    ['with a day of removal', { ...later, ...suite, ...as(attendee) }],
    ['for a removal that is cancelled', { action: 'CANCEL_REMOVAL', ...suite, ...as(host) }],
  ])('%s is refused, and nothing is sent', async (_title, request) => {
    const answer = await mutate(app, 'applyLicenseChanges', { changes: [request] });
    expect(refusalsOf(answer)).toEqual([['BAD_INPUT', ['changes', '0', 'options', 'webex', 'site']]]);
    expect(answer.changeSet).toBeNull();
    expect(writesOf(app)).toEqual([]);
  });

  it('is refused by the mutations for one change as well', async () => {
    for (const name of ['assignLicense', 'removeLicense']) {
      const answer = await mutate(app, name, { ...onWebex('messaging'), ...as(attendee) });
      expect(refusalsOf(answer)).toEqual([['BAD_INPUT', ['options', 'webex', 'site']]]);
    }
  });
});
