// Which statements a store makes.
import type { KyselyPlugin } from 'kysely';
import type { StoreContext } from '../../src/store/context.ts';

/** Their texts from now on, with `?` for what is passed. */
export function statementsOf(context: Pick<StoreContext, 'db'>): readonly string[] {
  const statements: string[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind === 'RawNode') statements.push(node.sqlFragments.join('?'));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  Object.assign(context, { db: context.db.withPlugin(plugin) });
  return statements;
}
