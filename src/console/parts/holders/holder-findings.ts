// What stands out about holders.
import { h, type JSX } from 'preact';
import { FindingsOfHoldersDocument, type FindingsOfHoldersQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Failures } from '../../kit/notice.ts';
import { nothingStandsOut } from '../answers/missing.ts';
import { FindingLines } from './finding-lines.ts';

type Finding = NonNullable<NonNullable<FindingsOfHoldersQuery['findings']>['nodes']>[number];

export interface HolderFindingsProps {
  readonly holders: readonly { readonly id: string; readonly account: { readonly key: string } }[];
}

export function HolderFindings({ holders }: HolderFindingsProps): JSX.Element {
  const ids = holders.map(({ id }) => id);
  const { data, failures, again } = useQuestion(FindingsOfHoldersDocument, { ids });
  if (failures.length > 0) return h('div', {}, h(Failures, { failures, what: 'The findings', again }));
  return h('div', {}, [
    h(FindingLines<Finding>, {
      findings: data?.findings?.nodes ?? null,
      totalCount: data?.findings?.totalCount ?? null,
      nothing: nothingStandsOut(
        data?.findings?.coverage,
        holders.map(({ account }) => account.key),
      ),
      aboutOf: ({ subject: { license, account } }) => license?.name ?? account.name,
    }),
  ]);
}
