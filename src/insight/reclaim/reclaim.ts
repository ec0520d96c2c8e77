// Working out what is to be taken back: findings, what speaks against them, and what is read live of those that are left.
import { type Assignee, sameAddress } from '../../domain/assignee.ts';
import type { Finding, FindingConfidence, FindingFilter } from '../../domain/insight/finding.ts';
import {
  LEFT_OUT_REASONS,
  type Exemptions,
  type LeftOut,
  type LeftOutReason,
} from '../../domain/insight/reclaim.ts';
import type { AssigneeRef, LicenseRef } from '../../domain/inventory/search.ts';
import { ProblemError, callerError, problem, type Problem } from '../../domain/problem.ts';
import type { InventoryService } from '../../inventory/reading/inventory-service.ts';
import type { RuleSettings } from '../../store/findings/api.ts';
import type { InsightService } from '../insight-service.ts';
import { choose, holderKey, licenseKey, type Candidate, type HolderFinding } from './choose.ts';
import { isStillSo, type StillSo } from './evidence.ts';
import { readHolders, type LiveReads, type ReadHolders } from './read-live.ts';

/** What is to be taken back, checked. */
export interface ReclaimRequest {
  /** Keys of the accounts that are looked at. */
  readonly visible: readonly string[];
  /** Of rules about holders alone. */
  readonly filter: Omit<FindingFilter, 'open' | 'dismissed'>;
  readonly graceDays: number;
  readonly minConfidence: FindingConfidence;
  readonly cap: { readonly percent: number; readonly count: number };
  readonly exempt: Exemptions;
}

export interface ReclaimDeps {
  readonly insight: Pick<InsightService, 'findFindings' | 'settingsOf' | 'now'>;
  readonly inventory: Pick<InventoryService, 'accounts' | 'assignee' | 'license'>;
  readonly live: LiveReads;
}

/** Holdings to be taken back, and what became of the other findings. */
export interface Reclaim {
  readonly holdings: readonly Pick<Candidate, 'license' | 'holder'>[];
  readonly leftOut: readonly LeftOut[];
  /** Why some of it could not be read, each once. */
  readonly problems: readonly Problem[];
}

/** As many changes as a set has at most. */
const MOST_HOLDINGS = 10_000;
/** So many are looked at in one call; they are held in memory. */
const MOST_FINDINGS = 100_000;
const PAGE = 1_000;
const DAY_MS = 86_400_000;
/** An account that was seen whole longer ago is not acted upon. */
const RECENT_MS = DAY_MS;

/** Throws INVENTORY_STALE, and BAD_INPUT for a filter that lets too much through. */
export async function workOutReclaim(request: ReclaimRequest, deps: ReclaimDeps): Promise<Reclaim> {
  const { insight, live } = deps;
  const found = await holderFindings(request, insight);
  await checkRecent(found, deps);
  const rules = await rulesFor(found, request, deps);
  const { candidates, leftOut } = choose(found, {
    ...request,
    ...rules,
    now: insight.now(),
    most: MOST_HOLDINGS,
  });
  const read = await readHolders(candidates, live);
  return conclude(candidates, read, { insight, leftOut: new Map(leftOut) });
}

async function holderFindings(
  { visible, filter }: ReclaimRequest,
  insight: ReclaimDeps['insight'],
): Promise<readonly HolderFinding[]> {
  const query = { visible, filter: { ...filter, open: true, dismissed: null }, first: PAGE };
  const found: HolderFinding[] = [];
  const sort = { field: 'SINCE', direction: 'ASC' } as const;
  for (let after = null, hasNext = true; hasNext;) {
    const page = await insight.findFindings({ ...query, sort, after });
    for (const { value } of page.rows) if (isAboutHolding(value)) found.push(value);
    if (found.length > MOST_FINDINGS) throw tooMany();
    after = page.rows.at(-1)?.place ?? null;
    hasNext = page.hasNext && after !== null;
  }
  return found;
}

function isAboutHolding(finding: Finding): finding is HolderFinding {
  return finding.licenseId !== null && finding.assignee !== null;
}

function tooMany(): ProblemError {
  return callerError(
    'BAD_INPUT',
    `The filter lets more than ${MOST_FINDINGS} findings through.`,
    'Narrow it down: to accounts, licenses or rules.',
  );
}

async function checkRecent(
  found: readonly HolderFinding[],
  { inventory, insight }: ReclaimDeps,
): Promise<void> {
  const accounts = await inventory.accounts();
  for (const key of new Set(found.map(({ accountKey }) => accountKey))) {
    const observedAt = accounts.get(key)?.observedAt ?? null;
    if (observedAt === null || insight.now() - Date.parse(observedAt) > RECENT_MS) throw stale(key);
  }
}

function stale(accountKey: string): ProblemError {
  return new ProblemError(
    problem('INVENTORY_STALE', 'PLATFORM', 'The account was last seen whole over a day ago.', {
      accountKey,
      retryable: true,
      hint: '`refreshInventory` has it swept; `inventory { accounts { sweep { problem { code message } } } }` tells why it was not.',
    }),
  );
}

/** What the choice goes by besides the request: exemptions of the configuration, and what the inventory knows of holders and licenses. */
async function rulesFor(found: readonly HolderFinding[], request: ReclaimRequest, deps: ReclaimDeps) {
  const keys = new Set(found.map(({ accountKey }) => accountKey));
  const exempt = [request.exempt, ...[...keys].map((key) => configured(key, deps.insight.settingsOf(key)))];
  const isByFacts = exempt.some(({ emails, departments }) => emails.size + departments.size > 0);
  const facts = isByFacts ? await factsOf(found, deps) : new Map<string, Assignee>();
  const held = await heldOf(found, deps);
  return {
    exempt,
    factsOf: (holder: AssigneeRef) => facts.get(holderKey(holder)) ?? null,
    heldOf: (license: LicenseRef) => held.get(licenseKey(license)) ?? 0,
  };
}

/** Those of everybody hold in each account, those of the account in it alone. */
function configured(accountKey: string, { all, account }: RuleSettings): Exemptions {
  const kinds = ['USER', 'DEVICE', 'WORKSPACE', 'ENTITY'] as const;
  return {
    emails: new Set(all.exempt.emails.map(sameAddress)),
    departments: new Set(all.exempt.departments),
    holders: new Set(
      account.exempt.assigneeIds.flatMap((externalId) =>
        kinds.map((kind) => holderKey({ accountKey, kind, externalId })),
      ),
    ),
    licenses: new Set(account.exempt.licenseIds.map((externalId) => licenseKey({ accountKey, externalId }))),
  };
}

async function factsOf(
  found: readonly HolderFinding[],
  { inventory }: ReclaimDeps,
): Promise<ReadonlyMap<string, Assignee>> {
  const holders = new Map(
    found.map(({ accountKey, assignee }) => [
      holderKey({ ...assignee, accountKey }),
      { ...assignee, accountKey },
    ]),
  );
  const rows = await Promise.all(
    [...holders].map(async ([key, ref]) => [key, await inventory.assignee(ref)] as const),
  );
  return new Map(rows.flatMap(([key, row]) => (row === null ? [] : [[key, row.value]])));
}

async function heldOf(
  found: readonly HolderFinding[],
  { inventory }: ReclaimDeps,
): Promise<ReadonlyMap<string, number>> {
  const licenses = found.map(({ accountKey, licenseId }) => ({ accountKey, externalId: licenseId }));
  const each = new Map(licenses.map((license) => [licenseKey(license), license]));
  const rows = await Promise.all(
    [...each].map(async ([key, ref]) => [key, await inventory.license(ref, null)] as const),
  );
  return new Map(rows.map(([key, row]) => [key, row?.value.held ?? 0]));
}

interface Concluding {
  readonly insight: ReclaimDeps['insight'];
  /** What was left out before anything was read. */
  readonly leftOut: Map<LeftOutReason, number>;
}

/** A holding is taken back when one of its findings still holds. */
function conclude(
  candidates: readonly Candidate[],
  read: ReadHolders,
  { insight, leftOut }: Concluding,
): Reclaim {
  const problems = new Map<string, Problem>();
  const holdings: Pick<Candidate, 'license' | 'holder'>[] = [];
  for (const { license, holder, findings } of candidates) {
    const live = read.get(holderKey(holder));
    if (live instanceof ProblemError) keepOnce(problems, live.problem);
    const verdicts = findings.map(({ code, accountKey }): StillSo => {
      if (live === undefined || live instanceof ProblemError) return 'UNTOLD';
      const { idleDays } = insight.settingsOf(accountKey).all;
      return isStillSo(code, license.externalId, live, { idleDays, now: insight.now() });
    });
    if (verdicts.includes('SO')) holdings.push({ license, holder });
    for (const verdict of verdicts) {
      if (verdict === 'SO') continue;
      const reason = verdict === 'NOT_SO' ? 'NO_LONGER_SO' : 'COULD_NOT_READ';
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    }
  }
  return { holdings, leftOut: inOrder(leftOut), problems: [...problems.values()] };
}

/** A vendor that is down is down for everybody. */
function keepOnce(problems: Map<string, Problem>, found: Problem): void {
  const key = JSON.stringify([found.accountKey, found.code, found.message]);
  if (!problems.has(key)) problems.set(key, found);
}

function inOrder(counts: ReadonlyMap<LeftOutReason, number>): readonly LeftOut[] {
  return LEFT_OUT_REASONS.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count === 0 ? [] : [{ reason, count }];
  });
}
