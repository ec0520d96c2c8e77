// A Webex organisation with many meeting sites: the list of all assignments goes on to its end.
import { expect, it } from '@jest/globals';
import { everyPage, idOf, useApp, type Nodes, type NodesOfMany } from '../support/app.ts';
import { present } from '../support/assertions.ts';
import { licenseId } from '../support/providers/webex.ts';

const app = useApp({ warm: true, limits: { retries: 0, breakerFailures: 1_000 } });

const QUERY = `query ($after: String) {
  licenseAssignments(first: 100, after: $after, filter: { accountKeys: ["webex"] }) {
    nodes { license { externalId } assignee { externalId } }
    pageInfo { hasNextPage endCursor }
    coverage { status reason } } }`;

const OF_LICENSES = QUERY.replace('($after: String)', '($after: String, $ids: [ID!])').replace(
  'accountKeys: ["webex"]',
  'licenseIds: $ids',
);

interface Row {
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}

interface Page extends NodesOfMany<Row> {
  readonly coverage: readonly object[];
}

/** Whether it is of a site that only a company with many has. */
function isFurther({ license }: Pick<Row, 'license'>): boolean {
  return Buffer.from(license.externalId, 'base64url').toString().includes('_acme-of-a-region');
}

it('a list whose first 24 licenses fail goes on behind its cursor all the same', async () => {
  app.fleet.webex.setSwitch('furtherSites', 24);
  const { licenses } = await app.data<{ licenses: Nodes<{ id: string; externalId: string }> }>(
    '{ licenses(first: 100, filter: { accountKeys: ["webex"] }) { nodes { id externalId } } }',
  );
  const further = licenses.nodes.filter(({ externalId }) => isFurther({ license: { externalId } }));
  const fault = { kind: 'error', status: 500 } as const;
  for (const { externalId: path } of further) app.fleet.webex.fault({ path, fault });
  const ids = [...further.map(({ id }) => id), idOf('License', 'webex', licenseId('meetingsSuite'))];

  // Rows of the first page fail, as there are none: the place to go on from is told all the same.
  const pages: Page[] = [];
  let after: string | null = null;
  do {
    const answer = await app.ask<{ licenseAssignments: Page }>(OF_LICENSES, { variables: { ids, after } });
    const page: Page = present(answer.data.licenseAssignments);
    pages.push(page);
    after = page.pageInfo.endCursor;
  } while (pages.at(-1)?.pageInfo.hasNextPage === true);

  expect(Math.max(...pages.map(({ pageInfo }) => pageInfo.endCursor?.length ?? 0))).toBeGreaterThan(8_000);
  expect(pages.flatMap(({ nodes }) => nodes ?? []).length).toBeGreaterThan(100);
  expect(pages.at(-1)?.coverage).toEqual([{ status: 'FAILED', reason: 'FAILED_EARLIER' }]);
});

// 120 of them are 20,000 characters of ids.
it.each([12, 120])('with %i further sites, everybody on them is listed once', async (furtherSites) => {
  app.fleet.webex.setSwitch('furtherSites', furtherSites);

  const pages = await everyPage<Page>(app, QUERY, ['licenseAssignments']);

  const rows = pages.flatMap(({ nodes }) => nodes);
  expect(new Set(rows.filter(isFurther).map(({ license }) => license.externalId)).size).toBe(furtherSites);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  expect(pages.at(-1)?.coverage).toEqual([{ status: 'COMPLETE', reason: null }]);
  const catalogues = app.calls().filter(({ path }) => path === '/v1/licenses');
  expect(catalogues.length).toBeLessThanOrEqual(2 + furtherSites / 10);
  for (const { pageInfo } of pages) expect(pageInfo.endCursor?.length ?? 0).toBeLessThan(8_000);
});
