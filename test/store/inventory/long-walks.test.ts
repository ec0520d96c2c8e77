// Lists whose rows stand far from their beginning in one account, and at it in another: each row once, in the order of the list, on both databases.
import { describe, expect, it } from '@jest/globals';
import type { AssigneeSearch } from '../../../src/domain/inventory/search.ts';
import { DATABASES } from '../../support/databases.ts';
import { opened } from '../../support/lifecycle.ts';
import { openRig } from '../../support/store.ts';
import { throughPages } from './read-rig.ts';

/** More than are looked at in the order of any list before rows are gathered. */
const OTHERS = 20_500;

/** What is looked for: 60 devices behind all others of the account `far`, and 300 of `near`, which has nothing else. */
const ROWS = [
  `insert into inventory_accounts (key, provider) values ('far', 'X'), ('near', 'X')`,
  ...[
    ['far', 'a', OTHERS, 'other'],
    ['far', 'b', 60, 'wanted'],
    ['near', 'c', 300, 'wanted'],
  ].map(
    ([account, letter, count, what]) => `
      insert into assignees (account_no, kind, external_id, name_key, state, holds, search, facts, observed_at, first_seen)
      select x.no, 'DEVICE', '${letter}' || lpad(i::text, 5, '0'), '${letter}' || lpad(i::text, 5, '0'), '${what}',
        case when '${what}' = 'other' then 1 else 0 end, E'\\n${what}\\n', '{}', now(), now()
      from generate_series(1, ${count}) i join inventory_accounts x on x.key = '${account}'`,
  ),
  'analyze',
];
const WANTED = [
  ...Array.from({ length: 60 }, (_, index) => `b${String(index + 1).padStart(5, '0')}`),
  ...Array.from({ length: 300 }, (_, index) => `c${String(index + 1).padStart(5, '0')}`),
];

describe.each(DATABASES)('lists of which a part stands far behind, on %s', (database) => {
  const rig = opened(
    async () => {
      const it = await openRig(database);
      for (const statement of ROWS) await it.query(statement);
      return it;
    },
    (it) => it.close(),
  );

  it.each<AssigneeSearch>([{ statuses: ['wanted'] }, { search: 'wanted' }, { holds: { nothing: true } }])(
    'have each row once and in order: %j',
    async (filter) => {
      const sort = { field: 'NAME', direction: 'ASC' } as const;
      const found = await throughPages((after) =>
        rig.store.findAssignees('DEVICE', {
          visible: ['far', 'near'],
          first: 100,
          asOf: null,
          filter,
          sort,
          after,
        }),
      );
      expect(found.map(({ value }) => value.externalId)).toEqual(WANTED);
    },
  );
});
