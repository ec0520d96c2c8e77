// Expressions of PromQL: whether they are understood, and which series they ask for.
import { parser } from '@prometheus-io/lezer-promql';
import { present } from '../support/assertions.ts';

type Node = ReturnType<typeof parser.parse>['topNode'];

export interface Matcher {
  readonly label: string;
  /** Values of which one is to match. Of a pattern that is more than a choice of words, the pattern. */
  readonly values: readonly string[];
}

export interface Selector {
  /** The name of the series. */
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** Labels by which the expression groups it. */
  readonly groupedBy: readonly string[];
  /** Whether its growth is asked for, which counters have and gauges have not. */
  readonly isGrowth: boolean;
}

export interface Expression {
  /** Places that are not understood. */
  readonly problems: readonly string[];
  readonly selectors: readonly Selector[];
}

export function readExpression(text: string): Expression {
  const nodes = below(parser.parse(text).topNode);
  return {
    problems: nodes.filter(({ type }) => type.isError).map(({ from }) => `at ${from}: ${text}`),
    selectors: nodes.filter(named('VectorSelector')).map((node) => selectorOf(node, text)),
  };
}

function selectorOf(node: Node, text: string): Selector {
  const textOf = ({ from, to }: Node): string => text.slice(from, to);
  const around = above(node);
  const labels = around
    .filter(named('AggregateExpr'))
    .flatMap((one) => one.getChildren('AggregateModifier'))
    .flatMap((modifier) => below(modifier).filter(named('LabelName')));
  const functions = around.filter(named('FunctionCall')).map((call) => textOf(present(call.firstChild)));
  return {
    name: textOf(present(node.getChild('Identifier'), `a name in ${text}`)),
    matchers: below(node)
      .filter(named('UnquotedLabelMatcher'))
      .map((matcher) => ({
        label: textOf(present(matcher.getChild('LabelName'))),
        values: valuesOf(textOf(present(matcher.getChild('StringLiteral'))).slice(1, -1)),
      })),
    groupedBy: labels.map(textOf),
    isGrowth: functions.some((name) => ['rate', 'irate', 'increase'].includes(name)),
  };
}

function valuesOf(pattern: string): readonly string[] {
  return /^[\w|]+$/.test(pattern) ? pattern.split('|') : [pattern];
}

function named(name: string): (node: Node) => boolean {
  return (node) => node.name === name;
}

/** The node and all in it. */
function below(node: Node): Node[] {
  const inside: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) inside.push(...below(child));
  return [node, ...inside];
}

/** What the node is in. */
function above({ parent }: Node): Node[] {
  return parent ? [parent, ...above(parent)] : [];
}
