// Every trouble with a write of every provider, and every write with some of the troubles. All of them together are in test/soak.
import { WRITES, troubledWrites } from './scenarios/troubled-writes.ts';

const BY_PROVIDER = [...Map.groupBy(WRITES, ({ provider }) => provider).values()];

troubledWrites((index) =>
  BY_PROVIDER.flatMap((writes, place) => {
    // So that what comes in pairs, once and for ever, does not always meet the same write.
    const turn = index + Math.floor(index / 2) + place;
    return writes[turn % writes.length] ?? [];
  }),
);
