// What contracts say of licenses, in SQL.
import { sql, type RawBuilder } from 'kysely';
import type { ContractSearch } from '../../../../domain/insight/contract.ts';
import { namePattern } from '../../../../domain/insight/name-pattern.ts';
import { clean } from '../../../database/json.ts';
import type { Scope } from './scope.ts';

/** Whether `l` is meant by the first contract that is about it. */
export function contractCondition(contracts: readonly ContractSearch[], scope: Scope): RawBuilder<boolean> {
  const noOf = new Map(scope.accounts.map(({ key, no }) => [key, no]));
  const arms = contracts.flatMap((contract) => {
    const no = noOf.get(contract.accountKey);
    if (no === undefined) return [];
    return [
      sql`when l.account_no = ${no}::smallint and ${isAbout(contract)} then ${contract.isMeant}::boolean`,
    ];
  });
  return arms.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(case ${sql.join(arms, sql` `)} else false end)`;
}

function isAbout({ license }: ContractSearch): RawBuilder<boolean> {
  if ('id' in license) return sql<boolean>`l.external_id = ${clean(license.id)}`;
  const { text, isPrefix } = namePattern(license.name);
  return isPrefix
    ? sql<boolean>`starts_with(l.name_key, ${clean(text)})`
    : sql<boolean>`l.name_key = ${clean(text)}`;
}
