// Secrets by their digests.
import { createHash, timingSafeEqual } from 'node:crypto';

export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Makes the comparison with a text that was sent: it takes the same time whichever secret it is, so that an answer's delay tells nothing of one. */
export function comparedWith(sent: string): (known: Buffer) => boolean {
  const own = digest(sent);
  return (known) => timingSafeEqual(known, own);
}
