// The query behind a figure: what was sent, to be copied, or opened in the playground. Its text is that of the typed document, so it cannot differ.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ENDPOINT, FRESHNESS } from '../../graph/ask.ts';
import { hasToken } from '../../graph/token.ts';
import { a, button, div, h3, pre } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import { Overlay } from '../../kit/overlay.ts';

export interface Asked {
  readonly text: string;
  readonly variables: unknown;
}

export interface QueryButtonProps {
  /** Whose query it is, for instance "Seats by vendor". */
  readonly of: string;
  readonly asked: Asked;
}

export function QueryButton({ of, asked }: QueryButtonProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return div(
    { class: 'query-button' },
    button(
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': `Query of ${of}`,
        title: 'Show the query',
        onClick: () => setOpen(true),
      },
      icon('query'),
    ),
    isOpen ? h(QueryView, { of, asked, onClose: () => setOpen(false) }) : null,
  );
}

function QueryView({ of, asked, onClose }: QueryButtonProps & { onClose(): void }): JSX.Element {
  // Fragments are indented as those that join them are.
  const query = `${asked.text.trim().replaceAll(/^ +(?=fragment )/gm, '')}\n`;
  const variables = JSON.stringify(asked.variables, null, 2);
  const actions = div(
    { class: 'actions' },
    hasPlayground()
      ? a(
          {
            class: 'button main',
            href: playgroundAddress(query, variables),
            target: '_blank',
            rel: 'noopener',
          },
          'Open in the playground',
        )
      : null,
    h(CopyButton, { title: 'Copy query', text: query }),
    h(CopyButton, { title: 'Copy as curl', text: curlOf(query, asked.variables) }),
  );
  return h(
    Overlay,
    { kind: 'drawer', title: `Query of ${of}`, subtitle: 'What was sent, as it was sent.', onClose },
    actions,
    pre({ class: 'query-text', tabIndex: 0, role: 'region', 'aria-label': 'Query' }, query),
    variables === '{}' ? null : [h3({}, 'Variables'), pre({ class: 'query-text' }, variables)],
  );
}

function CopyButton({ title, text }: { readonly title: string; readonly text: string }): JSX.Element {
  const [said, say] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser does not let it be copied'),
    );
  };
  return button({ type: 'button', class: 'button', onClick: copy }, said ?? title);
}

/** The server says in the page whether it serves one. */
export function hasPlayground(): boolean {
  return document.querySelector('meta[name="license-graph:playground"]')?.getAttribute('content') === 'yes';
}

/** After `#`: it reaches no server and no log. */
function playgroundAddress(query: string, variables: string): string {
  return `/playground#${new URLSearchParams({ query, variables })}`;
}

/** Without the token: a command is kept in the history of a shell. */
function curlOf(query: string, variables: unknown): string {
  const body = JSON.stringify({ query, variables }).replaceAll("'", String.raw`'\''`);
  return [
    `curl -s ${location.origin}${ENDPOINT} -H 'content-type: application/json'`,
    `  -H 'x-freshness: ${FRESHNESS}'`,
    ...(hasToken.value ? ['  -H "authorization: Bearer $TOKEN"'] : []),
    `  -d '${body}'`,
  ].join(' \\\n');
}
