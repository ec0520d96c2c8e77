// Faults that change the answer to a request, or to one part of a batch.
import type { EmulatedState, EmulatorDefinition } from './definition.ts';
import type { Fault, Faults } from './faults.ts';
import type { EmulatedRequest, Reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import type { ReceivedRequest } from './node-http.ts';

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
      const fault = faults.strikePart(received.method, received.path, name);
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
