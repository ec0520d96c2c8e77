// The query of the bench: the first one of docs/upstream-calls.md, word for word.
import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../docs/upstream-calls.md', import.meta.url);
const TITLE = '### 100 Genesys users with names, e-mail and licenses\n';

/** 100 Genesys users with licenses. */
export interface Question {
  /** The account of the query. */
  readonly accountKey: string;
  /** Upstream calls it takes. */
  readonly calls: number;
  /** The request body, JSON, for another account. */
  bodyFor(accountKey: string): string;
}

/** Throws when the document no longer has the query. */
export function readQuestion(): Question {
  const text = readFileSync(DOCUMENT, 'utf8');
  const section = text.slice(text.indexOf(TITLE));
  const [, calls, query] = /^Calls: (\d+)[^]*?```graphql\n([^]*?)```/m.exec(section) ?? [];
  const [, accountKey] = /account\(key: "([^"]+)"\)/.exec(query ?? '') ?? [];
  if (!text.includes(TITLE) || query === undefined || accountKey === undefined)
    throw new Error(`no query of one account under "${TITLE.trim()}"`);
  return {
    accountKey,
    calls: Number(calls),
    bodyFor: (key) => JSON.stringify({ query: query.replace(`"${accountKey}"`, JSON.stringify(key)) }),
  };
}
