// The script of the playground's page that starts ruru as License Graph's: its elements are changed on their way to the page. What it
// looks for in them is held by test/server/pages, and the version of ruru is fixed.
import type { ExampleGroup } from '../examples.ts';
import { asScript, written } from './script.ts';

/** What the page shows. */
export interface PlaygroundInterface {
  /** Where `ruru.js` is. */
  readonly staticPath: string;
  readonly groups: readonly ExampleGroup[];
  /** Whether there is a console to go back to. */
  readonly hasConsole: boolean;
}

/** Ruru, with a panel of examples, License Graph's name, and without what does nothing here: the plans of a database, its options, its footer. */
export function interfaceScript({ staticPath, groups, hasConsole }: PlaygroundInterface): string {
  return `
import { React, createRoot, Ruru } from ${asScript(`${staticPath}ruru.js`)};
const { createElement: h, cloneElement: changed } = React;
const GROUPS = ${asScript(groups.map(groupOf))};
${STORE}
${EXAMPLES}
${header(hasConsole)}
${CHANGES}
createRoot(document.getElementById('ruru-root')).render(
  h(Playground, { ...RURU_CONFIG, defaultEditorToolsVisibility: 'variables' }),
);
`;
}

function groupOf({ title, examples }: ExampleGroup) {
  return {
    title,
    examples: examples.map(({ title: name, query, variables, headers }) => ({
      name,
      about: aboutOf(query),
      query,
      variables: written(variables),
      headers: written(headers),
    })),
  };
}

/** The first sentence of the comment that a query begins with. */
function aboutOf(query: string): string {
  const comment = query.match(/^#.*$/gm) ?? [];
  const text = comment
    .map((line) => line.slice(1).trim())
    .join(' ')
    .replaceAll(/ \(.*?\)/g, '');
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}

/** GraphiQL's own store is what opens tabs; it is the value of the context that its provider renders. */
const STORE = `
/** What is known once the page is there; of ruru's components those that ours are made of. */
const graphiql = { store: null, plugins: null, made: new Map() };

function openTab({ name, query, variables, headers }) {
  const { actions, tabs, queryEditor, variableEditor, headerEditor } = graphiql.store.getState();
  const there = tabs.findIndex((tab) => tab.query === query && (tab.variables || null) === variables);
  if (there < 0) {
    // What was typed a moment ago is not in its tab yet.
    actions.updateActiveTabValues({
      query: queryEditor.getValue(),
      variables: variableEditor.getValue(),
      headers: headerEditor.getValue(),
    });
    const title = name ?? /\\b(?:query|mutation|subscription)\\s+(\\w+)/.exec(query)?.[1] ?? '<untitled>';
    const tab = { id: String(Math.random()), hash: null, title, query, variables, headers, operationName: null, response: null };
    graphiql.store.setState((state) => ({ tabs: [...state.tabs, tab] }));
  }
  actions.changeTab(there < 0 ? tabs.length : there);
  // GraphiQL does not keep headers when the page is loaded again.
  if (headers && headerEditor.getValue().trim() === '') headerEditor.setValue(headers);
}

addEventListener('hashchange', () => {
  const asked = graphiql.store && takeAsked();
  if (asked) openTab(asked);
});`;

const EXAMPLES = `
function ExamplesIcon(props) {
  return h(
    'svg',
    { ...props, viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', strokeWidth: 1.3, height: '1em' },
    h('path', { d: 'M2.5 3.5h3v3h-3zM2.5 9.5h3v3h-3zM8 4h6M8 6h4M8 10h6M8 12h4' }),
  );
}

function Examples() {
  return h(
    'section',
    { className: 'examples', 'aria-label': 'Examples' },
    h('div', { className: 'graphiql-doc-explorer-title' }, 'Examples'),
    h('p', null, 'Each opens as a tab; Ctrl-Enter runs it.'),
    ...GROUPS.map(({ title, examples }) =>
      h('div', { key: title }, h('h2', null, title), h('ul', null, ...examples.map(Example))),
    ),
  );
}

function Example(example) {
  return h(
    'li',
    { key: example.name },
    h(
      'button',
      { type: 'button', onClick: () => openTab(example) },
      h('strong', null, example.name),
      h('span', null, example.about),
    ),
  );
}`;

function header(hasConsole: boolean): string {
  const console = hasConsole ? `h('a', { href: '/' }, 'Console')` : 'null';
  return `
function Header() {
  return h('div', { className: 'brand' }, h('span', null, 'License Graph'), ${console});
}`;
}

const CHANGES = `
/** The same component all along, because React would begin anew with another one. */
function once(component, make) {
  if (!graphiql.made.has(component)) graphiql.made.set(component, make(component));
  return graphiql.made.get(component);
}

function Playground(props) {
  const provider = Ruru(props);
  graphiql.plugins ??= [
    { title: 'Examples', icon: ExamplesIcon, content: Examples },
    ...provider.props.plugins.filter(({ title }) => title !== 'Explain'),
  ];
  return h(
    once(provider.type, withStore),
    { ...provider.props, plugins: graphiql.plugins },
    withInterface(provider.props.children),
  );
}

/** Notes the store, two components below. */
function withStore(Provider) {
  const within = (Inner) => (props) => {
    const context = Inner(props);
    const store = context.props.value.current;
    if (graphiql.store !== store) store.subscribe(wrapLines);
    graphiql.store = store;
    return context;
  };
  return (props) => {
    const inner = Provider(props);
    return inner && h(once(inner.type, within), inner.props);
  };
}

/** GraphiQL has long lines go on below in answers only; beside the panel an editor is narrow. */
function wrapLines(state, before) {
  for (const name of ['queryEditor', 'variableEditor', 'headerEditor']) {
    if (state[name] && state[name] !== before[name]) state[name].updateOptions({ wordWrap: 'on' });
  }
}

/** The innermost of the elements, which makes the page, makes ours. */
function withInterface(element) {
  const { children } = element.props;
  return children
    ? changed(element, {}, withInterface(children))
    : h(once(element.type, ourInterface), element.props);
}

function ourInterface(RuruInner) {
  return (props) => {
    const [page] = RuruInner(props).props.children;
    const [logo, toolbar] = page.props.children;
    return changed(page, {}, changed(logo, {}, h(Header)), changed(toolbar, {}, ...toolbar.props.children.flatMap(button)));
  };
}

/** Ruru's button that merges fragments listens to what no button says; the menu after it is about databases. */
function button(element) {
  const { label, onSelect } = element.props;
  if (!label) return [];
  return [onSelect ? changed(element, { onSelect: undefined, onClick: onSelect }) : element];
}`;
