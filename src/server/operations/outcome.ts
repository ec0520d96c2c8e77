// What an operation came to, for metrics.
import type { ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Outcome, ServerMeter } from '../../domain/telemetry/server-meter.ts';
import { codesOf, type RequestReport } from '../request-log.ts';
import type { Prepared, Refused } from './prepare.ts';

/** An answer, with its errors in the form that clients get. */
interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Partial when any field has a value; otherwise refused when all of the errors blame the caller. */
export function outcomeOf({ data, errors = [] }: Answered): Outcome {
  if (errors.length === 0) return 'ok';
  if (tells(data)) return 'partial';
  return errors.every(isForCaller) ? 'refused' : 'failed';
}

/** Whether anything stands in it: an empty list tells that there is nothing. */
function tells(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value != null;
  const inside = Object.values(value);
  return (Array.isArray(value) && inside.length === 0) || inside.some(tells);
}

/** Errors about the request as such have a code and blame nobody. */
function isForCaller({ extensions }: GraphQLFormattedError): boolean {
  return (extensions?.['blame'] ?? 'CALLER') === 'CALLER';
}

/** An operation that is answered over HTTP. */
export type Running = Pick<RequestReport, 'prepared' | 'outcome' | 'codes' | 'isExecuted'>;

/** Notes what answers come to. */
export function outcomePlugin(): ApolloServerPlugin<{ readonly running: Running }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue: { running }, response: { body } }) => {
          if (body.kind !== 'single') return Promise.resolve();
          Object.assign(running, { isExecuted: true, ...toldBy(body.singleResult) });
          return Promise.resolve();
        },
      }),
  };
}

/** What an answer comes to. */
export function toldBy(answer: Answered): Pick<Running, 'outcome' | 'codes'> {
  return { outcome: outcomeOf(answer), codes: codesOf(answer.errors ?? []) };
}

/** Measures an operation until its response is closed. */
export function measure(
  meter: Pick<ServerMeter, 'begun'>,
  running: Running,
  response: ServerResponse,
  elapsed: () => number,
): void {
  const { prepared } = running;
  // What is no operation is refused without being executed.
  running.outcome = prepared === null ? 'refused' : 'failed';
  const ended = meter.begun(prepared === null ? unread(undefined) : operationOf(prepared));
  response.once('close', () => ended(response.writableFinished ? running.outcome : 'gone', elapsed()));
}

/** Counts one that was refused. */
export function measureRefused(
  meter: Pick<ServerMeter, 'begun'>,
  { type }: Pick<Refused, 'type'>,
  milliseconds: number,
): void {
  meter.begun(unread(type))('refused', milliseconds);
}

export function operationOf({ operation, isListed, cost }: Prepared) {
  return { type: operation.operation, name: (isListed && operation.name?.value) || null, cost };
}

function unread(type: Refused['type']) {
  return { type: type ?? 'unknown', name: null, cost: null } as const;
}
