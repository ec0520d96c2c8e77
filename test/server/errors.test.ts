// The translator at the edge: what a client sees of an error, and what the log does.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ProblemError, problem } from '../../src/domain/problem.ts';
import { ownTrace } from '../../src/domain/telemetry/trace.ts';
import { errorFormatter, errorOwners, withoutSecrets } from '../../src/server/errors.ts';

const logged: { details: object; message: string }[] = [];
const silent = (): void => undefined;
const owners = errorOwners();
const format = errorFormatter(
  {
    info: silent,
    warn: silent,
    error: (details, message) => logged.push({ details, message }),
  },
  true,
  owners,
);

/** As Apollo Server hands it over: formatted already, with the original inside. */
function formatted(error: Error, code?: string): GraphQLFormattedError {
  logged.length = 0;
  const located =
    error instanceof GraphQLError
      ? error
      : new GraphQLError(error.message, { path: ['users', 0], originalError: error });
  owners.note([located], ownTrace('ours', randomUUID));
  return format(
    {
      message: located.message,
      path: ['users', 0],
      extensions: { code: code ?? 'INTERNAL_SERVER_ERROR', stacktrace: ['at x'] },
    },
    located,
  );
}

describe('an error', () => {
  it('that is a problem is told with everything the problem says, and not logged', () => {
    const error = new ProblemError(
      problem('UPSTREAM_THROTTLED', 'PROVIDER', 'Wait.', {
        accountKey: 'webex',
        retryable: true,
        retryAt: '2026-01-01T00:00:00.000Z',
      }),
    );
    expect(formatted(error)).toMatchObject({
      message: 'Wait.',
      path: ['users', 0],
      extensions: {
        code: 'UPSTREAM_THROTTLED',
        blame: 'PROVIDER',
        account: 'webex',
        retryable: true,
        retryAt: '2026-01-01T00:00:00.000Z',
      },
    });
    expect(formatted(error).extensions).not.toHaveProperty('stacktrace');
    expect(logged).toEqual([]);
  });

  it.each(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'QUERY_TOO_LARGE'])(
    'about the request keeps its sentence and its code: %s',
    (code) => {
      expect(formatted(new GraphQLError('What is wrong.'), code)).toEqual({
        message: 'What is wrong.',
        path: ['users', 0],
        extensions: { code },
      });
      expect(logged).toEqual([]);
    },
  );

  it.each([400, 405, 413])(
    'that blames the request by its status is a BAD_REQUEST, without a code: %i',
    (status) => {
      const error = new GraphQLError('What is wrong.', {
        extensions: { http: { status } },
        originalError: new Error('why'),
      });
      expect(formatted(error).extensions).toEqual({ code: 'BAD_REQUEST' });
      expect(logged).toEqual([]);
    },
  );

  it.each([
    ['nobody foresaw', new TypeError('x is not a function')],
    [
      'the execution raised about what a provider sent',
      new GraphQLError('Enum "State" cannot represent value: "hunter2"'),
    ],
    [
      'is a problem of ours',
      new ProblemError(problem('INTERNAL', 'PLATFORM', 'Something went wrong inside License Graph.'), {
        cause: new Error('why'),
      }),
    ],
  ])('that %s is masked, and logged', (_what, error) => {
    expect(formatted(error)).toMatchObject({
      message: 'Something went wrong inside License Graph.',
      extensions: { code: 'INTERNAL', blame: 'PLATFORM' },
    });
    expect(logged).toMatchObject([
      {
        message: 'unexpected error',
        details: { requestId: 'ours', path: 'users.0', error: expect.any(String) },
      },
    ]);
  });
});

describe('the log of an error', () => {
  it('has its kind, message and stack, without addresses and without its properties', () => {
    const error = Object.assign(
      new TypeError('no answer from https://api.example/v2?api_key=hunter2, sorry'),
      {
        options: { headers: { authorization: 'Bearer hunter3' } },
        input: 'https://hunter4.example',
      },
    );
    const details = withoutSecrets(error);
    expect(details.error).toBe('TypeError: no answer from (url) sorry');
    expect(details.stack).toContain('errors.test.ts');
    expect(JSON.stringify(details)).not.toContain('hunter');
  });

  it('of something thrown that is no error names its kind alone', () => {
    expect(withoutSecrets('hunter2')).toEqual({ error: 'string', stack: '' });
    expect(withoutSecrets(undefined)).toEqual({ error: 'undefined', stack: '' });
  });
});
