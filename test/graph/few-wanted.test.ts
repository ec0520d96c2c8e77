// A list of which few rows are wanted: a page as small as that is asked for, where the vendor lets the size be chosen and nobody can go on.
import { describe, expect, it } from '@jest/globals';
import { idOf, useApp } from '../support/app.ts';
import { only } from '../support/assertions.ts';
import { licenseId } from '../support/providers/webex.ts';

const app = useApp({ warm: true });

/** The sizes that Webex was asked for. */
async function sizes(selection: string): Promise<readonly (string | null)[]> {
  app.forget();
  await app.data(`{ ${selection} }`);
  return app.calls().flatMap(({ query }) => {
    const asked = new URLSearchParams(query);
    const size = asked.get('max') ?? asked.get('limit');
    return size === null ? [] : [size];
  });
}

const LICENSE = idOf('License', 'webex', licenseId('messaging'));
const USERS = 'account(key: "webex") { users(first: 3)';
const WORKSPACES = 'account(key: "webex") { workspaces(first: 3)';
const HOLDERS = `license(by: { id: "${LICENSE}" }) { assignments(first: 3)`;

describe('three rows are asked for as one more', () => {
  it.each([
    ['people', `${USERS} { nodes { displayName } totalCount pageInfo { hasNextPage } } }`],
    ['workspaces', `${WORKSPACES} { edges { node { displayName } } } }`],
    ['holders', `${HOLDERS} { nodes { assignedAt } } }`],
  ])('of %s', async (_, selection) => {
    expect(await sizes(selection)).toEqual(['4']);
  });
});

describe('a whole page is asked for', () => {
  it.each([
    [
      'somebody can go on behind its end',
      `${USERS} { nodes { displayName } pageInfo { endCursor } } }`,
      '100',
    ],
    ['or behind any row of it', `${WORKSPACES} { edges { cursor } } }`, '100'],
    [
      'or a fragment says where',
      `${HOLDERS} { ... on LicenseAssignmentConnection { pageInfo { endCursor } } } }`,
      '300',
    ],
    [
      'nobody knows how many rows make those that are kept',
      `licenseAssignments(first: 3, filter: { accountKeys: ["webex"], licenseIds: ["${LICENSE}"] }) { nodes { status } }`,
      '300',
    ],
    [
      'nobody knows how many people hold them',
      'account(key: "webex") { assignments(first: 3) { nodes { status } } }',
      '100',
    ],
  ])('where %s', async (_, selection, size) => {
    expect(only(new Set(await sizes(selection)))).toBe(size);
  });
});
