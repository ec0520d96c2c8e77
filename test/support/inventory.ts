// An app with an inventory, for tests: its accounts have been swept whole.
import { beforeAll } from '@jest/globals';
import { useApp } from './app.ts';
import { until } from './assertions.ts';
import type { TestApp, TestAppOptions } from './start-app.ts';

export interface SweptOptions extends TestAppOptions {
  /** Of a caller who sees every account; none is needed where there are no tokens. */
  readonly token?: string;
  /** Accounts that are not waited for, by key: their sweeps cannot be complete. */
  readonly without?: readonly string[];
}

/** The app of the file or `describe` this is called in; no account is swept again in this time. */
export function useSweptApp({ token, without = [], ...options }: SweptOptions = {}): TestApp {
  const app = useApp({
    ...options,
    inventory: { off: false, ...options.inventory },
    accounts: async (seeded) => {
      const entries = (await options.accounts?.(seeded)) ?? seeded;
      return entries.map((entry) => ({ ...entry, inventory: { callsPerMinute: 6_000 } }));
    },
  });
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  beforeAll(async () => {
    const isSwept = async (): Promise<boolean> => {
      const { inventory } = await app.data<{ inventory: { accounts: readonly Swept[] } }>(
        '{ inventory { accounts { status account { key } sweep { finishedAt } } } }',
        { headers },
      );
      return inventory.accounts.every(
        ({ status, account, sweep }) =>
          status === 'READY' || (without.includes(account.key) && sweep?.finishedAt != null),
      );
    };
    await until(isSwept).catch(() => until(isSwept));
  });
  return app;
}

interface Swept {
  readonly status: string;
  readonly account: { readonly key: string };
  readonly sweep: { readonly finishedAt: string | null } | null;
}
