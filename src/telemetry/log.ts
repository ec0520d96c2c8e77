// The log of a process: JSON on standard output, one line an event.
import { pino, stdTimeFunctions, type Logger } from 'pino';

/** `time` in RFC 3339 UTC, `level` as a word: what people read and log stores expect. */
export function createLog(level: string): Logger {
  return pino({
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
