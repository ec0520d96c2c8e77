// The colors of both themes: text can be read on what it stands on (WCAG 2.2, 1.4.3: 4.5), and bars and borders can be told from it (1.4.11: 3).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const CSS = readFileSync(new URL('../../src/console/style/1-tokens.css', import.meta.url), 'utf8');
const COLORS = new Map(
  [...CSS.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Relative luminance, as WCAG defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(color.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const TEXT = [
  ['text', 'ground'],
  ['text', 'surface'],
  ['text', 'raised'],
  ['text', 'accent-ground'],
  ['text', 'warning-ground'],
  ['text', 'over-ground'],
  ['muted', 'ground'],
  ['muted', 'surface'],
  ['muted', 'raised'],
  ['accent', 'surface'],
  ['accent', 'ground'],
  ['accent', 'raised'],
  ['accent', 'accent-ground'],
  ['on-accent', 'button'],
  ['on-accent', 'danger-button'],
  ['warning', 'surface'],
  ['warning', 'warning-ground'],
  ['over', 'surface'],
  ['over', 'over-ground'],
  ['good', 'surface'],
  ['good', 'good-ground'],
] as const;
const SHAPES = [
  ['bar', 'surface'],
  ['bar', 'track'],
  ['warning-bar', 'surface'],
  ['warning-bar', 'track'],
  ['over-bar', 'surface'],
  ['over-bar', 'track'],
  ['field-line', 'surface'],
  ['accent', 'ground'],
] as const;

describe.each(['light', 'dark'] as const)('the colors, %s', (theme) => {
  const colorOf = (name: string): string => {
    const color = COLORS.get(name)?.[theme];
    if (color === undefined) throw new Error(`there is no color ${name}`);
    return color;
  };

  it.each(TEXT)('%s can be read on %s', (text, ground) => {
    expect(contrast(colorOf(text), colorOf(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('%s can be told from %s', (shape, ground) => {
    expect(contrast(colorOf(shape), colorOf(ground))).toBeGreaterThanOrEqual(3);
  });
});
