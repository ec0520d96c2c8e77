// Which texts can be ids at ThingSpace, and which can be places in its lists.
import type { IdKind } from '../provider.ts';

/** External id of the pool of licenses; ThingSpace has no id for it, because an account has one (thingspace contract 1). */
export const POOL = 'fota';

/** Fifteen decimal digits; no check digit is required, documented samples fail it (contract 8.2). */
export function isImei(text: string): boolean {
  return /^\d{15}$/.test(text);
}

/** Whether a text can be an id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return kind === 'DEVICE' ? isImei(text) : kind === 'LICENSE' && text === POOL;
}

/** The cursor of a first page; always sent, since the portal calls it required (contract 5). */
export const START = '0';

/** A record number that v1 may count in where others name an IMEI (contract 9.6). */
export function isOffset(text: string): boolean {
  return /^[1-9]\d{0,10}$/.test(text);
}
