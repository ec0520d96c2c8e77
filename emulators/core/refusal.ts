// A refusal on its way from deep inside a route to the caller.
import type { Reply } from './http.ts';

/** Thrown anywhere below a route; `answering` sends its reply. */
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
