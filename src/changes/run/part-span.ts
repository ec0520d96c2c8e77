// The span of a part of a set that is carried out, and how many of its changes came to which outcome.
import type { ChangeOutcome } from '../../domain/change-set.ts';
import { ownTrace, type Trace } from '../../domain/telemetry/trace.ts';
import type { Span } from '../../domain/telemetry/tracer.ts';
import type { PartKey } from '../../store/sets/api.ts';
import type { RunDeps } from './run-deps.ts';

/** Where the work on a part comes from, as far as this process knows. */
export interface Origin {
  /** The request that the set was begun for, here. */
  readonly request?: Trace | undefined;
  /** The job that it is done by. */
  readonly job?: Trace | undefined;
}

export interface PartSpan {
  readonly span: Span;
  /** Counts changes that came to an outcome. */
  count(outcome: ChangeOutcome): void;
  end(): void;
}

/** Begins the span of a part: a trace of its own with a link to the request where that is known, else within its job. */
export function beginPart(part: PartKey, { request, job }: Origin, deps: RunDeps): PartSpan {
  const { tracer, newId, nameOfSet } = deps;
  // The set stands for the requests that wanted it: providers and the log know it by the id that the graph gives it.
  const requestId = nameOfSet(part.setId);
  const options = {
    kind: 'INTERNAL',
    attributes: { 'license_graph.account': part.accountKey, 'license_graph.change_set': requestId },
    links: request ? [request] : [],
  } as const;
  const span =
    job && !request
      ? tracer.start('run part', { ...job, requestId }, options)
      : tracer.begin('run part', ownTrace(requestId, newId), options);
  const counts = new Map<ChangeOutcome, number>();
  return {
    span,
    count: (outcome) => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
    end() {
      span.set(outcomeAttributes(counts));
      span.end();
    },
  };
}

/** How many there were of each. */
export function outcomeAttributes(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...counts].map(([outcome, count]) => [`license_graph.changes.${outcome.toLowerCase()}`, count]),
  );
}
