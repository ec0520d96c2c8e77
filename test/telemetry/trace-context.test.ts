import { describe, expect, it } from '@jest/globals';
import { traceparentOf } from '../../src/domain/telemetry/trace.ts';
import { parentOf, traceOf } from '../../src/telemetry/trace-context.ts';

const UUID = '2f1c1c5e-9d2b-4a57-8f3e-0a1b2c3d4e5f';
const newId = (): string => UUID;
// The example of the specification, 3.2.2.
const GIVEN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the id of a request', () => {
  it.each(['a', 'x'.repeat(128), 'Root=1-67891233-abcdef012345678912345678', 'a.b_c:d/e+f=g-h', UUID])(
    'is the one that the client gave: %s',
    (given) => {
      expect(traceOf({ 'x-request-id': given }, newId).requestId).toBe(given);
    },
  );

  it.each([
    undefined,
    '',
    'x'.repeat(129),
    'two words',
    'a,b',
    '"quoted"',
    '<script>',
    'line\nbreak',
    '${jndi:x}',
    ['a', 'b'],
  ])('is a new one in place of %j', (given) => {
    expect(traceOf({ 'x-request-id': given }, newId).requestId).toBe(UUID);
  });
});

describe('the trace of a request', () => {
  it('goes on where the client stands, with a span of its own', () => {
    const trace = traceOf({ traceparent: GIVEN, tracestate: 'congo=t61rcWkgMzE' }, newId);
    expect(trace).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '8f3e0a1b2c3d4e5f',
      isSampled: true,
      state: 'congo=t61rcWkgMzE',
    });
    expect(traceparentOf(trace)).toBe('00-4bf92f3577b34da6a3ce929d0e0e4736-8f3e0a1b2c3d4e5f-01');
  });

  it('begins here without one', () => {
    expect(traceOf({ tracestate: 'congo=1' }, newId)).toEqual({
      requestId: UUID,
      traceId: '2f1c1c5e9d2b4a578f3e0a1b2c3d4e5f',
      spanId: '8f3e0a1b2c3d4e5f',
      isSampled: false,
      state: null,
    });
  });

  it.each([
    ['not sampled', GIVEN.replace(/01$/, '00'), { isSampled: false }],
    ['with flags that are not known yet', GIVEN.replace(/01$/, 'ff'), { isSampled: true }],
    ['of a later version, with more behind it', `cc${GIVEN.slice(2)}-what-is-it`, { isSampled: true }],
  ])('goes on: %s', (_, traceparent, told) => {
    expect(parentOf({ traceparent })).toMatchObject(told);
  });

  it.each([
    ['no digits', 'x'],
    ['upper case', GIVEN.toUpperCase()],
    ['the version that cannot be', `ff${GIVEN.slice(2)}`],
    ['more behind version 00', `${GIVEN}-more`],
    ['a later version with more and no dash', `cc${GIVEN.slice(2)}x`],
    ['trace id of zeros', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
    ['parent of zeros', '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01'],
    ['a short trace id', '00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01'],
    ['two of them', `${GIVEN}, ${GIVEN}`],
    ['a line break', `${GIVEN}\n`],
  ])('ignores %s', (_, traceparent) => {
    expect(parentOf({ traceparent })).toBeNull();
  });

  it.each([
    ['too long', 'a=1,'.repeat(129)],
    ['control characters', 'a=\u0001'],
    ['nothing', ''],
  ])('leaves out a state that is %s', (_, tracestate) => {
    expect(parentOf({ traceparent: GIVEN, tracestate })?.state).toBeNull();
  });
});
