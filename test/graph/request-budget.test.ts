// What `requestBudget` tells of who may take what.
import { expect, it } from '@jest/globals';
import { present } from '../support/assertions.ts';
import { useApp } from '../support/app.ts';

const app = useApp({
  accounts: (seeded) =>
    seeded.map((entry) =>
      entry.key === 'listings' ? { ...entry, inventory: { share: 0.3, callsPerMinute: 30 } } : entry,
    ),
});

interface Share {
  readonly share: number;
  readonly limit: number;
  readonly remaining: number;
  readonly callsPerMinute: number | null;
}

interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly sweeps: Share;
  readonly changeSets: Share;
  readonly reserved: number;
}

const SHARE = '{ share limit remaining callsPerMinute }';

it('tells the shares of sweeps and of large sets, and what is kept for people; null where the vendor tells no budget', async () => {
  await app.data('{ licenses(first: 1) { nodes { id } } }');
  const { accounts } = await app.data<{ accounts: { key: string; requestBudget: Budget | null }[] }>(
    `{ accounts { key requestBudget { limit remaining sweeps ${SHARE} changeSets ${SHARE} reserved } } }`,
  );
  const budgetOf = (account: string) => accounts.find(({ key }) => key === account)?.requestBudget;
  const { limit, remaining, ...rest } = present(budgetOf('listings'));
  expect(limit).toBe(5_000);
  expect(rest).toEqual({
    sweeps: { share: 0.3, limit: 1_500, remaining: remaining - 3_500, callsPerMinute: 30 },
    changeSets: { share: 0.8, limit: 4_000, remaining: remaining - 1_000, callsPerMinute: null },
    reserved: 750,
  });
  expect(present(budgetOf('genesys-us')).sweeps).toMatchObject({ share: 0.5, callsPerMinute: null });
  // It tells no budget: its sweeps go at a pace.
  expect(budgetOf('webex')).toEqual({
    limit: null,
    remaining: null,
    sweeps: { share: 0.5, limit: null, remaining: null, callsPerMinute: 60 },
    changeSets: { share: 0.8, limit: null, remaining: null, callsPerMinute: null },
    reserved: null,
  });
});
