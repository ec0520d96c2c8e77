// Subscriptions, whatever brings them: each event is executed by itself, with a context of its own, as a query is.
import {
  createSourceEventStream,
  execute,
  getVariableValues,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Principal } from '../../auth/principal.ts';
import type { Call, UpstreamEvent } from '../../domain/call.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import type { Log } from '../../domain/log.ts';
import type { Tracer } from '../../domain/telemetry/tracer.ts';
import type { GraphContext } from '../../graph/context.ts';
import { asTold, type ErrorOwners, type FormatError } from '../errors.ts';
import { countForbidden } from '../forbidden.ts';
import type { ServerMeter, Transport } from '../../domain/telemetry/server-meter.ts';
import { operationOf, toldBy } from '../operations/outcome.ts';
import type { Prepared, Refused } from '../operations/prepare.ts';
import type { Quota } from '../operations/quota.ts';
import { oneTooMany, refusal } from '../operations/refusals.ts';
import type { Share } from '../operations/shares.ts';
import { clientGone, createEventCall } from '../request-call.ts';
import { identified } from '../request-ids.ts';
import { logSubscription } from '../request-log.ts';
import { operationAttributes, spanName, tellOutcome } from '../request-spans.ts';

/** One event as the client gets it. */
export interface Answer {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[];
}

/** `return` ends it at once, whatever it waits for. */
export type Answers = AsyncGenerator<Answer, void, void>;

/** A subscription under way, or why there is none. */
export type Subscribed = { readonly ok: true; readonly answers: Answers } | Refused;

export interface SubscriptionDeps {
  readonly schema: GraphQLSchema;
  readonly contextFor: (principal: Principal, call: Call, forChanges: Call) => GraphContext;
  readonly formatError: FormatError;
  readonly owners: Pick<ErrorOwners, 'note'>;
  /** How long one event may take. */
  readonly deadlineMs: number;
  readonly meter: Pick<ServerMeter, 'begun' | 'refused' | 'subscribed' | 'liveEvent'>;
  /** Hears of every read that is asked of a provider, as it ends. */
  readonly read: (event: UpstreamEvent) => void;
  readonly tracer: Tracer;
  readonly share: Share;
  /** Takes the points of an event; the refusal when the caller has too few left. */
  readonly spend: Quota['spend'];
  readonly now: () => number;
  readonly log: Log;
}

/** Whose subscription it is, and how it came. */
export interface Subscriber {
  readonly principal: Principal;
  readonly transport: Transport;
  /** Ids of the request that brought it, or that opened its socket. */
  readonly trace: Trace;
  /** Hears of its end, once. */
  readonly ended?: () => void;
}

/** Starts a subscription that was prepared. */
export async function subscribe(
  deps: SubscriptionDeps,
  prepared: Prepared,
  subscriber: Subscriber,
): Promise<Subscribed> {
  const wrong = wrongVariables(deps.schema, prepared);
  if (wrong) return { ok: false, errors: wrong };
  const release = deps.share.take(subscriber.principal);
  if (!release) return { ok: false, errors: [tooManySubscriptions(deps)] };
  const ending = new AbortController();
  const run: Run = { deps, prepared, subscriber, signal: ending.signal, events: 0 };
  const freed = counted(run, release);
  try {
    const source = await createSourceEventStream(argsOf(run, contextUntilEnd(run)));
    const answers = Symbol.asyncIterator in source ? eventsOf(run, source) : onlyErrors(run, source);
    return { ok: true, answers: endable(answers, ending, freed) };
  } catch (error) {
    freed();
    throw error;
  }
}

/** One subscription. */
interface Run {
  readonly deps: SubscriptionDeps;
  readonly prepared: Prepared;
  readonly subscriber: Subscriber;
  /** Aborts when it ends. */
  readonly signal: AbortSignal;
  /** How many were given to its client. */
  events: number;
}

/** Counts it, until what is returned is called, which may be called more than once. */
function counted(run: Run, release: () => void): () => void {
  const { deps, prepared, subscriber } = run;
  const { transport, ended } = subscriber;
  const { meter, now } = deps;
  const started = now();
  let isCounted = true;
  meter.subscribed(transport, 1);
  return () => {
    if (!isCounted) return;
    isCounted = false;
    meter.subscribed(transport, -1);
    release();
    logSubscription(deps.log, { ...subscriber, prepared, events: run.events, ms: now() - started });
    ended?.();
  };
}

function wrongVariables(schema: GraphQLSchema, { operation, variables }: Prepared): Refused['errors'] | null {
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 10,
  });
  const [first, ...others] = errors.map(({ message }) => refusal('BAD_USER_INPUT', message));
  return first ? [first, ...others] : null;
}

function tooManySubscriptions({ share, now }: SubscriptionDeps): GraphQLError {
  const allowed = share.allowed();
  const message = `A caller may have ${allowed} subscriptions at once. End one of them first.`;
  return oneTooMany('subscriptionsPerPrincipal', message, allowed, now());
}

function argsOf({ deps, prepared }: Run, contextValue: GraphContext, rootValue?: unknown): ExecutionArgs {
  const { document, operation, variables } = prepared;
  return {
    schema: deps.schema,
    document,
    operationName: operation.name?.value,
    variableValues: variables,
    contextValue,
    rootValue,
  };
}

/** What the subscription waits with: as long as it lasts. */
function contextUntilEnd({ deps, subscriber, signal }: Run): GraphContext {
  const { trace } = subscriber;
  const call: Call = { signal, deadline: Number.POSITIVE_INFINITY, record: deps.read, trace };
  return deps.contextFor(subscriber.principal, call, call);
}

/** Fields that tell how something is now: an answer that is the same as the one before is not news. Others tell what happened. */
const OF_STATES: ReadonlySet<string> = new Set(['changeSetProgress']);

/** Executes each event that the source gives. */
async function* eventsOf(run: Run, source: AsyncIterable<unknown>): Answers {
  const { deps, prepared, subscriber } = run;
  const field = fieldOf(prepared);
  const isOfState = OF_STATES.has(field);
  let last = '';
  let isPaid = true; // the first one was, with the request
  for await (const event of source) {
    const tooMuch = isPaid ? null : deps.spend(subscriber.principal, prepared.cost);
    isPaid = false;
    if (tooMuch) return yield* onlyErrors(run, { errors: [tooMuch] });
    const answer = await answerTo(run, event);
    const text = isOfState ? JSON.stringify(answer) : '';
    if (isOfState && text === last) continue;
    last = text;
    deps.meter.liveEvent(field);
    run.events += 1;
    yield answer;
  }
}

/** Nothing that was read for an earlier event is known here. */
async function answerTo(run: Run, event: unknown): Promise<Answer> {
  const { deps, prepared, subscriber, signal } = run;
  const started = deps.now();
  const ended = deps.meter.begun(operationOf(prepared));
  const span = deps.tracer.start(spanName(prepared), subscriber.trace, {
    kind: 'SERVER',
    attributes: operationAttributes(prepared),
  });
  let told: ReturnType<typeof toldBy> = { outcome: 'failed', codes: [] };
  const call = createEventCall(signal, {
    deadlineMs: deps.deadlineMs,
    now: deps.now,
    note: deps.read,
    trace: span.trace,
  });
  try {
    const context = deps.contextFor(subscriber.principal, call, call);
    const answer = formatted(run, await execute(argsOf(run, context, event)));
    told = toldBy(answer);
    return answer;
  } finally {
    call.end();
    if (signal.aborted) told = { outcome: 'gone', codes: [] };
    tellOutcome(span, told);
    span.end();
    ended(told.outcome, deps.now() - started);
  }
}

/** The field of Subscription that is asked for: validation has found that there is one, and that the schema has it. */
function fieldOf({ operation, document }: Prepared): string {
  let [first] = operation.selectionSet.selections;
  while (first && first.kind !== Kind.FIELD) {
    const fragment = first;
    const inner =
      fragment.kind === Kind.INLINE_FRAGMENT
        ? fragment
        : document.definitions.find(
            (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === fragment.name.value,
          );
    first = inner && 'selectionSet' in inner ? inner.selectionSet?.selections[0] : undefined;
  }
  return first?.name.value ?? '';
}

/** The last answer of a subscription, or the one of one that its field refuses. */
async function* onlyErrors(run: Run, result: ExecutionResult): Answers {
  yield await Promise.resolve(formatted(run, result));
}

function formatted(
  { deps: { formatError, owners, meter }, subscriber: { trace } }: Run,
  { data, errors: found }: ExecutionResult,
): Answer {
  owners.note(found ?? [], trace);
  const errors = found?.map((error) => identified(asTold(formatError, error), trace));
  countForbidden(errors ?? [], meter.refused);
  return {
    ...(errors && { errors }),
    ...(data !== undefined && { data }),
  };
}

/** A generator that is waited for is returned from only when its wait is over; ending what it waits for makes that now. */
function endable(answers: Answers, ending: AbortController, freed: () => void): Answers {
  const next = answers.next.bind(answers);
  const end = answers.return.bind(answers);
  const done = (): void => {
    ending.abort(clientGone());
    freed();
  };
  return Object.assign(answers, {
    async next() {
      try {
        const result = await next();
        if (result.done) done();
        return result;
      } catch (error) {
        done();
        throw error;
      }
    },
    async return() {
      done();
      return await end();
    },
  });
}
