// The span of a job.
import { ownTrace, type Trace } from './trace.ts';
import { inSpan, type Tracer } from './tracer.ts';

interface JobTracing {
  readonly tracer: Tracer;
  /** A new uuid. */
  readonly newId: () => string;
}

/** Does a job, in a trace of its own: which request it goes back to is not known here. */
export function asJob(
  queue: string,
  { tracer, newId }: JobTracing,
  work: (trace: Trace) => Promise<void>,
): Promise<void> {
  const attributes = { 'messaging.destination.name': queue };
  const span = tracer.begin(`job ${queue}`, ownTrace(newId(), newId), { kind: 'CONSUMER', attributes });
  return inSpan(span, ({ trace }) => work(trace));
}
