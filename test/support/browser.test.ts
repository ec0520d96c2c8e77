// Which browser the tests open on which machine.
import { describe, expect, it } from '@jest/globals';
import { findBrowser, type Machine } from './browser.ts';

const ENVIRONMENTS: Readonly<Partial<Record<NodeJS.Platform, Machine['environment']>>> = {
  darwin: { HOME: '/volume/ada' },
  win32: { ProgramFiles: String.raw`C:\Program Files`, LOCALAPPDATA: String.raw`C:\Users\ada\AppData\Local` },
};

function find(platform: NodeJS.Platform, arch: string, there: readonly string[], named = ''): string | null {
  const environment = { ...ENVIRONMENTS[platform], CHROMIUM_PATH: named };
  return findBrowser({ platform, arch, environment, exists: (path) => there.includes(path) });
}

describe('the browser of the tests', () => {
  it('is the one that npm brings where it brings one, with nothing installed', () => {
    expect(find('linux', 'x64', [])).toBeNull();
  });

  it.each([
    ['linux', 'arm64', '/usr/bin/chromium'],
    ['darwin', 'arm64', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', 'x64', '/volume/ada/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['win32', 'x64', String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`],
    ['win32', 'x64', String.raw`C:\Users\ada\AppData\Local\Chromium\Application\chrome.exe`],
  ] as const)('is one that is installed elsewhere: on %s %s %s', (platform, arch, path) => {
    expect(find(platform, arch, [path])).toBe(path);
  });

  it.each([
    ['linux', 'arm64', '/usr/bin/chromium'],
    ['darwin', 'arm64', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['win32', 'x64', String.raw`C:\Program Files\Chromium\Application\chrome.exe`],
  ] as const)('is missed with what to do, and where it was looked for: on %s %s', (platform, arch, place) => {
    expect(() => find(platform, arch, [])).toThrow(
      /^There is no Chrome or Chromium, and this test needs one: install it, or set CHROMIUM_PATH\. /,
    );
    expect(() => find(platform, arch, [])).toThrow(place);
  });

  it.each(['linux', 'darwin', 'win32'] as const)(
    'is the one CHROMIUM_PATH names, or none: on %s',
    (platform) => {
      expect(find(platform, 'x64', ['/mine'], '/mine')).toBe('/mine');
      expect(() => find(platform, 'x64', [], '/mine')).toThrow(
        'CHROMIUM_PATH names /mine, and there is no such file.',
      );
    },
  );
});
