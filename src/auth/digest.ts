// Secrets by their digests.
import { createHash, timingSafeEqual } from 'node:crypto';

export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Takes the same time whichever secret it is, so that an answer's delay tells nothing of one. */
export function isDigestOf(known: Buffer, sent: string): boolean {
  return timingSafeEqual(known, digest(sent));
}
