// People as Webex sends them (webex contract 6).
import { Moment, Text } from '../../../upstream/fields.ts';
import { canonicalId } from '../ids.ts';
import { Flag, Texts, type Fields } from './fields.ts';
import type { ListBody } from './rows.ts';

/** A person (webex contract 6). */
export interface Person {
  readonly id: string;
  /** null: not told, as in `licenses`, which only an administrator's view makes "none". */
  readonly emails: readonly string[] | null;
  readonly displayName: string | null;
  readonly licenses: readonly string[] | null;
  readonly siteUrls: readonly string[] | null;
  readonly roles: readonly string[] | null;
  readonly department: string | null;
  readonly title: string | null;
  /** RFC 3339 UTC. */
  readonly lastActiveAt: string | null;
  readonly status: string | null;
  readonly invitePending: boolean | null;
  readonly loginEnabled: boolean | null;
  /** Whether a list had another form than it should have, and so is not told. */
  readonly isOdd: boolean;
  /** Whether something failed behind Webex: what is missing may exist. */
  readonly hasFailures: boolean;
}

/** People looked up by their ids. */
export interface PeopleByIdsBody extends ListBody<Person> {
  /** Of the ids asked for those that Webex says it does not know. */
  readonly notFoundIds: readonly string[];
}

export function toPerson(id: string, field: Fields): Person {
  const licenses = field.told('licenses', Texts);
  const siteUrls = field.told('siteUrls', Texts);
  return {
    id,
    emails: field.value('emails', Texts),
    displayName: field.value('displayName', Text),
    licenses: licenses?.map((license) => canonicalId('LICENSE', license)) ?? null,
    siteUrls: siteUrls ?? null,
    roles: field.value('roles', Texts),
    department: field.value('department', Text),
    title: field.value('title', Text),
    lastActiveAt: field.value('lastActivity', Moment),
    status: field.value('status', Text),
    invitePending: field.value('invitePending', Flag),
    loginEnabled: field.value('loginEnabled', Flag),
    isOdd: licenses === undefined || siteUrls === undefined,
    hasFailures: hasFailures(field.raw('errors')),
  };
}

/** Partial failures behind Webex, in whatever form they come (webex contract 6). */
function hasFailures(errors: unknown): boolean {
  if (errors === undefined || errors === null) return false;
  return typeof errors !== 'object' || Object.keys(errors).length > 0;
}
