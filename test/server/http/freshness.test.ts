// The header `x-freshness`: two words and numbers, nothing else.
import { describe, expect, it } from '@jest/globals';
import { codesOf, useApp } from '../../support/app.ts';

const app = useApp({ accounts: (seeded) => seeded.map((entry) => ({ ...entry, inventory: { off: true } })) });

function ask(freshness: string, query = '{ viewer { name } }') {
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-freshness': freshness },
    body: JSON.stringify({ query }),
  });
}

describe('the x-freshness header', () => {
  it.each([
    'max-age=900',
    'stale-if-error=86400',
    'max-age=900, stale-if-error=86400',
    'Stale-If-Error=0 ,max-age=99999999999999999999',
  ])('may be %s', async (text) => {
    const answer = await ask(text);
    expect([answer.status, await answer.json()]).toMatchObject([200, { data: {} }]);
  });

  it.each([
    '',
    'max-age',
    'max-age=',
    'max-age=-1',
    'max-age=1.5',
    'max-age="900"',
    'max-age = 900',
    'max-age=900;stale-if-error=1',
    'max-age=900,',
    'max-age=1, max-age=2',
    'no-cache',
    'stale-while-revalidate=60',
    'max-age=900, s-maxage=1',
    'constructor=1',
  ])('may not be %j', async (text) => {
    for (const query of [
      '{ viewer { name } }',
      'mutation { cancelChangeSet(input: { id: "x" }) { problemCount } }',
    ]) {
      const answer = await ask(text, query);
      expect([answer.status, codesOf((await answer.json()) as never)]).toEqual([400, ['BAD_REQUEST']]);
    }
  });
});
