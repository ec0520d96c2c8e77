// Files that the configuration refers to as `${file:/path}`: secrets that are mounted. Their content is never repeated.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';

/** The content of a file without its last newline, or why it cannot be used: a sentence that says nothing of the content. */
export type ReadReferenced = (path: string) => string | { readonly why: string };

/** More than any credential has; a larger file was named by mistake. */
const MAX_BYTES = 65_536;

/** Reads files, those with a relative path from a folder. */
export function referencedFrom(folder: string): ReadReferenced {
  return (path) => {
    const file = resolve(folder, path);
    const found = bytesOf(file);
    if (typeof found === 'string') return { why: `file ${file} ${found}` };
    const text = decoded(found);
    if (text === null) return { why: `file ${file} is no text in UTF-8` };
    const content = text.replace(/\r?\n$/, '');
    return content === '' ? { why: `file ${file} is empty` } : content;
  };
}

/** The bytes, or why there are none. */
function bytesOf(file: string): Buffer | string {
  try {
    // A pipe that nobody writes to would hold the process up for ever.
    const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return fstatSync(opened).isFile() ? upToLimit(opened) : 'is no regular file';
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    return `cannot be read (${errorCode(error)})`;
  }
}

function upToLimit(opened: number): Buffer | string {
  const bytes = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  for (;;) {
    const read = readSync(opened, bytes, length, bytes.length - length, null);
    length += read;
    if (length > MAX_BYTES) return `is larger than ${MAX_BYTES} bytes`;
    if (read === 0) return bytes.subarray(0, length);
  }
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What the operating system calls it. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
