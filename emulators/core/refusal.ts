// Refusals: thrown anywhere below a route, sent as its reply.
import type { Reply } from './http.ts';

/** Ends a request with a reply. `answering` catches it. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** Runs a handler and turns a refusal thrown inside it into its reply. */
export function answering<Answer extends Reply | undefined>(handle: () => Answer): Answer | Reply {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}
