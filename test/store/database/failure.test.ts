// Which errors of the drivers mean that the database is away, and which a defect.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, callerError } from '../../../src/domain/problem.ts';
import { isOutage, storeError } from '../../../src/store/database/failure.ts';

const withCode = (code: string) => Object.assign(new Error('as the driver says'), { code });

describe('an error of the database', () => {
  it.each([
    ['refused', withCode('ECONNREFUSED')],
    ['reset', withCode('ECONNRESET')],
    ['unknown host', withCode('ENOTFOUND')],
    ['shut down', withCode('57P01')],
    ['starting up', withCode('57P03')],
    ['out of connections', withCode('53300')],
    ['a standby after a failover', withCode('25006')],
    ['held up by the server itself', withCode('57014')],
    ['connection lost', withCode('08006')],
    ['of several addresses', new AggregateError([withCode('ECONNREFUSED')])],
    ['in the middle of a query', new Error('Connection terminated unexpectedly')],
    ['no free connection', new Error('timeout exceeded when trying to connect')],
    ['PGlite closed', new Error('PGlite is closed')],
    ['Kysely closed', new Error('driver has already been destroyed')],
  ])('%s: the database is away', (_name, error) => {
    const told = storeError(error);
    expect(told.problem).toMatchObject({ code: 'STORE_UNAVAILABLE', blame: 'PLATFORM', retryable: true });
    expect(told.cause).toBe(error);
    expect(JSON.stringify(told.problem)).not.toContain(error.message || 'nothing');
  });

  it.each([
    ['a wrong password', withCode('28P01'), /user or password/, /store\.url/],
    ['no entry in pg_hba.conf', withCode('28000'), /user or password/, /pg_hba\.conf/],
    [
      'no password at all',
      new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
      /user or password/,
      /password/,
    ],
    ['no such database', withCode('3D000'), /not on its server/, /Create the database/],
    ['a missing right', withCode('42501'), /lacks a right/, /grant create on database/],
  ])('%s: cannot be used, and the hint says what to do', (_name, error, message, hint) => {
    const told = storeError(error);
    expect(told.problem).toMatchObject({ code: 'STORE_UNAVAILABLE', blame: 'PLATFORM', retryable: true });
    expect(told.problem.message).toMatch(message);
    expect(told.problem.hint).toMatch(hint);
    expect(isOutage(told)).toBe(true);
  });

  it.each([
    ['ECONNREFUSED', true],
    ['57P03', true],
    ['57014', false],
    ['57P01', false],
    ['ECONNRESET', false],
  ])('%s lasts until something is mended: %s', (code, lasts) => {
    expect(isOutage(storeError(withCode(code)))).toBe(lasts);
    expect(isOutage(storeError(new AggregateError([withCode(code)])))).toBe(lasts);
  });

  it.each([
    ['a broken rule', withCode('23505')],
    ['bad SQL', withCode('42601')],
    ['anything else', new Error('undefined is not a function')],
    ['no error at all', 'text'],
  ])('%s: a defect', (_name, error) => {
    expect(storeError(error).problem).toMatchObject({ code: 'INTERNAL', retryable: false });
  });

  it('stays a problem when it is one', () => {
    const known = callerError('BAD_INPUT', 'No.');
    expect(storeError(known)).toBe(known);
    expect(known).toBeInstanceOf(ProblemError);
  });
});
