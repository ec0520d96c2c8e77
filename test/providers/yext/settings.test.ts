// What the entry of a Yext account may hold.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { YextSettings } from '../../../src/providers/yext/settings.ts';

const least = { key: 'yext-acme', name: 'Acme', provider: 'YEXT', apiKey: 'k-1' };

describe('Yext settings', () => {
  it('fill in what is usual', () => {
    const settings = YextSettings.parse(least);
    expect(settings).toMatchObject({
      baseUrl: 'https://api.yextapis.com/v2',
      accountId: 'me',
      apiKeyIn: 'header',
      version: '20240301',
    });
    expect(settings.apiKey.reveal()).toBe('k-1');
    expect(JSON.stringify(settings)).not.toContain('k-1');
  });

  it('take a version that YAML read as a number', () => {
    expect(YextSettings.parse({ ...least, version: 20250630 }).version).toBe('20250630');
  });

  it.each([
    ['accountId', 'all', 'must be one account: its id, or "me"'],
    ['accountId', '-', 'must be one account: its id, or "me"'],
    ['accountId', '..', 'must be one account: its id, or "me"'],
    ['accountId', 900100, 'must be text: quote it, or leading zeros get lost'],
    ['accountId', 'a\nb', 'must have 1 to 255 characters and no control characters'],
    ['version', '2024-03-01', 'must be a date as YYYYMMDD'],
    ['version', '20240231', 'must be a date as YYYYMMDD'],
    ['apiKey', 'k-secret\n', 'must be printable ASCII without spaces or line breaks'],
  ])('refuse %s %j', (field, value, message) => {
    const parsed = YextSettings.safeParse({ ...least, [field]: value });
    expect(parsed.error?.issues).toEqual([expect.objectContaining({ path: [field], message })]);
    expect(JSON.stringify(parsed.error)).not.toContain('k-secret');
  });

  it.each([
    ['apiKeyIn', 'cookie'],
    ['baseUrl', 'https://api.yextapis.com/v2?x=1'],
    ['provider', 'WEBEX'],
  ])('refuse %s %j', (field, value) => {
    const parsed = YextSettings.safeParse({ ...least, [field]: value });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });

  it('refuse a key they do not know', () => {
    const { error } = YextSettings.safeParse({ ...least, timezone: 'UTC' });
    expect(error && z.prettifyError(error)).toContain('timezone');
  });
});
