// Nothing blanks: whichever account fails, however it fails, everything else is there and the failure has a name.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../emulators/core/faults.ts';
import { startHarness, type Harness } from '../support/app.ts';

type Emulator = 'genesys' | 'webex' | 'thingspace' | 'yext';

const ACCOUNTS_OF: Readonly<Record<Emulator, readonly string[]>> = {
  genesys: ['genesys-us', 'genesys-eu'],
  webex: ['webex'],
  thingspace: ['fleet', 'fleet-legacy'],
  yext: ['listings'],
};
const ALL = Object.values(ACCOUNTS_OF).flat();

/** A read every account of the provider makes, logins left alone. */
const READS: Readonly<Record<Emulator, string>> = {
  genesys: '/api/v2/',
  webex: '/v1/(licenses|people|workspaces)',
  thingspace: '/api/fota/',
  yext: '/v2/',
};

const FAULTS: readonly (readonly [
  string,
  FaultRule['fault'],
  string,
  'retryAt' | 'no retryAt' | 'either',
])[] = [
  ['answers 500', { kind: 'error', status: 500 }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['answers 503', { kind: 'error', status: 503 }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['hangs', { kind: 'stall' }, 'UPSTREAM_TIMEOUT', 'no retryAt'],
  ['cuts the connection', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['cuts the body', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE', 'no retryAt'],
  ['sends half a JSON', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE', 'no retryAt'],
  ['sends HTML', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE', 'no retryAt'],
  ['throttles for a minute', { kind: 'throttle', retryAfter: 60 }, 'UPSTREAM_THROTTLED', 'retryAt'],
  // Genesys Cloud and Yext tell the end of the window elsewhere than in Retry-After.
  ['throttles without Retry-After', { kind: 'throttle' }, 'UPSTREAM_THROTTLED', 'either'],
];

interface Coverage {
  readonly account: { readonly key: string };
  readonly status: string;
  readonly retryAt: string | null;
  readonly problem: { readonly code: string } | null;
}
interface Rows {
  readonly nodes: readonly { readonly account: { readonly key: string } }[] | null;
  readonly coverage: readonly Coverage[];
}

const COVERAGE = 'coverage { account { key } status retryAt problem { code } }';
const EVERYTHING = `{
  licenses(first: 100) { nodes { account { key } name } ${COVERAGE} }
  ${ALL.map((key) => `${key.replace('-', '_')}: account(key: "${key}") { assignments(first: 5) { nodes { license { name } } ${COVERAGE} } }`).join('\n')}
}`;

let harness: Harness;
// A fresh app for each fault: one that was asked for a pause would leave the account alone in the next test too.
beforeEach(async () => {
  harness = await startHarness({
    limits: { answerTimeoutMs: 600, retries: 1, breakerFailures: 1_000, retryAfterCapMs: 500 },
  });
  await harness.warm();
});
afterEach(() => harness.close());

describe.each(Object.entries(ACCOUNTS_OF))('when %s', (name, failing) => {
  it.each(FAULTS)('%s', async (_title, fault, code, retryAt) => {
    // The keys of ACCOUNTS_OF are the emulators.
    const emulator = name as Emulator;
    harness.fleet[emulator].fault({ path: READS[emulator], fault });
    const answer = await harness.ask<Record<string, Rows & { assignments: Rows }>>(EVERYTHING);
    const { licenses, ...accounts } = answer.data;

    const seen = new Set(licenses?.nodes?.map(({ account }) => account.key));
    expect([...seen].sort()).toEqual(ALL.filter((key) => !failing.includes(key)).sort());
    for (const line of licenses?.coverage ?? []) {
      const failed = failing.includes(line.account.key);
      expect([line.status, line.problem]).toEqual(failed ? ['FAILED', { code }] : ['COMPLETE', null]);
      if (failed && retryAt !== 'either') expect(line.retryAt !== null).toBe(retryAt === 'retryAt');
    }

    for (const key of ALL) {
      const rows = accounts[key.replace('-', '_')]?.assignments;
      const errors = answer.errors?.filter(({ path }) => path?.[0] === key.replace('-', '_')) ?? [];
      if (failing.includes(key)) {
        expect(rows?.nodes).toBeNull();
        expect(
          errors.map(({ path, extensions }) => [path?.slice(1), extensions.code, extensions['account']]),
        ).toEqual([[['assignments', 'nodes'], code, key]]);
      } else {
        expect(errors).toEqual([]);
        expect(rows?.nodes?.length).toBe(5);
      }
    }
  });
});
