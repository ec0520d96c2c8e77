// The thread of an embedded database, for in-thread.ts.
import { once } from 'node:events';
import { parentPort, type MessagePort } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { Answering } from './answering.ts';
import type { Failure, Files, Question, Told } from './messages.ts';
import { openPglite, openSynced } from './pglite.ts';
import { SyncedFiles } from './synced-files.ts';

if (parentPort === null) throw new Error('this is a thread');
await serve(parentPort);

/** Opens the files that it is told of, says so, and answers what it is asked until it is closed. */
async function serve(port: MessagePort): Promise<void> {
  const tell = (told: Told): void => port.postMessage(told);
  // Not as the data of the thread, which would be kept as long as it lasts: files that were loaded take tens of megabytes.
  const pglite = await once(port, 'message').then(([files]) => opened(files as Files)); // from in-thread.ts
  const answering = new Answering(pglite, tell);
  port.on('message', ({ no, asked }: Question) => {
    answering.answer(no, asked).then(
      (given) => {
        tell({ no, given });
        if (asked.what === 'CLOSE') port.close();
      },
      (error: unknown) => tell({ no, failure: failureOf(error) }),
    );
  });
  tell({ no: 0, given: null });
}

function opened(files: Files): Promise<PGlite> {
  return 'directory' in files
    ? openSynced(new SyncedFiles(files.directory))
    : openPglite({ loadDataDir: new Blob([files.loaded]) });
}

/** Without the statement and its values, of which an error tells as well: a failure goes into the log. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), fields: {} };
  const texts = Object.entries(error).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && name !== 'query' ? [[name, value] as const] : [],
  );
  return { message: error.message, fields: Object.fromEntries(texts) };
}
