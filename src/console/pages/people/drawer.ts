// One human: logins in all accounts, everything they hold, what stands out, what happened to them.
import { Fragment, h, type JSX } from 'preact';
import { HumanDocument, type HumanQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { div, li, span, ul } from '../../kit/elements.ts';
import { Overlay } from '../../kit/overlay.ts';
import { AssignButton } from '../../parts/selecting/assign-button.ts';
import { chosenAssignee, nameOfAssignee } from '../../parts/selecting/chosen.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { DrawerPart } from '../../parts/holders/drawer-part.ts';
import { DrawerState } from '../../parts/holders/drawer-state.ts';
import { EventLines } from '../../parts/holders/event-lines.ts';
import { HolderFindings } from '../../parts/holders/holder-findings.ts';
import { LastActive, StateOfUser } from '../../parts/holders/holders.ts';
import { HoldingsTable } from '../../parts/holders/holdings-table.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { providerName } from '../../parts/words/words.ts';

export interface PersonDrawerProps {
  /** Of one of their logins. */
  readonly id: string;
  onClose(): void;
}

export function PersonDrawer({ id, onClose }: PersonDrawerProps): JSX.Element {
  const question = useQuestion(HumanDocument, { id });
  const { data, again } = question;
  const user = data?.node?.__typename === 'User' ? data.node : null;
  const logins = user === null ? [] : loginsOf(user);
  return h(
    Overlay,
    {
      kind: 'drawer',
      title: user === null ? 'Person' : nameOfAssignee(user),
      subtitle: user?.email ?? '',
      actions: [
        h(QueryButton, { of: 'this person', asked: question }),
        user === null
          ? null
          : h(AssignButton, { licenses: [], assignees: logins.map((one) => chosenAssignee(one)) }),
      ],
      onClose,
    },
    h(DrawerState, { question, isFound: user !== null, what: 'The person' }),
    user === null ? null : h(CoverageNotice, { coverage: user.person?.coverage ?? undefined, again }),
    user === null ? null : h(Parts, { user, logins }),
  );
}

type User = Extract<NonNullable<HumanQuery['node']>, { readonly __typename: 'User' }>;
type Login = NonNullable<NonNullable<User['person']>['users']>[number];

/** Whoever has no address has no other logins that anybody could know of. */
function loginsOf(user: User): readonly Login[] {
  return user.person?.users ?? [user];
}

function Parts({ user, logins }: { readonly user: User; readonly logins: readonly Login[] }): JSX.Element {
  const ids = logins.map(({ id }) => id);
  const ofPerson = user.person?.assignments;
  const holdings =
    ofPerson?.nodes ?? (user.assignments?.nodes ?? []).map((one) => ({ ...one, assignee: user }));
  return h(
    Fragment,
    {},
    h(
      DrawerPart,
      { title: logins.length === 1 ? 'Login' : `Logins in ${logins.length} accounts` },
      ul({ class: 'lines framed' }, ...logins.map(loginLine)),
    ),
    h(HoldingsTable, { holdings, totalCount: (ofPerson ?? user.assignments)?.totalCount ?? null }),
    h(HolderFindings, { holders: logins }),
    h(EventLines, { licenseIds: null, assigneeIds: ids, of: { assignee: user.id } }),
  );
}

function loginLine(login: Login): JSX.Element {
  const { id, account, email, externalId, department, title, kind, lastActiveAt, activity } = login;
  const facts = [email ?? externalId, department, title, kind === 'EXTERNAL' ? 'from outside' : null];
  return li(
    { key: id },
    div(
      { class: 'line-text' },
      `${account.name} · ${providerName(account.provider)}`,
      span({ class: 'second' }, facts.filter(Boolean).join(' · ')),
    ),
    div(
      { class: 'line-end' },
      h(StateOfUser, login),
      span({ class: 'second' }, 'active ', h(LastActive, { at: lastActiveAt, activity })),
    ),
  );
}
