// Works findings out in the background: those of each account after its sweeps and once a day, once over all replicas.
import type {
  AccountFindingSettings,
  FindingCode,
  FindingSettings,
  Found,
} from '../domain/insight/finding.ts';
import type { Log } from '../domain/log.ts';
import { asProblemError } from '../domain/problem.ts';
import { asJob } from '../domain/telemetry/job-span.ts';
import type { Tracer } from '../domain/telemetry/tracer.ts';
import type { FindingLooks } from '../store/findings/api.ts';
import { WORK_OUT_FINDINGS } from '../store/jobs/queue-names.ts';
import type { GivenRule } from './rules/given-rule.ts';

/** What the configuration in force says of an account. */
export interface FinderSettings {
  readonly all: FindingSettings;
  readonly account: AccountFindingSettings;
  /** Nothing of it is kept up to date, and nothing is written for it. */
  readonly off: boolean;
}

export interface FinderDeps {
  readonly store: FindingLooks;
  /** Rules that take more than rows. */
  readonly rules: readonly GivenRule[];
  /** null for an account that is not configured. */
  readonly settingsOf: (accountKey: string) => FinderSettings | null;
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new uuid. */
  readonly newId: () => string;
  readonly log: Log;
  readonly tracer: Tracer;
}

/** Looks at every account that is due and that nobody else looks at. */
export function workOutFindings(deps: FinderDeps, signal: AbortSignal): Promise<void> {
  return asJob(WORK_OUT_FINDINGS, deps, async () => {
    for (const accountKey of await deps.store.accountsToLookAt()) {
      signal.throwIfAborted();
      const settings = deps.settingsOf(accountKey);
      if (settings === null || settings.off) continue;
      await lookAt(accountKey, settings, deps, signal);
    }
  });
}

/** What goes wrong with one account keeps no other one up; a database that cannot be used ends the job. */
async function lookAt(
  accountKey: string,
  { all, account }: FinderSettings,
  deps: FinderDeps,
  signal: AbortSignal,
): Promise<void> {
  const { store, log, now } = deps;
  const look = await store.claimLook(accountKey);
  if (look === null) return;
  const started = now();
  try {
    const given =
      look === 'WHOLE' ? await givenBy(accountKey, deps) : new Map<FindingCode, readonly Found[]>();
    const how = { look, settings: { all, account }, given };
    const { opened, changed, closed } = await store.recordFindings(accountKey, how, signal);
    if (opened + closed > 0)
      log.info(
        { account: accountKey, opened, changed, closed, ms: now() - started },
        'findings were worked out',
      );
  } catch (error) {
    signal.throwIfAborted();
    if (asProblemError(error).problem.code === 'STORE_UNAVAILABLE') throw error;
    log.error({ err: error, account: accountKey }, 'findings could not be worked out');
  }
}

async function givenBy(
  accountKey: string,
  { rules, today }: FinderDeps,
): Promise<ReadonlyMap<FindingCode, readonly Found[]>> {
  const given = new Map<FindingCode, readonly Found[]>();
  for (const rule of rules) given.set(rule.code, await rule.found(accountKey, today()));
  return given;
}
