// Seeded dates are offsets from the emulator's clock, never days of the calendar (docs/adding-a-provider.md).
import { describe, expect, it } from '@jest/globals';
import { filesBelow, type ProjectFile } from './project.ts';

const FILES = [...filesBelow(['emulators'], '.ts'), ...filesBelow(['test/fifth-provider/emulator'], '.ts')];

/** The ways to write a day of the calendar: as a text in three forms, in numbers, or in milliseconds since 1970. */
const DAYS = [
  /\b(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?!\d)/g,
  /\b[01]\d\/[0-3]\d\/(?:19|20)\d\d\b/g,
  /(?<=['"`])(?:19|20)\d{6}(?=['"`])/g,
  /\bDate\.UTC\([^)]*\)?|\bnew Date\((?:19|20)\d\d\b/g,
  /\b1_?\d{3}_?\d{3}_?\d{3}(?:_?\d{3})?\b/g,
];

/** Days that are no moments of the seed. */
const ALLOWED: readonly (readonly [found: string, why: string])[] = [
  [
    'emulators/thingspace/wire/times.ts: 01/01/1900',
    'how the vendor writes "never" (thingspace contract 6.2)',
  ],
  ['emulators/yext/index.ts: 20240301', 'the version of the API that a client asks for'],
];

/** `path: text` for each day of the calendar outside comments. */
function daysIn({ path, text }: ProjectFile): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');
  return DAYS.flatMap((day) => [...code.matchAll(day)].map(([found]) => `${path}: ${found}`));
}

describe('a day of the calendar in an emulator', () => {
  it.each([
    ["const LAST_SEEN = Date.parse('2026-05-31T18:00:00.000Z');", '2026-05-31'],
    ['const FIRST_DAY = Date.UTC(2023, 5, 1);', 'Date.UTC(2023, 5, 1)'],
    ['const FIRST_DAY = new Date(2023, 5, 1);', 'new Date(2023'],
    ['created: `2025-01`,', '2025-01'],
    ["upgradeTime: '03/05/2024 16:3:42',", '03/05/2024'],
    ["day: '20240301',", '20240301'],
    ['const QUIET = 1_768_895_710_611;', '1_768_895_710_611'],
    ['const QUIET = 1768895710;', '1768895710'],
  ])('would be found in %s', (text, found) => {
    expect(daysIn({ path: 'a.ts', text })).toEqual([`a.ts: ${found}`]);
  });

  it('may be in a comment', () => {
    const text = '// 2026-05-31\n/** `2024-03-05 20:15:42` */\nconst a = 1; // 2026-05-31';
    expect(daysIn({ path: 'a.ts', text })).toEqual([]);
  });

  it('is there for a reason only', () => {
    expect(FILES.length).toBeGreaterThan(100);
    expect(FILES.flatMap(daysIn)).toEqual(ALLOWED.map(([found]) => found));
  });
});
