// The documents that the console asks: they run whatever trusted documents a manifest names, because they come with the server.
import * as documents from '../../../console/generated/documents.ts';

/** Their texts, as they are sent. */
export const consoleDocuments: ReadonlySet<string> = new Set(
  Object.values(documents).flatMap((one) => (typeof one === 'function' ? [] : [one.toString()])),
);
