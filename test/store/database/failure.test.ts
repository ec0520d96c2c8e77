// Which errors of the drivers mean that the database is away, and which a defect.
import { describe, expect, it } from '@jest/globals';
import { ProblemError, callerError } from '../../../src/domain/problem.ts';
import { lastingOf, operatorHint, storeError } from '../../../src/store/database/failure.ts';

const withCode = (code: string) => Object.assign(new Error('as the driver says'), { code });

describe('an error of the database', () => {
  it.each([
    ['refused', withCode('ECONNREFUSED')],
    ['reset', withCode('ECONNRESET')],
    ['unknown host', withCode('ENOTFOUND')],
    ['shut down', withCode('57P01')],
    ['starting up', withCode('57P03')],
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
    ['a time limit of the server', withCode('57014'), /did not answer in time/],
    ['a lock', withCode('55P03'), /did not answer in time/],
    ['a pause within a transaction', withCode('25P03'), /did not answer in time/],
    ['no free connection', new Error('timeout exceeded when trying to connect'), /did not answer in time/],
    ['refused', withCode('ECONNREFUSED'), /cannot be reached/],
    ['shut down', withCode('57P01'), /cannot be reached/],
  ])('%s: the message says which', (_name, error, message) => {
    expect(storeError(error).problem.message).toMatch(message);
  });

  it.each([
    ['a wrong password', withCode('28P01'), /user or password/, /store\.url/, 'CONNECTING'],
    ['no entry in pg_hba.conf', withCode('28000'), /user or password/, /pg_hba\.conf/, 'CONNECTING'],
    [
      'no password at all',
      new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
      /user or password/,
      /password/,
      'CONNECTING',
    ],
    ['no such database', withCode('3D000'), /not on its server/, /Create the database/, 'CONNECTING'],
    [
      'a missing right',
      withCode('42501'),
      /lacks a right/,
      /create on database.*create on schema/,
      'WORKING',
    ],
    ['a read-only one', withCode('25006'), /no writes/, /standby.*default_transaction_read_only/, 'WORKING'],
    ['out of connections', withCode('53300'), /no more connections/, /max_connections/, 'WORKING'],
    ['a full disk', withCode('53100'), /memory or disk/, /log of PostgreSQL/, 'WORKING'],
    [
      'no TLS',
      new Error('The server does not support SSL connections'),
      /TLS/,
      /sslmode.*sslrootcert/,
      'CONNECTING',
    ],
    [
      'a pooler that wants to be told',
      Object.assign(new Error('unsupported startup parameter: statement_timeout'), { code: '08P01' }),
      /pooler/,
      /ignore_startup_parameters/,
      'CONNECTING',
    ],
    ['not a known CA', withCode('SELF_SIGNED_CERT_IN_CHAIN'), /TLS/, /sslrootcert/, 'CONNECTING'],
    ['another name', withCode('ERR_TLS_CERT_ALTNAME_INVALID'), /TLS/, /sslrootcert/, 'CONNECTING'],
  ])('%s: cannot be used, and the hint says what to do', (_name, error, message, hint, lasting) => {
    const told = storeError(error);
    expect(told.problem).toMatchObject({ code: 'STORE_UNAVAILABLE', blame: 'PLATFORM', retryable: true });
    expect(told.problem.message).toMatch(message);
    expect(told.problem.hint).toMatch(hint);
    expect(lastingOf(told)).toBe(lasting);
  });

  it.each([
    ['ECONNREFUSED', 'CONNECTING'],
    ['57P03', 'CONNECTING'],
    ['ETIMEDOUT', 'WORKING'],
    ['57014', 'PASSING'],
    ['57P01', 'PASSING'],
    ['ECONNRESET', 'PASSING'],
    ['23505', null],
  ])('%s lasts: %s', (code, lasting) => {
    expect(lastingOf(storeError(withCode(code)))).toBe(lasting);
    expect(lastingOf(storeError(new AggregateError([withCode(code)])))).toBe(lasting);
    // As pg-boss hands it on.
    expect(lastingOf(storeError({ code, message: 'as the driver says', worker: 'id' }))).toBe(lasting);
  });

  it('of a server that is silent lasts, also where a worker of pg-boss has put its id behind the words', () => {
    const message = 'timeout exceeded when trying to connect (Queue: resume, Worker: 1)';
    expect(lastingOf(storeError({ message }))).toBe('WORKING');
  });

  it('tells the operator where and why, and the client when to try again', () => {
    const told = storeError(new AggregateError([withCode('ECONNREFUSED')]));
    expect(told.problem.hint).toMatch(/^Try again/);
    expect(operatorHint(told, 'db:5432')).toMatch(/^\(db:5432: ECONNREFUSED\) Look .*host and port/);
    expect(operatorHint(storeError(withCode('3D000')), null)).toMatch(/^\(3D000\) Create the database/);
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
