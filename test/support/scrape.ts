// A scrape of metrics as Prometheus reads it: types, labels and their values.
import { present } from './assertions.ts';

export interface ScrapedMetric {
  readonly type: string;
  /** The values of each label, over all series. Of a histogram without `le`. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Without the parts that a histogram has. */
export function metricOf(series: string, isHistogram: (name: string) => boolean): string {
  const whole = series.replace(/_(bucket|sum|count)$/, '');
  return isHistogram(whole) ? whole : series;
}

/** The metrics of a text, by name, those without a series included. */
export function readScrape(text: string): ReadonlyMap<string, ScrapedMetric> {
  const metrics = new Map(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [
      name,
      { type, labels: new Map<string, Set<string>>() },
    ]),
  );
  const isHistogram = (name: string): boolean => metrics.get(name)?.type === 'histogram';
  for (const [, series = '', inBraces = ''] of text.matchAll(/^([a-z_\d]+)(?:\{(.*)\})? \S+$/gm)) {
    const { labels } = present(metrics.get(metricOf(series, isHistogram)), series);
    for (const [, label = '', value = ''] of inBraces.matchAll(/(\w+)="([^"]*)"/g)) {
      if (label === 'le') continue;
      labels.set(label, (labels.get(label) ?? new Set()).add(value));
    }
  }
  return metrics;
}
