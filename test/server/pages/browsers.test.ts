// A browser that opens the GraphQL endpoint: it comes to the playground, or reads how to have one, and is sent to no other host.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { PLAYGROUND_PACKAGE } from '../../../src/config/packages.ts';
import { noPlayground } from '../../../src/server/pages/browsers.ts';
import { useApp, type TestApp } from '../../support/app.ts';

/** What browsers say of an address that was typed in. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const TOKENS = { tokens: [{ name: 'reader', token: 'r'.repeat(16) }] };

/** A visit to an address of the app; a redirect is not followed. */
function visit(app: TestApp, accept: string, search = ''): Promise<Response> {
  return fetch(`${app.url}/graphql${search}`, { headers: { accept }, redirect: 'manual' });
}

describe('where there is a playground', () => {
  const app = useApp({ server: { playground: true, console: false }, auth: TOKENS });

  it('a browser is sent to it, without a token', async () => {
    const answer = await visit(app, BROWSER);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/playground']);
    const page = await fetch(new URL(answer.headers.get('location') ?? '', app.url));
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('the server itself leads there, where there is no console', async () => {
    const { status, headers } = await fetch(`${app.url}/`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([303, '/playground']);
  });

  it.each([
    ['a program', '*/*', ''],
    ['a program that asks for JSON', 'application/json', ''],
    ['a browser that brings a query', BROWSER, '?query=%7B__typename%7D'],
    ['a browser that names a query by its hash', BROWSER, '?extensions=%7B%7D'],
  ])('%s is not', async (_who, accept, search) => {
    expect((await visit(app, accept, search)).status).toBe(401);
  });
});

const INSTALL = `npm install --no-save --save-prod --omit=dev ruru@${PLAYGROUND_PACKAGE.version}`;

describe.each([
  ['by its setting', { playground: false }, 'server.playground is false'],
  ['in production', { production: true }, 'server.production is true'],
  ['by its setting, in production', { production: true, playground: false }, 'server.playground is false'],
])('where there is no playground %s', (_how, server, reason) => {
  const app = useApp({ server: { console: false, ...server } });

  it.each(['/graphql', '/', '/playground', '/playground/'])('a browser reads at %s why', async (path) => {
    const answer = await fetch(`${app.url}${path}`, { headers: { accept: BROWSER }, redirect: 'manual' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    const text = await answer.text();
    expect(text).toContain('there is no playground here');
    expect(text).toContain(`${reason}: set server.playground to true`);
    expect(text).not.toContain('npm');
  });

  it('a program is answered in JSON', async () => {
    const answer = await fetch(`${app.url}/playground`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { errors: [{}] }]);
  });

  it('a browser that brings a query is answered like every other client', async () => {
    const answer = await visit(app, BROWSER, '?query=%7B__typename%7D');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('the sentence where there is no playground', () => {
  it('tells how to install its package, and of no setting, where that alone is missing', () => {
    const text = noPlayground('PACKAGE', false);
    expect(text).toContain(`${INSTALL}\n`);
    expect(text).not.toContain('server.');
  });

  it.each(['SETTING', 'PRODUCTION'] as const)('tells of both: %s', (why) => {
    const text = noPlayground(why, false);
    expect(text).toContain('set server.playground to true');
    expect(text).toContain(`${INSTALL}\n`);
  });

  it('has the command of the guide', async () => {
    expect(await readFile(new URL('../../../docs/operate.md', import.meta.url), 'utf8')).toContain(
      `\n${INSTALL}\n`,
    );
  });
});
