// Which spans there are, what is below what, what links to what, and what they tell.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { seededAccounts } from '../../../emulators/fleet.ts';
import { only, present } from '../../support/assertions.ts';
import { childrenOf, spanNamed, treeOf } from './collector.ts';
import { ADDRESS, COLLECTOR_KEY, REASON, TOKEN, useExercisedApp } from './exercised.ts';
import type { ExportedSpan } from './protobuf.ts';

const ran = useExercisedApp();

function named(name: string): readonly ExportedSpan[] {
  return ran.collector.spans.filter((span) => span.name === name);
}

function one(name: string): ExportedSpan {
  return spanNamed(ran.collector.spans, name);
}

function tree(root: ExportedSpan): string[] {
  return treeOf(ran.collector.spans, root);
}

/** The mutations of the run: the first was begun where it was asked for, the second left to jobs. */
function mutations(): readonly ExportedSpan[] {
  return named('mutation Assign').toSorted((first, second) => Number(first.start - second.start));
}

describe('operations', () => {
  it('have their batches and calls below them', () => {
    expect(tree(one('query Four'))).toEqual([
      'SERVER query Four',
      '  CLIENT GET listDevices',
      '  CLIENT GET listEntities',
      '  CLIENT GET listLicensePacks',
      '  CLIENT GET listLicenses',
      '  CLIENT GET readDefinitions',
      '  CLIENT GET readSummary',
      '  INTERNAL batch assignments_of_entity',
      '    CLIENT GET listAssignments',
      '  INTERNAL batch assignments_of_user',
      '    CLIENT GET readLicensesOfUser',
      '  INTERNAL batch user_by_email',
      '    CLIENT GET findPeopleByEmail',
      '    CLIENT POST searchUsersByEmail',
    ]);
    const entities = childrenOf(ran.collector.spans, one('query Four')).filter(
      ({ name }) => name === 'batch assignments_of_entity',
    );
    expect(only(entities).attributes).toEqual({
      'license_graph.account': 'listings',
      'license_graph.batch.keys': 2,
    });
  });

  it('tell what was asked, and what it came to', () => {
    expect(one('query Four')).toMatchObject({
      parentId: '',
      isError: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Four',
        'license_graph.outcome': 'ok',
      },
      resource: { 'service.name': 'license-graph' },
    });
    expect(one('query Failing')).toMatchObject({
      isError: true,
      attributes: { 'license_graph.outcome': 'failed', 'error.type': 'UPSTREAM_UNAVAILABLE' },
    });
  });

  it('that are refused have no name, and are no errors of the server', () => {
    const told = named('POST /graphql').map(({ attributes, isError }) => [
      attributes['license_graph.code'],
      attributes['http.response.status_code'],
      isError,
    ]);
    expect(told).toContainEqual(['GRAPHQL_VALIDATION_FAILED', 400, false]);
    expect(told).toContainEqual(['UNAUTHENTICATED', 401, false]);
  });

  it('begin before what is below them, and take time', () => {
    for (const span of ran.collector.spans) {
      expect(span.end).toBeGreaterThan(span.start);
      const parent = ran.collector.spans.find(
        ({ traceId, spanId }) => traceId === span.traceId && spanId === span.parentId,
      );
      if (parent) expect(span.start).toBeGreaterThanOrEqual(parent.start);
    }
  });

  it.each([
    ['GET /graphql', 101],
    ['POST /graphql', 200],
  ])('subscribe with %s, and have a span for each event', (name, status) => {
    const opening = only(
      named(name).filter(({ attributes }) => attributes['http.response.status_code'] === status),
    );
    const events = childrenOf(ran.collector.spans, opening);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      expect(event).toMatchObject({ name: 'subscription Follow', kind: 'SERVER' });
      expect(event.attributes['license_graph.outcome']).toBe('ok');
    }
  });
});

describe('calls', () => {
  it('are named to vendors by their own spans, and by the traces of their requests', () => {
    const journal = ran.app.fleet.all().flatMap((emulator) => emulator.journal.entries());
    const told = journal.flatMap(({ traceparent }) => traceparent ?? []);
    const calls = ran.collector.spans.filter(({ kind }) => kind === 'CLIENT');
    const known = new Map(calls.map((span) => [`00-${span.traceId}-${span.spanId}-01`, span]));
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((one) => !known.has(one))).toEqual([]);
    // But for those that are sent again, each call names its own.
    const resent = calls.reduce(
      (sum, { attributes }) => sum + Number(attributes['http.request.resend_count'] ?? 0),
      0,
    );
    expect(told).toHaveLength(new Set(told).size + resent);
  });

  it('that fail tell why, how often they were sent again, and the id of the vendor', () => {
    const failed = only(ran.collector.spans.filter(({ kind, isError }) => kind === 'CLIENT' && isError));
    expect(failed).toMatchObject({
      attributes: {
        'http.response.status_code': 503,
        'http.request.resend_count': 2,
        'error.type': 'UPSTREAM_UNAVAILABLE',
        'license_graph.account': 'genesys-us',
      },
      events: [{ name: 'to be sent again' }, { name: 'to be sent again' }],
    });
    expect(String(failed.attributes['license_graph.upstream_request_id'])).toMatch(/^[\w-]{8,}$/);
  });

  it('that waited for a place tell how long', () => {
    const [first, second] = named('GET listLicenses').filter(({ events }) => events.length > 0);
    const { name, attributes } = present(only(present(second ?? first).events));
    expect(name).toBe('place taken');
    expect(attributes['license_graph.waited_ms']).toBeGreaterThan(0);
  });

  it('that another one answers link to that one', () => {
    const joiner = only(
      ran.collector.spans.filter(({ attributes }) => attributes['license_graph.shared'] === true),
    );
    expect(joiner).toMatchObject({ name: 'GET listLicenses', kind: 'INTERNAL' });
    const flight = present(
      ran.collector.spans.find(({ spanId }) => spanId === only(joiner.links).spanId),
      'the flight',
    );
    expect(flight).toMatchObject({ name: 'GET listLicenses', kind: 'CLIENT' });
    const traces = named('query Catalogue').map(({ traceId }) => traceId);
    expect(traces.toSorted()).toEqual([joiner.traceId, flight.traceId].toSorted());
  });

  it('that fetch credentials belong to no request', () => {
    const logins = named('POST logIn');
    expect(logins.length).toBeGreaterThan(1);
    for (const login of logins) expect(login).toMatchObject({ parentId: '', kind: 'CLIENT', links: [] });
  });
});

describe('changes', () => {
  const PART = [
    'INTERNAL run part',
    '  CLIENT GET listAssignments',
    '  INTERNAL change',
    '    CLIENT POST assign',
  ];

  it('begun where they were asked for are a trace of their own, with a link to the mutation', () => {
    const [mutation] = mutations();
    const part = only(named('run part').filter(({ parentId }) => parentId === ''));
    const { traceId, spanId } = present(mutation);
    expect(part.links).toEqual([{ traceId, spanId }]);
    expect(part.traceId).not.toBe(traceId);
    expect(tree(part)).toEqual(PART);
    expect(part.attributes).toMatchObject({
      'license_graph.account': 'listings',
      'license_graph.changes.verified': 2,
    });
  });

  it('left to jobs are below their job, which knows no request', () => {
    const job = only(
      named('job run-part').filter((span) => childrenOf(ran.collector.spans, span).length > 0),
    );
    expect(job).toMatchObject({ parentId: '', links: [], kind: 'CONSUMER' });
    expect(tree(job)).toEqual(['CONSUMER job run-part', ...PART.map((line) => `  ${line}`)]);
  });

  it('have a span for each write, with what the vendor said', () => {
    const writes = named('change');
    expect(writes.length).toBeGreaterThan(3);
    for (const { attributes } of writes) {
      expect(attributes).toEqual({
        'license_graph.account': 'listings',
        'license_graph.changes.total': 1,
        'license_graph.changes.accepted': 1,
      });
    }
  });

  it('are settled by jobs', () => {
    expect(named('job settle').length).toBeGreaterThan(0);
    expect(named('job settle')[0]).toMatchObject({
      kind: 'CONSUMER',
      attributes: { 'messaging.destination.name': 'settle' },
    });
  });
});

describe('what is exported', () => {
  it('has no credential, variable, document, address or text of people', () => {
    const text = ran.collector.bodies.map((body) => body.toString('latin1')).join('\n');
    const secrets = seededAccounts(ran.app.fleet).flatMap((account) =>
      Object.entries(account).flatMap(([name, value]) =>
        /secret|token|password|apiKey|appKey|username/i.test(name) ? [String(value)] : [],
      ),
    );
    expect(secrets.length).toBeGreaterThan(6);
    const never = [...secrets, TOKEN, COLLECTOR_KEY, ADDRESS, REASON, 'acme.example', '127.0.0.1', 'Bearer'];
    expect(never.filter((one) => text.includes(one))).toEqual([]);
    expect(text).not.toMatch(/\{ |\?\w+=|nodes/);
    expect(text).toContain('query Four');
  });

  it('comes with the headers that the collector wants', () => {
    expect(ran.collector.headers.map((headers) => headers['x-key'])).toContain(COLLECTOR_KEY);
  });
});

/** A span's row in the docs. */
interface Row {
  readonly kinds: readonly string[];
  readonly names: readonly string[];
}

/** The name of a span in the docs. */
function rowOf({ name, kind }: Pick<ExportedSpan, 'name' | 'kind'>): string {
  if (name.endsWith(' /graphql')) return '<METHOD> /graphql';
  const [first = ''] = name.split(' ');
  if (/^[A-Z]+$/.test(first))
    return kind === 'CLIENT' ? '<METHOD> <operation>' : '<METHOD> <operation>, shared';
  if (first === 'query' || first === 'mutation') return 'query <name>, mutation <name>';
  const argument = { batch: '<loader>', job: '<queue>' }[first];
  if (argument !== undefined) return `${first} ${argument}`;
  return name === 'run part' || name === 'change' ? name : `${first} <name>`;
}

/** Any span may have these. */
const OF_FAILURES = new Set(['error.type', 'license_graph.code']);

function attributeNames({ attributes, events }: ExportedSpan): readonly string[] {
  const own = [attributes, ...events.map((event) => event.attributes)].flatMap((one) => Object.keys(one));
  return [...own, ...events.map(({ name }) => name)]
    .filter((name) => !OF_FAILURES.has(name))
    .map((name) => name.replace(/^(license_graph\.changes)\.(?!total)\w+$/, '$1.<outcome>'));
}

/** The table of spans: name, kind, and in the last column attributes and events. */
function documented(): Map<string, Row> {
  const text = readFileSync(new URL('../../../docs/operate.md', import.meta.url), 'utf8');
  const [, section = ''] = text.split('\n### Traces\n');
  const rows =
    section.split('\n## ')[0]?.matchAll(/^\| (`[^|]+?) +\| ([A-Z]+) +\|([^|]*)\|([^|]*)\|$/gm) ?? [];
  return new Map(
    [...rows].map(([, names = '', kind = '', , told = '']) => [
      names.replaceAll('`', ''),
      { kinds: [kind], names: quoted(told).toSorted() },
    ]),
  );
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);
}

describe('docs/operate.md', () => {
  it('has every span, with its kind, attributes and events; and the run had every one that is in there', () => {
    const rows = Map.groupBy(ran.collector.spans, rowOf);
    const found = new Map(
      [...rows].map(([name, spans]): [string, Row] => [
        name,
        {
          kinds: [...new Set(spans.map(({ kind }) => kind))],
          names: [...new Set(spans.flatMap(attributeNames))].toSorted(),
        },
      ]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(documented()));
  });
});
