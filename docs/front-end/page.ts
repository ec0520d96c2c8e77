// A front end of one page, without a framework: licenses with what is missing of them, errors by code, and how far a change set is.
import {
  LicensesPageDocument,
  SetProgressDocument,
  type LicensesPageQuery,
  type TypedDocumentString,
} from './generated.ts';

const GRAPH = find('meta[name=graph]', HTMLMetaElement).content;
/** Yesterday's rows of a vendor that is down, rather than none. */
const FRESHNESS = 'max-age=900, stale-if-error=86400';
/** An account without rows on this page, for these reasons, lacks nothing. */
const AS_EXPECTED: readonly string[] = ['MORE_TO_COME', 'NOT_REACHED', 'NOT_SUPPORTED'];

const NOTHING = { total: 0, pending: 0, verified: 0, rejected: 0 };
/** Where the next page begins. */
let next: string | null = null;

interface GraphError {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly hint?: string | null;
    readonly retryAt?: string | null;
    readonly requestId?: string;
  };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphError[];
}

async function send(document: { toString(): string }, variables: unknown, accept: string): Promise<Response> {
  const token = sessionStorage.getItem('token');
  return fetch(GRAPH, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      'x-freshness': FRESHNESS,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
}

/** Data and errors may come together: what could be read is there. */
async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const response = await send(document, variables, 'application/json');
  return taken((await response.json()) as Answer<Data>);
}

/** What a subscription tells, to its end. It tells how things are, so that a connection that breaks is simply begun again. */
async function* follow<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): AsyncGenerator<Data> {
  for (;;) {
    const response = await send(document, variables, 'text/event-stream, application/json');
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      taken((await response.json()) as Answer<Data>);
      return;
    }
    let text = '';
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + part).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        if (event.startsWith('event: complete')) return;
        const [, json] = /^event: next\ndata: (.*)$/.exec(event) ?? [];
        const data = json === undefined ? null : taken(JSON.parse(json) as Answer<Data>);
        if (data) yield data;
      }
    }
  }
}

/** Shows what went wrong, and gives what came all the same. */
function taken<Data>({ data, errors = [] }: Answer<Data>): Data | null {
  find('#error', HTMLElement).textContent = errors.map(sentence).join(' ');
  find('#sign-in', HTMLElement).hidden = !errors.some(
    ({ extensions }) => extensions.code === 'UNAUTHENTICATED',
  );
  return data ?? null;
}

function sentence({ message, extensions: { code, hint, retryAt, requestId } }: GraphError): string {
  if (code === 'UNAUTHENTICATED') return 'A token is needed.';
  if (code === 'FORBIDDEN') return `You may not do this. ${hint ?? ''}`;
  const when = retryAt ? `Try again after ${new Date(retryAt).toLocaleTimeString()}.` : '';
  return `${message} ${hint ?? ''} ${when} (${code}, request ${requestId ?? 'unknown'})`;
}

async function showLicenses(after: string | null): Promise<void> {
  const licenses = (await ask(LicensesPageDocument, { after }))?.licenses;
  if (!licenses) return;
  if (after === null) find('#rows', HTMLElement).replaceChildren();
  find('#rows', HTMLElement).append(...(licenses.nodes ?? []).map(row));
  const lacking = (licenses.coverage ?? []).filter(
    ({ status, reason }) => status !== 'COMPLETE' && !AS_EXPECTED.includes(reason ?? ''),
  );
  find('#coverage', HTMLElement).replaceChildren(...lacking.map(line));
  // Later pages do not count again.
  const isInPart = lacking.some(({ status }) => status !== 'STALE');
  if (after === null)
    find('#count', HTMLElement).textContent =
      `${licenses.totalCount ?? 'Unknown how many'} licenses${isInPart ? ', in part' : ''}`;
  const more = find('#more', HTMLButtonElement);
  more.hidden = !licenses.pageInfo.hasNextPage;
  next = licenses.pageInfo.endCursor;
}

type Licenses = NonNullable<LicensesPageQuery['licenses']>;

function row({ name, account, seats, source }: NonNullable<Licenses['nodes']>[number]): HTMLTableRowElement {
  const made = document.createElement('tr');
  // What a vendor does not tell is null, and never 0.
  const used = seats === null ? 'not told' : `${seats.assigned ?? '?'} of ${seats.total ?? 'any number'}`;
  for (const text of [
    name,
    account.key,
    source.mode === 'LIVE' ? used : `${used}, ${source.ageSeconds} s old`,
  ]) {
    made.insertCell().textContent = text;
  }
  return made;
}

function line({
  account,
  status,
  problem,
  observedAt,
}: NonNullable<Licenses['coverage']>[number]): HTMLLIElement {
  const seen = observedAt ? `as of ${new Date(observedAt).toLocaleString()}` : 'missing';
  return Object.assign(document.createElement('li'), {
    textContent: `${account.key}: ${seen} (${problem?.code ?? status}). ${problem?.hint ?? ''}`,
  });
}

async function followSet(): Promise<void> {
  const { value: id } = find('[name=id]', HTMLInputElement);
  for await (const { changeSetProgress: set } of follow(SetProgressDocument, { id })) {
    const { total, pending, verified, rejected } = set?.progress ?? NOTHING;
    find('#progress', HTMLElement).textContent = set
      ? `${set.status}: ${total - pending} of ${total} over, ${verified} seen to be done, ${rejected} refused`
      : 'There is no such set, or not for you.';
  }
}

/** The element of the page, which has it. */
function find<E extends Element>(selector: string, kind: new () => E): E {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${selector}.`);
}

find('#set', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void followSet();
});
find('#sign-in', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('token', find('[name=token]', HTMLInputElement).value.trim());
  void showLicenses(null);
});
find('#more', HTMLButtonElement).addEventListener('click', () => void showLicenses(next));
void showLicenses(null);
