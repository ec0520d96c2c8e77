// The envelope around every answer, and the `response` of lists (yext contract 3 to 5).
import { randomUUID } from 'node:crypto';
import type { Reply } from '../../core/http.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { flag, text } from '../switches.ts';

/** One row as it is sent. */
export type WireRow = Readonly<Record<string, unknown>>;

/** The envelope of a success. */
export function succeeded(live: LiveSwitches, response: unknown): Reply {
  const warning = { code: 9100, type: 'WARNING', message: 'This request was accepted with a remark' };
  const errors = flag(live, 'successWarning') ? [warning] : [];
  const silent = errors.length === 0 && text(live, 'successErrors') === 'omit';
  return { status: 200, body: { meta: { uuid: randomUUID(), ...(!silent && { errors }) }, response } };
}

/** The envelope of a failure. */
export function failedWith(code: number, status: number, message: string): Reply {
  const errors = [{ code, type: 'FATAL_ERROR', message }];
  return { status, body: { meta: { uuid: randomUUID(), errors }, response: {} } };
}

/** The `response` of a list, with its rows under `name` where the switch lets them be sent. */
export function wireList(
  live: LiveSwitches,
  name: string,
  rows: readonly unknown[],
  rest: WireRow,
): WireRow | undefined {
  switch (text(live, 'collections')) {
    case 'no-response':
      return undefined;
    case 'never':
      return rest;
    case 'unless-empty':
      return rows.length === 0 ? rest : { [name]: rows, ...rest };
    default:
      return { [name]: rows, ...rest };
  }
}
