// What stands out about holders.
import { h, type JSX } from 'preact';
import { FindingsOfHoldersDocument, type FindingsOfHoldersQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Failures } from '../../kit/notice.ts';
import { FindingLines } from './finding-lines.ts';

type Finding = NonNullable<NonNullable<FindingsOfHoldersQuery['findings']>['nodes']>[number];

export function HolderFindings({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const { data, failures, again } = useQuestion(FindingsOfHoldersDocument, { ids: [...ids] });
  if (failures.length > 0) return h('div', {}, h(Failures, { failures, what: 'The findings', again }));
  return h('div', {}, [
    h(FindingLines<Finding>, {
      findings: data?.findings?.nodes ?? null,
      totalCount: data?.findings?.totalCount ?? null,
      aboutOf: ({ subject: { license, account } }) => license?.name ?? account.name,
    }),
  ]);
}
