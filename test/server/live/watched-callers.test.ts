// Who has something open when a reload changes who may ask.
import { describe, expect, it } from '@jest/globals';
import { unauthenticated, type Principal, type Refusal } from '../../../src/auth/principal.ts';
import { createCallers } from '../../../src/server/live/callers.ts';

const ANN: Principal = {
  name: 'ann',
  method: 'TOKEN',
  scopes: new Set(['licenses:read']),
  accounts: new Set(['a']),
  expiresAt: null,
  isRouter: false,
};
const AWAY: Refusal = { refused: 'AUTHENTICATION_UNAVAILABLE', message: 'the issuer is away' };

async function letGoWhen(answer: Principal | Refusal): Promise<unknown[]> {
  const told: unknown[] = [];
  const callers = createCallers(() => Promise.resolve(answer));
  callers.watch({ headers: {}, principal: ANN }, (isKnown) => told.push(isKnown));
  const gone = callers.watch({ headers: {}, principal: ANN }, () => told.push('one that has gone'));
  gone();
  await callers.lookAgain();
  await callers.lookAgain();
  return told;
}

describe('whoever has something open', () => {
  it.each<[string, Principal | Refusal, unknown[]]>([
    ['stays when nothing is different', { ...ANN, accounts: new Set(['a']) }, []],
    ['stays while nobody can tell', AWAY, []],
    ['goes when the token is not known any more', unauthenticated(), [false]],
    ['comes back for fewer accounts', { ...ANN, accounts: new Set() }, [true]],
    ['comes back for all accounts', { ...ANN, accounts: null }, [true]],
    ['comes back for other scopes', { ...ANN, scopes: new Set(['admin']) }, [true]],
    ['comes back as somebody else', { ...ANN, name: 'ben' }, [true]],
  ])('%s', async (_what, answer, expected) => {
    expect(await letGoWhen(answer)).toEqual(expected);
  });
});
