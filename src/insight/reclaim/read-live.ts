// Reading the evidence of findings live: who holds, what they are, and what they hold, in the fewest calls.
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { FindingCode } from '../../domain/insight/finding.ts';
import type { AssigneeRef } from '../../domain/inventory/search.ts';
import { ProblemError, asProblemError } from '../../domain/problem.ts';
import { holderKey, type Candidate } from './choose.ts';
import type { ReadLive } from './evidence.ts';

/** Reads that ask the providers. What is asked for together is read together. */
export interface LiveReads {
  /** null when it does not exist. */
  assignee(ref: AssigneeRef): Promise<Assignee | null>;
  /** The same with every field that any read tells. */
  inFull(known: Assignee): Promise<Assignee | null>;
  holdings(holder: Assignee): Promise<readonly Assignment[]>;
}

/** By `holderKey`. */
export type ReadHolders = ReadonlyMap<string, ReadLive | ProblemError>;

/** The fact of a holder that a rule goes by. */
const FACT_OF: Partial<Record<FindingCode, Partial<Record<AssigneeKind, string>>>> = {
  IDLE_HOLDER: { USER: 'lastActiveAt', DEVICE: 'lastConnectedAt' },
  HOLDER_INACTIVE: { USER: 'state' },
  HOLDER_DELETED: { USER: 'state' },
  PENDING_TOO_LONG: { USER: 'state' },
  HOLDER_NOT_ELIGIBLE: { DEVICE: 'fotaEligible' },
};

/** Reads the holders of candidates, each once: first all of them, then what they hold, so that each read has full batches. */
export async function readHolders(
  candidates: readonly Candidate[],
  { assignee, inFull, holdings }: LiveReads,
): Promise<ReadHolders> {
  const asked = [...Map.groupBy(candidates, ({ holder }) => holderKey(holder))];
  const found = await Promise.all(
    asked.map(async ([key, own]) => {
      const [{ holder }] = own as [Candidate]; // a group has one at least
      return { key, own, holder, value: await settled(assignee(holder)) };
    }),
  );
  const known = await Promise.all(
    found.map(async ({ own, value, ...one }) => ({
      ...one,
      value: isTold(own, value) ? value : await settled(allOf(value, inFull)),
    })),
  );
  const read = known.map(async ({ key, holder, value }): Promise<[string, ReadLive | ProblemError]> => {
    if (value instanceof ProblemError) return [key, value];
    const held = await settled(holdings(value ?? holder));
    return [key, held instanceof ProblemError ? held : { holder: value, holdings: held }];
  });
  return new Map(await Promise.all(read));
}

function settled<T>(read: Promise<T>): Promise<T | ProblemError> {
  return read.catch(asProblemError);
}

/** Whether a value has what its findings go by, or will never have it. */
function isTold(
  candidates: readonly Candidate[],
  value: Assignee | ProblemError | null,
): value is ProblemError | null {
  if (value === null || value instanceof ProblemError) return true;
  const codes = candidates.flatMap(({ findings }) => findings.map(({ code }) => code));
  return codes.every((code) => {
    const name = FACT_OF[code]?.[value.kind];
    return name === undefined || Reflect.get(value, name) !== undefined;
  });
}

async function allOf(known: Assignee, inFull: LiveReads['inFull']): Promise<Assignee | null> {
  const full = await inFull(known);
  return full && { ...known, ...full };
}
