// A front end of one page, without a framework: licenses with what is missing of them, errors by code, and how far a change set is.
import {
  LicensesPageDocument,
  SetProgressDocument,
  type LicensesPageQuery,
  type TypedDocumentString,
} from './generated.ts';

const find = <E extends Element>(selector: string): E => document.querySelector<E>(selector)!;
const GRAPH = find<HTMLMetaElement>('meta[name=graph]').content;
/** Yesterday's rows of a vendor that is down, rather than none. */
const FRESHNESS = 'max-age=900, stale-if-error=86400';
/** An account without rows on this page, for these reasons, lacks nothing. */
const AS_EXPECTED: readonly string[] = ['MORE_TO_COME', 'NOT_REACHED', 'NOT_SUPPORTED'];

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
    if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
      return void taken(await response.json());
    let text = '';
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + part).split('\n\n');
      text = events.pop()!;
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
  find('#error').textContent = errors.map(sentence).join(' ');
  find<HTMLElement>('#sign-in').hidden = !errors.some(
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
  if (after === null) find('#rows').replaceChildren();
  find('#rows').append(...(licenses.nodes ?? []).map(row));
  const lacking = (licenses.coverage ?? []).filter(
    ({ status, reason }) => status !== 'COMPLETE' && !AS_EXPECTED.includes(reason ?? ''),
  );
  find('#coverage').replaceChildren(...lacking.map(line));
  // Later pages do not count again.
  const isInPart = lacking.some(({ status }) => status !== 'STALE');
  if (after === null)
    find('#count').textContent =
      `${licenses.totalCount ?? 'Unknown how many'} licenses${isInPart ? ', in part' : ''}`;
  const more = find<HTMLButtonElement>('#more');
  more.hidden = !licenses.pageInfo.hasNextPage;
  more.onclick = () => showLicenses(licenses.pageInfo.endCursor);
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

find<HTMLFormElement>('#set').onsubmit = async (event) => {
  event.preventDefault();
  const id = find<HTMLInputElement>('[name=id]').value;
  for await (const { changeSetProgress: set } of follow(SetProgressDocument, { id })) {
    const { total, pending, verified, rejected } = set?.progress ?? {
      total: 0,
      pending: 0,
      verified: 0,
      rejected: 0,
    };
    find('#progress').textContent = set
      ? `${set.status}: ${total - pending} of ${total} over, ${verified} seen to be done, ${rejected} refused`
      : 'There is no such set, or not for you.';
  }
};
find<HTMLFormElement>('#sign-in').onsubmit = (event) => {
  event.preventDefault();
  sessionStorage.setItem('token', find<HTMLInputElement>('[name=token]').value.trim());
  void showLicenses(null);
};
void showLicenses(null);
