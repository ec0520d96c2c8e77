// deploy/alerts.yaml and deploy/dashboard.json ask for what is scraped, and docs/operate.md says what to do about each alert.
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseQuery, validate } from 'graphql';
import { parse } from 'yaml';
import { z } from 'zod';
import { buildSchema } from '../../src/graph/schema.ts';
import { ROOT, readProjectFile } from '../rules/project.ts';
import { present } from '../support/assertions.ts';
import { exercisedScrape } from '../support/exercised.ts';
import { readScrape } from '../support/scrape.ts';
import { hasLabel, problemsOf, resultLabels, wholeOf, type Scraped } from './asked-for.ts';
import { Dashboard, misplaced, panelsOf, withoutVariables } from './dashboard.ts';
import { readExpression } from './promql.ts';

const Alert = z.strictObject({
  alert: z.string().regex(/^LicenseGraph[A-Z]\w+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({
    summary: z.string(),
    description: z.string().endsWith('.'),
    runbook: z.string(),
  }),
});
const Rules = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(Alert) })),
});
const UnitTests = z.looseObject({
  tests: z.array(
    z.looseObject({
      alert_rule_test: z.array(
        z.looseObject({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }),
      ),
    }),
  ),
});

const read = (path: string): string => readProjectFile(path).text;
const alerts = Rules.parse(parse(read('deploy/alerts.yaml'))).groups.flatMap(({ rules }) => rules);
const dashboard = Dashboard.parse(JSON.parse(read('deploy/dashboard.json')));
const panels = panelsOf(dashboard);

/** All expressions, with where they are and the labels that the words beside them name. */
const EXPRESSIONS = [
  ...alerts.map(({ alert, expr, annotations }) => ({
    place: alert,
    expression: readExpression(expr),
    told: named(JSON.stringify(annotations), /\$labels\.(\w+)/g),
  })),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat, refId }) => ({
      place: `${title} ${refId}`,
      expression: readExpression(withoutVariables(expr)),
      told: named(legendFormat, /\{\{(\w+)\}\}/g),
    })),
  ),
];

function named(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

const WRONG: readonly (readonly [expr: string, problem: string])[] = [
  ['rate(license_graph_errors_total[5m]', 'at 35: rate(license_graph_errors_total[5m]'],
  ['rate(license_graph_error_total[5m])', 'license_graph_error_total is not scraped'],
  ['rate(license_graph_draining[5m])', 'license_graph_draining is a gauge, which has no rate'],
  [
    'license_graph_operation_duration_seconds > 1',
    'license_graph_operation_duration_seconds is a histogram, of which no series has the bare name',
  ],
  ['sum by (cod) (rate(license_graph_errors_total[5m]))', 'license_graph_errors_total has no label cod'],
  [
    'license_graph_upstream_circuit_state{state="open"}',
    'license_graph_upstream_circuit_state: no state is open',
  ],
  [
    'rate(license_graph_upstream_requests_total{outcome=~"timeout|unreachible"}[5m])',
    'license_graph_upstream_requests_total: no outcome is unreachible',
  ],
];

describe('what is asked for', () => {
  let metrics: Scraped = new Map();
  beforeAll(async () => {
    metrics = readScrape(await exercisedScrape());
  });

  it.each(EXPRESSIONS.map(({ place, expression }) => [place, expression] as const))(
    'is understood and scraped: %s',
    (_place, expression) => {
      expect(problemsOf(expression, metrics)).toEqual([]);
      expect(expression.selectors).not.toEqual([]);
    },
  );

  it.each(WRONG)('is not taken when it is wrong: %s', (expr, problem) => {
    expect(problemsOf(readExpression(expr), metrics)).toEqual([problem]);
  });

  it('has the labels that are told of it', () => {
    const untold = EXPRESSIONS.flatMap(({ place, expression, told }) => {
      const labels = resultLabels(expression);
      return told.filter((label) => !labels.has(label)).map((label) => `${place}: ${label}`);
    });
    expect(untold).toEqual([]);
  });

  it('is asked for as variables of the dashboard', () => {
    const queries = dashboard.templating.list.flatMap(({ query }) =>
      typeof query === 'string' ? [] : [query.query],
    );
    const asked = queries.map((query) => present(/^label_values\((\w+), (\w+)\)$/.exec(query)).slice(1));
    const unknown = asked.filter(([name = '', label = '']) => !hasLabel(metrics.get(name), label));
    expect([asked.length, unknown]).toEqual([2, []]);
  });

  it('is every metric of License Graph, by an alert or in the dashboard', () => {
    const asked = new Set(
      EXPRESSIONS.flatMap(({ expression }) => expression.selectors.map(({ name }) => wholeOf(name, metrics))),
    );
    const own = [...metrics.keys()].filter((name) => name.startsWith('license_graph_'));
    expect(own.filter((name) => !asked.has(name))).toEqual([]);
  });
});

describe('alerts', () => {
  const names = alerts.map(({ alert }) => alert);
  const [, runbook = ''] = /\n## When an alert fires\n(.*?)\n## /s.exec(read('docs/operate.md')) ?? [];

  it('lead to a section of docs/operate.md each, and there is no other', () => {
    expect(named(runbook, /^### (\w+)$/gm)).toEqual(names);
    const runbooks = alerts.map(({ annotations }) => annotations.runbook);
    expect(runbooks).toEqual(names.map((name) => `docs/operate.md#${name.toLowerCase()}`));
  });

  it('are looked into by queries that the graph takes', () => {
    const schema = buildSchema();
    const queries = named(runbook, /`(\w+(?:\([^`]*\))? \{[^`]*\})`/g);
    const refused = queries.flatMap((query) => validate(schema, parseQuery(`{ ${query} }`)));
    expect([queries.length, refused.map(String)]).toEqual([8, []]);
  });

  it('keep installations apart, and say which account is meant', () => {
    const grouped = alerts.flatMap(({ alert, expr }) =>
      readExpression(expr)
        .selectors.filter(({ name }) => name !== 'up')
        .map(({ groupedBy }) => ({ alert, groupedBy })),
    );
    expect(
      grouped.filter(({ groupedBy }) => !['job', 'namespace'].every((one) => groupedBy.includes(one))),
    ).toEqual([]);
    const silent = alerts.filter(({ expr, annotations }) => {
      return (
        expr.includes('namespace, account)') && !annotations.description.includes('{{ $labels.account }}')
      );
    });
    expect(silent).toEqual([]);
  });

  it('have what makes them fire and what does not, for promtool', () => {
    const { tests } = UnitTests.parse(parse(read('test/deploy/alerts.promtool.yaml')));
    const expected = tests.flatMap(({ alert_rule_test: cases }) => cases);
    const tried = (fires: boolean): string[] => [
      ...new Set(expected.filter((one) => one.exp_alerts.length > 0 === fires).map((one) => one.alertname)),
    ];
    expect([tried(true).toSorted(), tried(false).toSorted()]).toEqual([names.toSorted(), names.toSorted()]);
  });
});

/** Of Debian's package `prometheus`, and of the downloads of Prometheus. */
const promtool = (args: readonly string[]) => spawnSync('promtool', args, { cwd: ROOT, encoding: 'utf8' });
const hasPromtool = promtool(['--version']).status === 0;

describe('promtool', () => {
  const note = hasPromtool ? '' : ': NOT RUN, as promtool is not on the PATH';

  it.each([
    ['check rules', 'deploy/alerts.yaml'],
    ['test rules', 'test/deploy/alerts.promtool.yaml'],
  ])(`%s %s${note}`, (command, file) => {
    if (!hasPromtool) return;
    const { status, stdout, stderr } = promtool([...command.split(' '), file]);
    expect([status, `${stdout}${stderr}`]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});

describe('the dashboard', () => {
  it('has its rows, and each panel its own place and number', () => {
    expect(dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
      'Operations',
      'Vendors',
      'Changes',
      'Inventory',
      'Store and jobs',
      'Live',
      'Process',
    ]);
    expect(misplaced(dashboard)).toEqual([]);
    const ids = dashboard.panels.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const titles = panels.map(({ title, gridPos }) => `${title} ${gridPos.y}`);
    expect(titles).toEqual([...new Set(titles)]);
  });

  it('finds panels that stand in one place, or beyond the edge', () => {
    const [one, two, three] = panels;
    const moved = [
      present(one),
      { ...present(two), gridPos: { ...present(one).gridPos, x: 4 } },
      { ...present(three), gridPos: { x: 20, y: 900, w: 8, h: 8 } },
    ];
    expect(misplaced({ panels: moved })).toEqual([three?.title, `${one?.title} / ${two?.title}`]);
  });

  it('has the variables that it uses, and no others', () => {
    const used = new Set(named(JSON.stringify(dashboard), /\$\{?(?!__)(\w+)/g));
    expect([...used].toSorted()).toEqual(dashboard.templating.list.map(({ name }) => name).toSorted());
  });

  it('names alerts that exist', () => {
    const text = JSON.stringify(dashboard);
    const known = alerts.map(({ alert }) => alert);
    const mentioned = named(text, /(LicenseGraph[A-Z]\w+)/g);
    expect(mentioned.length).toBeGreaterThan(5);
    expect(mentioned.filter((name) => !known.includes(name))).toEqual([]);
  });
});
