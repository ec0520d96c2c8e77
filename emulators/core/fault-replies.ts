// Faults that change the answer to a request, or to one part of a batch.
import type { EmulatedState, EmulatorDefinition } from './definition.ts';
import type { Fault, Faults } from './faults.ts';
import type { EmulatedRequest, Reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import { bodyText, type ReceivedRequest } from './node-http.ts';
import { firstRows, rowsOfAnother } from './page-rows.ts';

/** A part, and the fault that struck it. */
export type PartFault = NonNullable<JournalEntry['partFaults']>[number];

interface Parts<State extends EmulatedState> {
  readonly definition: EmulatorDefinition<State>;
  readonly faults: Faults;
  readonly current: () => State;
}

/** The request, whose parts meet the faults set for them; `note` is told of each. */
export function answeringParts<State extends EmulatedState>(
  { definition, faults, current }: Parts<State>,
  received: ReceivedRequest,
  note: (struck: PartFault) => void,
): EmulatedRequest {
  const request: EmulatedRequest = {
    ...received,
    answerPart(name, answer) {
      const fault = faults.strikePart(received, name);
      if (fault === undefined) return answer();
      note({ part: name, fault: fault.kind });
      return ownReply(definition, request, fault) ?? unchanged(current(), answer);
    },
  };
  return request;
}

/** The reply of a fault that needs no answer of the provider; undefined for another fault. */
export function ownReply<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  request: EmulatedRequest,
  fault: Fault,
): Reply | undefined {
  switch (fault.kind) {
    case 'throttle':
      return definition.throttled(fault.retryAfter, request);
    case 'error':
      return definition.failed(fault.status, request);
    case 'answer':
      return {
        status: fault.status,
        ...(fault.headers && { headers: fault.headers }),
        ...(fault.body !== undefined && { body: fault.body }),
      };
    default:
      return undefined;
  }
}

/** The answer alone: what it changed is undone. */
export function unchanged(state: EmulatedState, answer: () => Reply): Reply {
  const undo = state.snapshot();
  const reply = answer();
  undo();
  return reply;
}

/** An answer as a fault rewrites it; as it is for any other fault. `before` is the previous answer to the same path. */
export function rewritten<State extends EmulatedState>(
  { distort, rows }: Pick<EmulatorDefinition<State>, 'distort' | 'rows'>,
  fault: Fault,
  reply: Reply,
  before: Reply | undefined,
): Reply {
  switch (fault.kind) {
    case 'unknown-enum':
      return { ...reply, body: distort(reply.body) };
    case 'half-json': {
      const text = bodyText(reply);
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: text.slice(0, Math.floor(text.length / 2)),
      };
    }
    case 'first-rows':
      return { ...reply, body: firstRows(reply.body, fault.keep, rows) };
    case 'repeat-rows':
      return before ? { ...reply, body: rowsOfAnother(reply.body, before.body, rows) } : reply;
    default:
      return reply;
  }
}
