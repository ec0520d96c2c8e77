// A Webex organisation with many meeting sites: the list of all assignments goes on to its end.
import { expect, it } from '@jest/globals';
import { everyPage, useApp, type NodesOfMany } from '../support/app.ts';

const app = useApp({ warm: true });

const QUERY = `query ($after: String) {
  licenseAssignments(first: 100, after: $after, filter: { accountKeys: ["webex"] }) {
    nodes { license { externalId } assignee { externalId } }
    pageInfo { hasNextPage endCursor }
    coverage { status reason } } }`;

interface Row {
  readonly license: { readonly externalId: string };
  readonly assignee: { readonly externalId: string };
}

interface Page extends NodesOfMany<Row> {
  readonly coverage: readonly object[];
}

/** Whether it is of a site that only a company with many has. */
function isFurther({ license }: Row): boolean {
  return Buffer.from(license.externalId, 'base64url').toString().includes('_acme-of-region-');
}

// 120 of them are 20,000 characters of ids.
it.each([12, 120])('with %i further sites, everybody on them is listed once', async (furtherSites) => {
  app.fleet.webex.setSwitch('furtherSites', furtherSites);

  const pages = await everyPage<Page>(app, QUERY, ['licenseAssignments']);

  const rows = pages.flatMap(({ nodes }) => nodes);
  expect(new Set(rows.filter(isFurther).map(({ license }) => license.externalId)).size).toBe(furtherSites);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
  expect(pages.at(-1)?.coverage).toEqual([{ status: 'COMPLETE', reason: null }]);
  const catalogues = app.calls().filter(({ path }) => path === '/v1/licenses');
  expect(catalogues.length).toBeLessThanOrEqual(1 + furtherSites / 10);
  for (const { pageInfo } of pages) expect(pageInfo.endCursor?.length ?? 0).toBeLessThan(8_000);
});
