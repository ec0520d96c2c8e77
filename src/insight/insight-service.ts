// What one caller may know of findings, and what it says of them. None of it asks a provider anything.
import DataLoader from 'dataloader';
import type { Dismissal, Finding, FindingCount, FindingQuery } from '../domain/insight/finding.ts';
import type { Found } from '../domain/inventory/search.ts';
import type { InventoryCaller } from '../inventory/reading/inventory-service.ts';
import { inStore, type InStore } from '../inventory/reading/in-store.ts';
import type { CountedFindings, DismissalBy, Findings, RuleSettings } from '../store/findings/api.ts';

/** What the store offers of findings. */
export type FindingStore = Pick<
  Findings,
  'findFindings' | 'countFindings' | 'summariseFindings' | 'findingsById' | 'dismissFindings'
>;

/** Findings that somebody says are no matter; `dismissal` null: that they matter again. */
export type SaidOfFindings = Pick<DismissalBy, 'ids' | 'reason' | 'ticket'> & {
  readonly dismissal: Pick<Dismissal, 'until'> | null;
};

/** Every method that gives a promise throws ProblemError: STORE_UNAVAILABLE while the database cannot be reached. Accounts that the caller may not see are left out of `visible`, whatever a query names. */
export interface InsightService {
  findFindings(query: FindingQuery): Promise<Found<Finding>>;
  countFindings(query: CountedFindings): Promise<number>;
  summariseFindings(query: CountedFindings): Promise<readonly FindingCount[]>;
  /** null when there is none, or not for this caller. All that are asked for together take one query. */
  finding(id: number): Promise<Finding | null>;
  /** Writes it down. Gives the ids of those that there are for this caller. */
  dismissFindings(said: SaidOfFindings): Promise<ReadonlySet<number>>;
  /** What the rules go by in an account, by the configuration in force. */
  settingsOf(accountKey: string): RuleSettings;
  /** `YYYY-MM-DD`, of UTC: dismissals end at the start of such a day. */
  today(): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Whoever asks, and what the configuration says. */
export interface InsightCaller
  extends Pick<InventoryCaller, 'accountKeys' | 'signal'>, Pick<InsightService, 'settingsOf' | 'now'> {
  readonly name: string;
}

/** The findings of one request. `opened` throws what the opening of the store does. */
export function createInsightService(
  opened: () => Promise<FindingStore>,
  { name, accountKeys, signal, settingsOf, now }: InsightCaller,
): InsightService {
  const read = inStore(opened, signal);
  const keys = new Set(accountKeys);
  const mine = <Query extends { readonly visible: readonly string[] }>(query: Query): Query => ({
    ...query,
    visible: query.visible.filter((key) => keys.has(key)),
  });
  const findings = createFindingLoader(read, accountKeys);
  return {
    findFindings: (query) => read((store) => store.findFindings(mine(query))),
    countFindings: (query) => read((store) => store.countFindings(mine(query))),
    summariseFindings: (query) => read((store) => store.summariseFindings(mine(query))),
    finding: (id) => findings.load(id),
    async dismissFindings({ dismissal, ...said }) {
      const by = { ...said, visible: accountKeys, principal: name };
      const full = dismissal && {
        by: name,
        at: new Date(now()).toISOString(),
        reason: said.reason,
        until: dismissal.until,
      };
      const ids = await read((store) => store.dismissFindings({ ...by, dismissal: full }));
      for (const id of said.ids) findings.clear(id);
      return new Set(ids);
    },
    settingsOf,
    today: () => new Date(now()).toISOString().slice(0, 10),
    now,
  };
}

function createFindingLoader(read: InStore<FindingStore>, accountKeys: readonly string[]) {
  return new DataLoader<number, Finding | null>(
    async (ids) => {
      const found = await read((store) => store.findingsById(accountKeys, ids));
      const byId = new Map(found.map((one) => [one.id, one]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { maxBatchSize: 1_000 },
  );
}
