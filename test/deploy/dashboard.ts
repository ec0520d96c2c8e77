// deploy/dashboard.json as Grafana imports it, as far as the tests look at it.
import { z } from 'zod';

const Datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const GridPos = z.strictObject({
  x: z.int().min(0),
  y: z.int().min(0),
  w: z.int().min(1),
  h: z.int().min(1),
});

const Row = z.looseObject({
  id: z.int(),
  type: z.literal('row'),
  title: z.string().min(1),
  gridPos: GridPos,
});

const Panel = z.looseObject({
  id: z.int(),
  type: z.enum(['timeseries', 'table']),
  title: z.string().min(1),
  description: z.string().endsWith('.'),
  datasource: Datasource,
  gridPos: GridPos,
  fieldConfig: z.looseObject({ defaults: z.looseObject({ unit: z.string().min(1) }) }),
  targets: z
    .array(
      z.looseObject({
        refId: z.string(),
        datasource: Datasource,
        expr: z.string(),
        legendFormat: z.string(),
      }),
    )
    .min(1),
});
export type Panel = z.output<typeof Panel>;

const Variable = z.looseObject({
  name: z.string(),
  type: z.enum(['datasource', 'query']),
  query: z.union([z.string(), z.looseObject({ query: z.string() })]),
});

export const Dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  // Of Grafana 11.
  schemaVersion: z.literal(39),
  templating: z.strictObject({ list: z.array(Variable) }),
  annotations: z.strictObject({ list: z.array(z.looseObject({ datasource: Datasource, expr: z.string() })) }),
  panels: z.array(z.union([Row, Panel])),
});
export type Dashboard = z.output<typeof Dashboard>;

/** The panels that show something. */
export function panelsOf({ panels }: Dashboard): readonly Panel[] {
  return panels.filter((one): one is Panel => one.type !== 'row');
}

/** What an expression is when Grafana has put its variables in. */
export function withoutVariables(expr: string): string {
  return expr.replaceAll('$__rate_interval', '1m');
}

type Placed = Dashboard['panels'][number];

/** Pairs of panels of which one covers the other in part, and panels that stand out of the 24 columns. */
export function misplaced({ panels }: Pick<Dashboard, 'panels'>): readonly string[] {
  const wide = panels.filter(({ gridPos: { x, w } }) => x + w > 24).map(({ title }) => title);
  const pairs = panels.flatMap((one, index) => panels.slice(index + 1).map((other) => [one, other] as const));
  return [
    ...wide,
    ...pairs
      .filter(([one, other]) => overlap(one, other))
      .map((pair) => pair.map(({ title }) => title).join(' / ')),
  ];
}

function overlap({ gridPos: one }: Placed, { gridPos: other }: Placed): boolean {
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  );
}
