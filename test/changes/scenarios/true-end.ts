// How a set must have ended, whatever happened to the processes that carried it out.
import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ChangeRecord } from '../../../src/domain/change-set.ts';
import type { ChangeAction } from '../../../src/domain/change.ts';
import { silentLog } from '../../../src/domain/log.ts';
import type { Store } from '../../../src/store/api.ts';
import { openStore } from '../../../src/store/store.ts';
import { verifyAudit } from '../../../src/store/audit/verify-audit.ts';
import { targetOf, type Target } from '../../support/license-targets.ts';
import type { TestChange } from '../../support/many-changes.ts';
import type { Processes, TestDatabase } from '../../support/processes.ts';
import { stateAtProviders } from '../../support/provider-state.ts';
import type { Ledger, Written } from '../../support/relay.ts';
import { tally, untruths } from '../../support/true-outcomes.ts';

const EVERY = 100_000;

/**
 * Asserts that the newest set has each of these changes, that each outcome matches the state at its provider, that each change was
 * carried out once at most (except offers that no read shows), and that the audit log is intact and has each change. Returns the
 * number of changes by outcome. No process may have an embedded database open.
 */
export async function expectTrueEnd(
  { fleet, ledger }: Pick<Processes, 'fleet' | 'ledger'>,
  { options }: Pick<TestDatabase, 'options'>,
  changes: readonly TestChange[],
): Promise<Readonly<Record<string, number>>> {
  const chain = await verifyAudit(options, silentLog);
  expect(chain).toMatchObject({ ok: true, firstBad: null });
  const store = await openStore(options, {
    now: Date.now,
    newId: randomUUID,
    log: silentLog,
    every: () => () => undefined,
  });
  try {
    const records = await newestRecords(store);
    expect(records.map((record) => told(record.change.action, targetOf(record)))).toEqual(
      changes.map(({ action, target }) => told(action, target)),
    );
    expect(await untruths(records, stateAtProviders(fleet), true)).toEqual([]);
    const log = await store.auditEvents({ setId: records[0]?.setId ?? '' }, null, EVERY);
    const changeIds = new Set(log.flatMap(({ changeId }) => changeId ?? []));
    expect(changeIds).toEqual(new Set(records.map(({ change }) => change.id)));
    expect(writtenTwice(ledger)).toEqual([]);
    return tally(
      records.map(({ outcome, problem, change }) =>
        [outcome, problem?.providerCode ?? problem?.code, problem && change.accountKey]
          .filter(Boolean)
          .join(' '),
      ),
    );
  } finally {
    await store.close();
  }
}

async function newestRecords(store: Store): Promise<readonly ChangeRecord[]> {
  const [newest] = await store.sets({}, null, 1);
  return await store.changesOf(newest?.id ?? '', { limit: EVERY });
}

function told(action: ChangeAction, { accountKey, licenseId, externalId }: Target): string {
  return `${action} ${accountKey} ${licenseId} ${externalId}`;
}

/** What went successfully to a provider more than once although a read would have shown it, and in which calls of whom. */
function writtenTwice({ written }: Ledger): string[] {
  return [...Map.groupBy(written, ({ target }) => target)].flatMap(([target, all]) => {
    const calls = all.map(({ call, source }) => `call ${call} of the ${source}`);
    return calls.length > 1 && !isAskedAgain(all) ? [`${target} in ${calls.join(' and in ')}`] : [];
  });
}

/**
 * What people from outside are offered no read shows. When a process has died with the answer, the next one asks for the same again,
 * which changes nothing; no process does of its own accord.
 */
function isAskedAgain(all: readonly Written[]): boolean {
  const isOutside = all.every(({ target }) => target.startsWith('webex ') && target.includes('@'));
  return isOutside && new Set(all.map(({ process }) => process)).size === all.length;
}

/** How often something was asked for again like that. */
export function askedAgain({ written }: Ledger): number {
  const groups = Map.groupBy(written, ({ target }) => target).values();
  return [...groups].filter(isAskedAgain).reduce((sum, all) => sum + all.length - 1, 0);
}
