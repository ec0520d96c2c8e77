// Walking a long list with pages of 100: each page of the provider, which has 1,000 rows, is read once.
import { expect, it } from '@jest/globals';
import { useApp, type NodesOfMany } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';

interface Walk {
  /** Of the company; so many devices have licenses then. */
  readonly scale: number;
  readonly rows: number;
  /** Calls it takes at the least and at the most: a page is read again when the walk is in the middle of it for too long. */
  readonly calls: readonly [least: number, most: number];
}

interface Row {
  readonly assignee: { readonly externalId: string };
}
interface Listed {
  readonly licenseAssignments: NodesOfMany<Row> & {
    readonly coverage: readonly { readonly status: string }[];
  };
}

const QUERY = `query ($after: String) {
  licenseAssignments(filter: { accountKeys: ["fleet"] }, first: 100, after: $after) {
    nodes { assignee { externalId } }
    coverage { status }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Walks it, in a test of the file this is called in, which may take so long. */
export function walksInFewCalls({ scale, rows, calls: [least, most] }: Walk, patienceMs?: number): void {
  const app = useApp();

  it(
    `${rows} assignments take ${most} calls at most`,
    async () => {
      app.fleet.thingspace.reset(scale);
      await app.warm();
      let seen = 0;
      let last = '';
      for (let after: string | null = null; ;) {
        const { licenseAssignments: list }: Listed = await app.data<Listed>(QUERY, { variables: { after } });
        for (const { assignee } of list.nodes) {
          if (assignee.externalId <= last) throw new Error(`${assignee.externalId} after ${last}`);
          last = assignee.externalId;
        }
        seen += list.nodes.length;
        after = list.pageInfo.endCursor;
        if (list.pageInfo.hasNextPage) continue;
        expect([seen, list.coverage]).toEqual([rows, [{ status: 'COMPLETE' }]]);
        break;
      }
      const { path } = present(app.calls()[0]);
      expect(path).toMatch(/\/licenses\//);
      expect(app.calls().filter((call) => call.path !== path)).toEqual([]);
      expect(app.calls().length).toBeGreaterThanOrEqual(least);
      expect(app.calls().length).toBeLessThanOrEqual(most);
    },
    patienceMs,
  );
}
