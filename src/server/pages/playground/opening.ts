// The script of the playground's page that decides what it opens with: examples on a first visit, and what an address brings.
import { createHash } from 'node:crypto';
import type { ExampleQuery } from '../inventory-examples.ts';
import { asScript, written } from './script.ts';

/**
 * GraphiQL keeps its tabs in the browser's storage: the first ones go there on a first visit, and never over one's own work.
 * It opens with the tab that holds the query and the variables stored beside them, or else adds one with them: so a query of the
 * address has its tab beside those that are there, is shown, and is not run.
 */
export function openingScript(examples: readonly ExampleQuery[]): string {
  const tabs = examples.map(({ title, query, variables, headers }) => ({
    id: createHash('sha256').update(title).digest('hex').slice(0, 16),
    hash: null,
    title,
    query,
    variables: written(variables),
    headers: written(headers),
    operationName: null,
    response: null,
  }));
  const [first] = tabs;
  return `
/** The query after # of the address, which goes from there. Null where there is none. */
function takeAsked() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const query = asked.get('query');
  if (!query) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  const variables = asked.get('variables')?.trim();
  return { query, variables: variables && variables !== '{}' ? variables : null, headers: null };
}

{
  const keep = (name, text) => {
    if (text) localStorage.setItem('graphiql:' + name, text);
    else localStorage.removeItem('graphiql:' + name);
  };
  const open = ({ query, variables, headers }) => {
    keep('query', query);
    keep('variables', variables);
    keep('headers', headers);
  };
  if (!localStorage.getItem('graphiql:tabState')) {
    const tabs = ${asScript(tabs)};
    keep('tabState', JSON.stringify({ tabs, activeTabIndex: 0 }));
    if (innerWidth > 900) keep('visiblePlugin', 'Examples');
    keep('docExplorerFlex', '0.3');
    open(${asScript(first ?? { query: '', variables: null, headers: null })});
  }
  const asked = takeAsked();
  if (asked) open(asked);
  // Kept by a menu that this page does not have.
  for (const name of ['explain', 'verbose', 'onError']) localStorage.removeItem('Ruru:' + name);
}`;
}
