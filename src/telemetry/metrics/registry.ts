// How metrics are declared: the prefix of all names, and labels whose values come from lists that nobody outside can add to.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type { Registry };

interface Declaration<Label extends string> {
  /** Without the prefix. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

interface HistogramDeclaration<Label extends string> extends Declaration<Label> {
  readonly buckets: readonly number[];
}

/** Of a metric that may be read where it is kept. */
interface CollectedDeclaration<Label extends string, Metric> extends Declaration<Label> {
  /** Sets it when it is scraped. */
  readonly collect?: (metric: Metric) => void | Promise<void>;
}

const PREFIX = 'license_graph_';

function common<Label extends string>(registry: Registry, { name, help, labels = [] }: Declaration<Label>) {
  return { name: `${PREFIX}${name}`, help, labelNames: labels, registers: [registry] };
}

export function counter<Label extends string>(
  registry: Registry,
  declared: CollectedDeclaration<Label, Counter<Label>>,
): Counter<Label> {
  return new Counter({ ...common(registry, declared), ...collecting<Counter<Label>>(declared) });
}

export function gauge<Label extends string>(
  registry: Registry,
  declared: CollectedDeclaration<Label, Gauge<Label>>,
): Gauge<Label> {
  return new Gauge({ ...common(registry, declared), ...collecting<Gauge<Label>>(declared) });
}

/** A value, and the labels it has. */
export type Row<Label extends string> = readonly [labels: Readonly<Record<Label, string>>, value: number];

/** A gauge whose values are told anew at each scrape: those that are told no more are gone. */
export function gaugeOf<Label extends string>(
  registry: Registry,
  {
    rows,
    ...declared
  }: Declaration<Label> & { readonly rows: () => Iterable<Row<Label>> | Promise<Iterable<Row<Label>>> },
): void {
  gauge<Label>(registry, {
    ...declared,
    async collect(one) {
      const told = await rows();
      one.reset();
      for (const [labels, value] of told) one.set({ ...labels }, value);
    },
  });
}

/** 1 for the value that holds, and 0 for the others. */
export function oneOf<Value extends string>(
  values: readonly Value[],
  holding: Value | null,
): readonly (readonly [Value, 0 | 1])[] {
  return values.map((value) => [value, value === holding ? 1 : 0]);
}

/** The library hands the metric over as `this`. */
function collecting<Metric>({ collect }: Pick<CollectedDeclaration<string, Metric>, 'collect'>) {
  return (
    collect && {
      collect(this: Metric) {
        return collect(this);
      },
    }
  );
}

export function histogram<Label extends string>(
  registry: Registry,
  declared: HistogramDeclaration<Label>,
): Histogram<Label> {
  return new Histogram({ ...common(registry, declared), buckets: [...declared.buckets] });
}

/** What a value that is in no list is counted as. */
const OTHER = 'other';

/** Values of a label: any that is not listed is `other`, so that what clients and vendors send makes no series. */
export function closedList(values: Iterable<string>): (value: string) => string {
  const listed = new Set(values);
  return (value) => (listed.has(value) ? value : OTHER);
}
