// Settings of version 0.2 that have moved: read where they were, with a warning that says where they are.
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';

function readPart(part: string) {
  const text = `accounts: [{ key: listings, name: L, provider: YEXT, apiKey: k }]\n${part}`;
  return readConfig({ text, environment: {}, accountSchemas });
}

function read(server: string) {
  return readPart(`server: ${server}`);
}

function warningsOf(server: string): string[] {
  const result = read(server);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.warnings.map(({ path, message }) => `${path}: ${message}`);
}

describe('a setting that has moved', () => {
  it.each(['maxTokens', 'maxDepth', 'maxCost'] as const)('is still read: %s', (name) => {
    const result = read(`{ ${name}: 17 }`);
    expect(result.ok && result.config.server.limits[name]).toBe(17);
    expect(warningsOf(`{ ${name}: 17 }`)).toEqual([`server.${name}: is server.limits.${name} now`]);
  });

  it('is still read: sweepMs, for the job that resumes sets', () => {
    const result = readPart('changes: { sweepMs: 4000 }');
    expect(result).toMatchObject({
      config: { changes: { resumeMs: 4_000 } },
      warnings: [{ path: 'changes.sweepMs', message: 'is changes.resumeMs now' }],
    });
  });

  it('holds for all bodies, as it did', () => {
    const result = read('{ maxBodyBytes: 9000000 }');
    expect(result.ok && result.config.server.limits).toMatchObject({
      maxBodyBytes: 9_000_000,
      maxChangeBodyBytes: 9_000_000,
    });
    expect(warningsOf('{ maxBodyBytes: 9000000 }')).toEqual([
      'server.maxBodyBytes: is server.limits.maxBodyBytes and server.limits.maxChangeBodyBytes now, the second for callers who may change licenses',
    ]);
  });

  it('stands beside others in their new place', () => {
    const result = read('{ maxDepth: 7, limits: { maxCost: 8 } }');
    expect(result.ok && result.config.server.limits).toMatchObject({
      maxDepth: 7,
      maxCost: 8,
      maxTokens: 4_000,
    });
  });

  it('is a problem when it is given in both places, and when it is wrong', () => {
    expect(read('{ maxDepth: 7, limits: { maxDepth: 8 } }')).toMatchObject({
      problems: [
        {
          path: 'server.maxDepth',
          message: 'is server.limits.maxDepth now, which is given as well: delete this one',
        },
      ],
    });
    expect(read('{ maxDepth: many }')).toMatchObject({ problems: [{ path: 'server.limits.maxDepth' }] });
    expect(read('{ maxDepth: 7, limits: 5 }').ok).toBe(false);
  });

  it('is not missed by those who never set it', () => {
    expect(warningsOf('{ limits: { maxDepth: 8 } }')).toEqual([]);
  });
});
