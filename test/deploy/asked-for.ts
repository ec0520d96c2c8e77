// What alerts and dashboard may ask for: metrics of a scrape, with their labels and the values that these may have.
import type { ChangeOutcome } from '../../src/domain/change-set.ts';
import type { UpstreamOutcome } from '../../src/domain/telemetry/upstream-events.ts';
import type { Outcome } from '../../src/domain/telemetry/server-meter.ts';
import type { StoreMeter } from '../../src/telemetry/metrics/jobs-and-queries.ts';
import { metricOf, type ScrapedMetric } from '../support/scrape.ts';
import type { Expression, Matcher, Selector } from './promql.ts';

/** By name. */
export type Scraped = ReadonlyMap<string, ScrapedMetric>;

/** Prometheus itself has them. */
const OF_PROMETHEUS = ['up', 'ALERTS'];
/** It gives them to what it scrapes; `namespace` where it runs in Kubernetes. */
const OF_TARGETS = ['job', 'instance', 'namespace'];

/** Values that a label may have, where not all of them can be made to happen in one app. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  'license_graph_operation_duration_seconds outcome': [
    'ok',
    'partial',
    'failed',
    'refused',
    'gone',
  ] satisfies Outcome[],
  'license_graph_upstream_requests_total outcome': [
    'unauthorized',
    'throttled',
    'server_error',
    'timeout',
    'unreachable',
    'bad_answer',
    'aborted',
  ] satisfies UpstreamOutcome[],
  'license_graph_upstream_logins_total outcome': ['unauthorized'] satisfies UpstreamOutcome[],
  'license_graph_changes_total outcome': ['UNKNOWN'] satisfies ChangeOutcome[],
  'license_graph_job_duration_seconds outcome': ['done', 'failed'] satisfies Parameters<
    StoreMeter['worked']
  >[1][],
};

/** What is wrong with an expression. */
export function problemsOf({ problems, selectors }: Expression, metrics: Scraped): readonly string[] {
  const asked = selectors.filter(({ name }) => !OF_PROMETHEUS.includes(name));
  return [...problems, ...asked.flatMap((selector) => problemsOfSelector(selector, metrics))];
}

/** The metric that a series is of. */
export function wholeOf(series: string, metrics: Scraped): string {
  return metricOf(series, (name) => metrics.get(name)?.type === 'histogram');
}

/** Labels that the result of an expression has: those it groups by; of one that groups nothing, those it matches and those of the target. */
export function resultLabels({ selectors }: Expression): ReadonlySet<string> {
  const grouped = selectors.flatMap(({ groupedBy }) => groupedBy);
  if (grouped.length > 0) return new Set(grouped);
  return new Set([...OF_TARGETS, ...selectors.flatMap(({ matchers }) => matchers.map(({ label }) => label))]);
}

export function hasLabel(metric: ScrapedMetric | undefined, label: string): boolean {
  return OF_TARGETS.includes(label) || metric?.labels.has(label) === true;
}

function problemsOfSelector({ name, matchers, groupedBy, isGrowth }: Selector, metrics: Scraped): string[] {
  const whole = wholeOf(name, metrics);
  const metric = metrics.get(whole);
  if (metric === undefined) return [`${name} is not scraped`];
  const labels = [...groupedBy, ...matchers.map(({ label }) => label)];
  const unknown = labels.filter((label) => {
    return !hasLabel(metric, label) && !(label === 'le' && name.endsWith('_bucket'));
  });
  return [
    ...(metrics.get(name)?.type === 'histogram'
      ? [`${name} is a histogram, of which no series has the bare name`]
      : []),
    ...(isGrowth && metric.type === 'gauge' ? [`${name} is a gauge, which has no rate`] : []),
    ...unknown.map((label) => `${name} has no label ${label}`),
    ...matchers.flatMap((matcher) => impossible(whole, metric, matcher).map((found) => `${name}: ${found}`)),
  ];
}

/** Values that the label never has; of variables of the dashboard nobody knows. */
function impossible(name: string, { labels }: ScrapedMetric, { label, values }: Matcher): readonly string[] {
  if (OF_TARGETS.includes(label)) return [];
  const listed = LISTED[`${name} ${label}`] ?? [];
  return values
    .filter((value) => !value.startsWith('$') && !labels.get(label)?.has(value) && !listed.includes(value))
    .map((value) => `no ${label} is ${value}`);
}
