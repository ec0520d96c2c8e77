// A front end of one page, without a framework: licenses with what is missing of them, errors by code, and how far a change set is.
import { LicensesPageDocument, SetProgressDocument, type LicensesPageQuery } from './generated.ts';
import { ask, follow, sentence, type Graph } from './graph.ts';

const graph: Graph = {
  url: find('meta[name=graph]', HTMLMetaElement).content,
  token: () => sessionStorage.getItem('token'),
  said(errors) {
    find('#error', HTMLElement).textContent = errors.map(sentence).join(' ');
    const isSignedOut = errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
    find('#sign-in', HTMLElement).hidden = !isSignedOut;
  },
};
/** An account without rows on this page, for these reasons, lacks nothing. */
const AS_EXPECTED: readonly string[] = ['MORE_TO_COME', 'NOT_REACHED', 'NOT_SUPPORTED'];

const NOTHING = { total: 0, pending: 0, verified: 0, rejected: 0 };
/** Where the next page begins. */
let next: string | null = null;

async function showLicenses(after: string | null): Promise<void> {
  const licenses = (await ask(graph, LicensesPageDocument, { after }))?.licenses;
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
  for await (const { changeSetProgress: set } of follow(graph, SetProgressDocument, { id })) {
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
