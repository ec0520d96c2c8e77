// Which texts can be ids at Genesys Cloud, and the one spelling of each.
import type { IdKind } from '../provider.ts';

/** Licenses are slugs that nobody keeps a list of (genesys contract 2.2), users are UUIDs. */
const ID_FORMS: Readonly<Partial<Record<IdKind, RegExp>>> = {
  LICENSE: /^(?!\.{1,2}$)[^\p{C}]{1,128}$/u,
  USER: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** Whether a text can be an id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return ID_FORMS[kind]?.test(text) ?? false;
}

/** Users are UUIDs, which mean the same in either case (RFC 9562, 4); this graph writes them in lower case. */
export function canonicalUserId(id: string): string {
  return id.toLowerCase();
}

/** The one spelling of an id. The case of licenses is their own (genesys contract 2.2). */
export function canonicalId(kind: IdKind, id: string): string {
  return kind === 'USER' ? canonicalUserId(id) : id;
}
