// What the graph says of the seeded company: every kind of thing, every provider's details, filters and order.
import { describe, expect, it } from '@jest/globals';
import { COMPANY, VENDORS } from '../../emulators/company.ts';
import { uuid } from '../../emulators/seed/organisation.ts';
import { everyPage, useApp, type Nodes, type NodesOfMany } from '../support/app.ts';
import { keysOf, keysOfPeople } from '../support/company.ts';
import { KIT_OF } from '../support/kits.ts';

const app = useApp();

describe('licenses', () => {
  it('come from every account, with the details of their provider', async () => {
    type License = { account: { key: string }; provider: string; details: { __typename: string } };
    const { licenses } = await app.data<{ licenses: Nodes<License> & { totalCount: number } }>(
      '{ licenses(first: 100) { totalCount nodes { account { key } provider details { __typename } } } }',
    );
    expect(licenses.nodes).toHaveLength(licenses.totalCount);
    const kinds = new Set(
      licenses.nodes.map(
        ({ account, provider, details }) => `${account.key} ${provider} ${details.__typename}`,
      ),
    );
    const there = VENDORS.flatMap((name) =>
      keysOf(name).map((key) => `${key} ${COMPANY[name].provider} ${KIT_OF[name].shown.details}`),
    );
    expect([...kinds].toSorted()).toEqual(there.toSorted());
  });

  it('have fragments for every member of the details union', async () => {
    const { genesys, webex, fleet, pack } = await app.data<Record<string, { details: unknown }>>(`
      fragment All on License { details {
        ... on GenesysLicenseDetails { permissions prerequisites { name } comprises { externalId } }
        ... on WebexLicenseDetails { typeCode isWebexCalling isWebexCallingProfessional isWebexCallingBasic isWebexCallingWorkspaces
          isCustomerExperienceEssentials subscriptionId siteUrl siteType rawSiteType }
        ... on ThingSpaceLicenseDetails { accountName apiVersion reportedPageSize }
        ... on YextLicensePackDetails { notes }
      } }
      { genesys: license(by: { key: { accountKey: "genesys-us", externalId: "gc2WEMupgrade" } }) { ...All }
        fleet: license(by: { key: { accountKey: "fleet-legacy", externalId: "fota" } }) { ...All }
        pack: license(by: { key: { accountKey: "listings", externalId: "LP-LISTINGS" } }) { ...All }
        webex: account(key: "webex") { licenses(first: 1, filter: { nameContains: "webex calling - workspaces" }) { nodes { ...All } } } }`);
    expect(genesys?.details).toEqual({
      permissions: expect.arrayContaining(['quality:evaluation:add']),
      prerequisites: [{ name: 'Cloud CX 2' }],
      comprises: [],
    });
    expect(fleet?.details).toEqual({
      accountName: '0123456789-00002',
      apiVersion: 'v2',
      reportedPageSize: 1000,
    });
    expect(pack?.details).toEqual({ notes: expect.any(String) });
    expect(webex).toMatchObject({
      licenses: {
        nodes: [
          {
            details: {
              typeCode: 'BCCA',
              isWebexCalling: true,
              isWebexCallingProfessional: false,
              isWebexCallingBasic: false,
              isWebexCallingWorkspaces: true,
              isCustomerExperienceEssentials: false,
              siteUrl: null,
              siteType: null,
            },
          },
        ],
      },
    });
  });

  it('have their permissions read one by one where the catalogue leaves them out', async () => {
    app.fleet.genesys.setSwitch('skinnyDefinitions', true);
    const query =
      '{ license(by: { key: { accountKey: "genesys-us", externalId: "cloudCX2" } }) { details { ... on GenesysLicenseDetails { permissions } } } }';
    const { license } = await app.data<{ license: { details: { permissions: string[] } } }>(query);
    app.fleet.genesys.setSwitch('skinnyDefinitions', false);
    expect(license.details.permissions).toContain('routing:queue:view');
  });

  it('say when more seats are taken than bought, and when seats do not count', async () => {
    type License = { name: string; seats: { available: number | null; countable: boolean } | null };
    const { over, free, genesys } = await app.data<Record<string, Nodes<License>>>(`{
      over: licenses(first: 100, filter: { hasAvailableSeats: false }, orderBy: { field: AVAILABLE }) { nodes { name seats { available countable } } }
      free: licenses(first: 100, filter: { accountKeys: ["webex"], nameContains: "basic messaging" }) { nodes { name seats { available countable } } }
      genesys: licenses(first: 1, filter: { providers: [GENESYS_CLOUD] }) { nodes { name seats { available countable } } } }`);
    expect(over?.nodes[0]?.seats?.available).toBeLessThan(0);
    expect(over?.nodes.every(({ seats }) => seats?.countable === true && (seats.available ?? 1) <= 0)).toBe(
      true,
    );
    expect(free?.nodes[0]?.seats).toEqual({ available: null, countable: false });
    expect(genesys?.nodes[0]?.seats).toBeNull();
  });

  it('are ordered by name, by seats left and by seats taken, either way', async () => {
    type License = { name: string; seats: { available: number | null; assigned: number | null } | null };
    const order = async (field: string, direction: string) =>
      (
        await app.data<{ licenses: Nodes<License> }>(
          `{ licenses(first: 100, orderBy: { field: ${field}, direction: ${direction} }) { nodes { name seats { available assigned } } } }`,
        )
      ).licenses.nodes;
    const names = (await order('NAME', 'ASC')).map(({ name }) => name.toLowerCase());
    expect(names).toEqual(names.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
    expect((await order('NAME', 'DESC')).map(({ name }) => name.toLowerCase())).toEqual(
      names.toSorted((one, other) => (one < other ? 1 : one > other ? -1 : 0)),
    );
    const left = (await order('AVAILABLE', 'DESC')).map(({ seats }) => seats?.available ?? null);
    const known = left.filter((value) => value !== null);
    expect(left.slice(0, known.length)).toEqual(known.toSorted((one, other) => other - one));
    const taken = (await order('ASSIGNED', 'ASC')).flatMap(({ seats }) => seats?.assigned ?? []);
    expect(taken).toEqual(taken.toSorted((one, other) => one - other));
  });

  it('that the provider no longer lists keep their holders', async () => {
    const { licenseAssignments } = await app.data<{
      licenseAssignments: Nodes<{ license: { externalId: string; name: string | null } }>;
    }>(
      '{ licenseAssignments(first: 100, filter: { accountKeys: ["genesys-us"] }) { nodes { license { externalId name } } } }',
    );
    const lapsed = licenseAssignments.nodes.filter(({ license }) => license.externalId === 'acmeSpeechTrial');
    expect(lapsed.length).toBeGreaterThan(0);
    expect(lapsed.every(({ license }) => license.name === null)).toBe(true);
  });
});

describe('assignees', () => {
  it('are of every kind, and fragments on each of them work', async () => {
    type Row = { assignee: { __typename: string; externalId: string; assignments: { totalCount: number } } };
    const kinds = new Map<string, string>();
    for (const account of ['genesys-eu', 'fleet-legacy', 'listings']) {
      const { licenseAssignments } = await app.data<{ licenseAssignments: Nodes<Row> }>(`{
        licenseAssignments(first: 5, filter: { accountKeys: ["${account}"] }) { nodes { assignee { __typename externalId displayName
          ... on User { email state } ... on Device { imei model } ... on Workspace { callingType } ... on Entity { entityType }
          assignments(first: 100) { totalCount } } } } }`);
      for (const { assignee } of licenseAssignments.nodes) {
        kinds.set(account, assignee.__typename);
        expect(assignee.assignments.totalCount).toBeGreaterThan(0);
      }
    }
    expect(Object.fromEntries(kinds)).toEqual({
      'genesys-eu': 'User',
      'fleet-legacy': 'Device',
      listings: 'Entity',
    });
  });

  it('include workspaces and users of other organisations in Webex', async () => {
    type Row = { assignee: { __typename: string; kind?: string } };
    const holders = async (name: string) => {
      const { licenses } = await app.data<{ licenses: Nodes<{ id: string }> }>(
        `{ licenses(filter: { accountKeys: ["webex"], nameContains: "${name}" }) { nodes { id } } }`,
      );
      const query = `query ($id: ID!, $after: String) { license(by: { id: $id }) { assignments(first: 100, after: $after) {
        nodes { assignee { __typename displayName ... on User { kind } } } pageInfo { hasNextPage endCursor } } } }`;
      const path = ['license', 'assignments'];
      const pages = await everyPage<NodesOfMany<Row>>(app, query, path, { id: licenses.nodes[0]?.id });
      return pages.flatMap(({ nodes }) => nodes.map(({ assignee }) => assignee));
    };
    const phones = await holders('Webex Calling - Workspaces');
    expect(phones.map(({ __typename }) => __typename)).toContain('Workspace');
    const hosts = await holders('Webex Meetings Suite');
    expect(hosts.filter(({ kind }) => kind === 'EXTERNAL')).toHaveLength(8);
  });

  it('agree with the licenses they hold, whichever way one asks', async () => {
    for (const key of ['genesys-us', 'fleet', 'listings']) {
      const { account } = await app.data<{
        account: { assignments: Nodes<{ id: string; license: { id: string }; assignee: { id: string } }> };
      }>(
        `{ account(key: "${key}") { assignments(first: 20) { nodes { id license { id } assignee { id } } } } }`,
      );
      const rows = account.assignments.nodes;
      const { licenseAssignments, nodes } = await app.data<{
        licenseAssignments: Nodes<{ id: string }>;
        nodes: { id: string }[];
      }>(
        `query ($assignees: [ID!]!, $licenses: [ID!]!, $ids: [ID!]!) {
           licenseAssignments(first: 100, filter: { assigneeIds: $assignees, licenseIds: $licenses }) { nodes { id } } nodes(ids: $ids) { id } }`,
        {
          variables: {
            assignees: [...new Set(rows.map(({ assignee }) => assignee.id))],
            licenses: [...new Set(rows.map(({ license }) => license.id))],
            ids: rows.map(({ id }) => id),
          },
        },
      );
      const found = new Set(licenseAssignments.nodes.map(({ id }) => id));
      expect(rows.filter(({ id }) => !found.has(id))).toEqual([]);
      expect(nodes.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    }
  });

  it('with unusual ids are found again', async () => {
    const { account } = await app.data<{
      account: { entities: Nodes<{ id: string; externalId: string }> };
    }>('{ account(key: "listings") { entities(first: 100) { nodes { id externalId } } } }');
    const odd = account.entities.nodes.filter(({ externalId }) => /[^\w-]/.test(externalId));
    expect(odd.length).toBeGreaterThan(5);
    for (const { id, externalId } of odd) {
      const answer = await app.data<{
        node: { externalId: string; assignments: { coverage: { status: string }[] } };
      }>(`{ node(id: "${id}") { ... on Entity { externalId assignments { coverage { status } } } } }`);
      expect(answer.node.externalId).toBe(externalId);
      expect(answer.node.assignments.coverage).toEqual([{ status: 'COMPLETE' }]);
    }
  });

  it('of status REMOVAL_SCHEDULED say when', async () => {
    const { licenseAssignments } = await app.data<{
      licenseAssignments: Nodes<{ status: string; removalOn: string | null }>;
    }>(
      '{ licenseAssignments(first: 100, filter: { accountKeys: ["listings"], statuses: [REMOVAL_SCHEDULED] }) { nodes { status removalOn } } }',
    );
    expect(licenseAssignments.nodes.length).toBeGreaterThan(2);
    for (const { status, removalOn } of licenseAssignments.nodes) {
      expect(status).toBe('REMOVAL_SCHEDULED');
      expect(removalOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

describe('one human', () => {
  it('is found in every account, whatever the case of the address', async () => {
    const query =
      'query ($email: String!) { person(email: $email) { email users { account { key } email person { email } } } }';
    type Person = {
      person: {
        email: string;
        users: { account: { key: string }; email: string; person: { email: string } }[];
      };
    };
    for (const email of ['ada.nakamura.120@acme.example', 'ADA.Nakamura.120@Acme.Example']) {
      const { person } = await app.data<Person>(query, { variables: { email } });
      expect(person.email).toBe('ada.nakamura.120@acme.example');
      expect(person.users.map(({ account }) => account.key)).toEqual(keysOfPeople(120));
      expect(new Set(person.users.map((user) => user.person.email))).toEqual(new Set([person.email]));
    }
    expect(await app.data(query, { variables: { email: 'nobody@acme.example' } })).toEqual({
      person: null,
    });
  });
});

describe('Genesys Cloud', () => {
  it('infers the licenses of roles, and reports its retired toggles', async () => {
    const roles = Array.from({ length: 11 }, (_, index) => uuid('genesys-us-role', index));
    const answer = await app.data<{
      inferLicenses: { externalId: string; name: string }[];
      licenseFeatureToggle: unknown;
    }>(
      `query ($roles: [String!]!) { inferLicenses(accountKey: "genesys-us", roleIds: $roles) { externalId name }
         licenseFeatureToggle(accountKey: "genesys-us", featureName: "anything") { featureName enabled } }`,
      { variables: { roles } },
    );
    expect(answer.inferLicenses.length).toBeGreaterThan(0);
    expect(answer.inferLicenses.every(({ name }) => name.length > 0)).toBe(true);
    expect(answer.licenseFeatureToggle).toEqual({ featureName: 'anything', enabled: true });
  });
});

describe('accounts', () => {
  it('say what they can do, how they have answered, and what budget is left', async () => {
    await app.data('{ licenses(first: 1) { totalCount } }');
    type Account = {
      key: string;
      capabilities: { assigneeKinds: string[]; reportsSeats: boolean };
      health: { circuit: string; lastSuccessAt: string | null };
      requestBudget: { limit: number; remaining: number } | null;
    };
    const { accounts } = await app.data<{ accounts: Account[] }>(
      '{ accounts { key capabilities { assigneeKinds reportsSeats } health { circuit lastSuccessAt } requestBudget { limit remaining } } }',
    );
    expect(
      accounts.map(({ key, capabilities }) => [
        key,
        ...capabilities.assigneeKinds,
        capabilities.reportsSeats,
      ]),
    ).toEqual(
      VENDORS.flatMap((name) => {
        const { assigneeKinds, reportsSeats } = KIT_OF[name].shown;
        return keysOf(name).map((key) => [key, ...assigneeKinds, reportsSeats]);
      }),
    );
    expect(accounts.every(({ health }) => health.circuit === 'CLOSED' && health.lastSuccessAt !== null)).toBe(
      true,
    );
    expect(accounts.find(({ key }) => key === 'listings')?.requestBudget?.limit).toBe(5_000);
  });
});

describe('reads at the same time', () => {
  it('are sent once, whoever asks', async () => {
    await app.warm();
    app.fleet.yext.fault({ path: '/license-packs', fault: { kind: 'latency', ms: 1_000 } });
    const query = '{ licenses(first: 1, filter: { accountKeys: ["listings"] }) { totalCount } }';
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.data(query)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(app.calls()).toHaveLength(1);
  });
});
