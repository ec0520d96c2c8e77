// docs/questions.md: every query, as it stands there, against the seeded company with a year of history. What it asks of vendors is what the document says.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../emulators/seed/organisation.ts';
import { present, until } from '../support/assertions.ts';
import { usePlayableApp } from '../support/played-history.ts';

const TEXT = readFileSync(new URL('../../docs/questions.md', import.meta.url), 'utf8');
/** A query, and the variables below it. */
const QUERY = /^```graphql\n([\s\S]*?)^```$(?:\n\n```json\n([\s\S]*?)^```$)?/gm;
const QUESTIONS = TEXT.split(/^## /m)
  .slice(1)
  .map((part) => ({
    title: part.split('\n')[0] ?? '',
    queries: [...part.matchAll(QUERY)].map(([, query = '', variables = '{}']) => ({ query, variables })),
    asksVendors: /ask(?:s)? vendors/.test(part),
  }));

const MONTH_MS = 30 * 86_400_000;
const dayIn = (months: number): string => new Date(Date.now() + months * MONTH_MS).toISOString().slice(0, 10);
const { app, play } = usePlayableApp({
  inventory: { eventDays: 400 },
  contracts: [
    {
      license: { account: 'webex', name: 'Webex Meetings Suite' },
      pricePerSeatMonth: { minorUnits: 1350, currency: 'USD' },
      pays: 'PURCHASED',
      term: { start: dayIn(-6), end: dayIn(2), noticeDays: 14, renews: true },
    },
  ],
});

/** Somebody with two accounts. */
const HUMAN = person(63).email;

interface Answer {
  readonly [field: string]: unknown;
}

/** What a field of an answer counts, wherever it is. */
function totalIn(answer: Answer): number {
  return Number(/"totalCount":(\d+)/.exec(JSON.stringify(answer))?.[1] ?? Number.NaN);
}

const someRows = (answer: Answer): void => expect(totalIn(answer)).toBeGreaterThan(0);
const shows = (form: object) => (answer: Answer) => expect(answer).toMatchObject(form);

/** What the answers of each question show, by its number: one for each of its queries. */
const SHOWN: Readonly<Record<number, readonly ((answer: Answer) => void)[]>> = {
  1: [someRows],
  2: [
    shows({
      renewals: [
        {
          endsOn: dayIn(2),
          held: expect.any(Number),
          suggestedSeats: expect.any(Number),
          monthly: { currency: 'USD' },
        },
      ],
    }),
  ],
  3: [someRows],
  4: [
    someRows,
    shows({ planReclaim: { changeSet: { status: 'PLANNED' }, seats: expect.any(Number), problems: [] } }),
  ],
  5: [
    shows({
      licenseEvents: { nodes: expect.arrayContaining([expect.objectContaining({ origin: 'EXTERNAL' })]) },
    }),
  ],
  6: [
    shows({
      costs: expect.arrayContaining([
        expect.objectContaining({
          account: { key: 'webex', provider: 'WEBEX' },
          monthly: [{ minorUnits: expect.any(Number), currency: 'USD' }],
        }),
      ]),
    }),
  ],
  7: [someRows],
  8: [
    shows({
      inventory: { people: { unknownEmails: ['nobody@nowhere.example'], nodes: [{ email: HUMAN }] } },
    }),
  ],
  9: [
    shows({
      inventory: {
        licenses: {
          nodes: expect.arrayContaining([
            expect.objectContaining({ forecast: expect.objectContaining({ status: 'SHOWN' }) }),
          ]),
        },
      },
    }),
  ],
  10: [
    shows({
      inventory: { people: { nodes: [{ email: HUMAN, users: [expect.any(Object), expect.any(Object)] }] } },
    }),
  ],
  11: [someRows],
  12: [someRows],
  13: [someRows],
  14: [someRows],
  15: [someRows],
  16: [someRows],
  17: [shows({ planLicenseChanges: { changeSet: { status: 'PLANNED' }, problems: [] } })],
  18: [someRows],
  19: [
    shows({
      inventory: { accounts: expect.arrayContaining([expect.objectContaining({ status: 'READY' })]) },
    }),
  ],
  20: [
    shows({
      changeSets: { nodes: expect.arrayContaining([expect.objectContaining({ status: 'SUCCEEDED' })]) },
    }),
    shows({ undoChangeSet: { changeSet: { status: 'PLANNED', progress: { total: 1 } }, problems: [] } }),
  ],
};

describe('docs/questions.md', () => {
  let undone = '';
  beforeAll(async () => {
    await play(365);
    const { assignLicense } = await app.data<{
      assignLicense: { changeSet: { id: string; status: string } };
    }>(
      `mutation { assignLicense(input: { waitSeconds: 60, license: { key: { accountKey: "listings", externalId: "LP-EMPTY" } },
        assignee: { key: { kind: ENTITY, externalId: "store-5" } } }) { changeSet { id status } } }`,
    );
    undone = assignLicense.changeSet.id;
    // Of an account whose rules were not all worked out yet, no number of findings is known.
    await until(async () => {
      const { findings } = await app.data<{ findings: { totalCount: number | null } }>(
        '{ findings { totalCount } }',
      );
      return findings.totalCount !== null;
    });
  });

  /** What the document leaves to its reader. */
  const own = (): Readonly<Record<string, unknown>> => ({ set: undone });

  it('has twenty of them', () => {
    expect(QUESTIONS.map(({ title }) => Number.parseInt(title, 10))).toEqual(Object.keys(SHOWN).map(Number));
    expect(QUESTIONS.filter(({ queries }) => queries.length === 0)).toEqual([]);
  });

  it.each(QUESTIONS.map((question) => [question.title, question] as const))(
    '%s',
    async (title, { queries, asksVendors }) => {
      const shown = present(SHOWN[Number.parseInt(title, 10)]);
      expect(shown).toHaveLength(queries.length);
      let calls = 0;
      for (const [index, { query, variables }] of queries.entries()) {
        const given: unknown = JSON.parse(variables);
        const answer = await app.ask<Answer>(query, {
          variables: { ...own(), ...(given as object) },
          headers: { 'x-upstream-report': '1' },
        });
        expect(answer.errors).toBeUndefined();
        present(shown[index])(answer.data);
        // Of the query alone: seats are read anew in the background after a change.
        calls += (present(answer.extensions)['upstream'] as readonly object[]).length;
      }
      expect(calls > 0).toBe(asksVendors);
    },
  );
});
