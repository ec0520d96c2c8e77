// What has to be known of a license before it is given: who can hold it, and whether they need a number. Looked up where whoever chose it did not say.
import { useEffect } from 'preact/hooks';
import { LicensesToChangeDocument, type LicenseToChangeFragment } from '../../../generated/documents.ts';
import { useQuestion } from '../../../graph/live.ts';
import type { ChosenLicense, Draft } from './draft.ts';

/** One question takes as many. */
const MOST = 100;

/** Ids of the licenses of which too little is known. */
export function unknownLicenses({ licenses }: Draft): string[] {
  return licenses.flatMap(({ id, assigneeKinds }) => (assigneeKinds === undefined ? id : [])).slice(0, MOST);
}

export interface KnownLicensesProps {
  readonly ids: readonly string[];
  onKnown(licenses: readonly ChosenLicense[]): void;
}

/** Shows nothing: it stands there until they are known. */
export function KnownLicenses({ ids, onKnown }: KnownLicensesProps): null {
  const { data } = useQuestion(LicensesToChangeDocument, { ids: [...ids] });
  useEffect(() => {
    if (data)
      onKnown((data.nodes ?? []).flatMap((node) => (node?.__typename === 'License' ? chosenOf(node) : [])));
  }, [data]);
  return null;
}

/** Puts what was looked up into a draft. What could not be looked up counts as known, so that nobody asks for ever. */
export function withKnown(draft: Draft, known: readonly ChosenLicense[]): Draft {
  const byId = new Map(known.map((one) => [one.id, one]));
  const licenses = draft.licenses.map((one) => ({
    ...one,
    assigneeKinds: one.assigneeKinds ?? byId.get(one.id)?.assigneeKinds ?? null,
    needsNumber: one.needsNumber ?? byId.get(one.id)?.needsNumber ?? false,
  }));
  return { ...draft, licenses };
}

/** A license as the graph tells it, chosen. */
export function chosenOf({
  id,
  name,
  account,
  assigneeKinds,
  details,
}: LicenseToChangeFragment): ChosenLicense {
  return {
    id,
    name: name ?? 'Without a name',
    accountKey: account.key,
    accountName: account.name,
    assigneeKinds,
    needsNumber: details !== null && 'needsNumber' in details && details.needsNumber,
  };
}
