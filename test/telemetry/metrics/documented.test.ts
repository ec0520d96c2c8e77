// Metrics, their labels and docs/operate.md: what is scraped from an app in which everything has happened is in the table, and the reverse.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { knownCode } from '../../../src/telemetry/metrics/codes.ts';
import { only } from '../../support/assertions.ts';
import { exercisedScrape } from '../../support/exercised.ts';
import { metricOf, readScrape } from '../../support/scrape.ts';

interface Documented {
  readonly type: string;
  readonly labels: readonly string[];
}

function docs(name: string): string {
  return readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
}

/** The rows of the tables of metrics. */
function documented(): Map<string, Documented> {
  const rows = docs('operate.md').matchAll(/^\| `([a-z_\d]+)` +\| (counter|gauge|histogram) +\|([^|]*)\|/gm);
  return new Map(
    [...rows].map(([, name = '', type = '', labels = '']) => [
      name,
      { type, labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).toSorted() },
    ]),
  );
}

/** Metrics of a scrape, with the labels that any series of them has. */
function scraped(text: string): Map<string, Documented> {
  return new Map(
    [...readScrape(text)].map(([name, { type, labels }]) => [
      name,
      { type, labels: [...labels.keys()].toSorted() },
    ]),
  );
}

describe('metrics', () => {
  let text = '';
  beforeAll(async () => {
    text = await exercisedScrape();
  });

  it('are those of docs/operate.md, with their types and labels', () => {
    const found = scraped(text);
    // Which requests keep Node alive changes from moment to moment: mostly none.
    found.set('nodejs_active_requests', { type: 'gauge', labels: ['type'] });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(documented()));
    expect(found.size).toBeGreaterThan(60);
  });

  it('all have a value when everything has happened', () => {
    const series = [...text.matchAll(/^(license_graph_[a-z_]+)/gm)].map(([, name = '']) => name);
    const metrics = scraped(text);
    const valued = new Set(
      series.map((name) => metricOf(name, (one) => metrics.get(one)?.type === 'histogram')),
    );
    const own = [...metrics.keys()].filter((name) => name.startsWith('license_graph_'));
    expect(own.filter((name) => !valued.has(name))).toEqual([]);
  });

  it('have names that promtool takes', () => {
    for (const [name, { type }] of scraped(text)) {
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
      expect(name).not.toMatch(/_(?:count|sum|bucket|info_total|milliseconds|minutes)$/);
    }
  });

  it('tell the versions', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { version: string }; // the form of every package.json
    const info = only(text.match(/^license_graph_build_info.*$/m) ?? []);
    expect(info).toBe(`license_graph_build_info{version="${version}",node="${process.versions.node}"} 1`);
  });
});

/** Where the fault is, and reasons of coverage that are no codes. */
const NO_CODES = ['CALLER', 'PROVIDER', 'PLATFORM', 'FIRST_SWEEP', 'SWEEPS_OFF', 'FAILED', 'INCOMPLETE'];

it('every code of docs/errors.md is counted by its name', () => {
  const named = [...docs('errors.md').matchAll(/`([A-Z_]{5,})`/g)].map(([, code = '']) => code);
  const codes = named.filter((code) => !NO_CODES.includes(code));
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => knownCode(code) === 'other')).toEqual([]);
});
