// `pageSize` of the license lists: default, maximum and what is wrong with a bad one are not published (yext contract 8).
import { Refused } from '../errors.ts';
import type { Settings } from '../switches.ts';

export function readPageSize(settings: Settings, query: URLSearchParams): number {
  const fallback = settings.count('pageSizeDefault');
  const max = settings.count('pageSizeMax');
  const text = query.get('pageSize');
  if (text === null) return fallback;
  const size = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (size >= 1 && size <= max) return size;
  if (settings.text('badPageSize') === 'clamp')
    return Number.isNaN(size) ? fallback : Math.min(Math.max(size, 1), max);
  throw new Refused('invalidParameter', `Parameter pageSize must be an integer between 1 and ${max}`);
}
