// A set of the 10,000 changes it may have, in both databases. `npm run test:soak -- large-sets` runs it, in some ten seconds.
import { describe } from '@jest/globals';
import { keepsManyChanges } from '../store/changes/many-changes.ts';
import { DATABASES } from '../support/databases.ts';
import { useStore } from '../support/store.ts';

describe.each(DATABASES)('change sets on %s', (database) => {
  const { store } = useStore(database);
  keepsManyChanges(store, ['a', 'b', 'c', 'd'], 2_500);
});
