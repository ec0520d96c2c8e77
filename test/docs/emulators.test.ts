// The documents of the emulators name every switch with its default, every fault, and the people from outside.
import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../emulators/core/clock.ts';
import { OutsideChange } from '../../emulators/core/content/outside.ts';
import { FaultRule } from '../../emulators/core/faults.ts';
import { definition as genesys } from '../../emulators/genesys/index.ts';
import { definition as thingspace } from '../../emulators/thingspace/index.ts';
import { createExternals } from '../../emulators/webex/state/externals.ts';
import { definition as webex } from '../../emulators/webex/index.ts';
import { definition as yext } from '../../emulators/yext/index.ts';
import { readProjectFile } from '../rules/project.ts';

const README = readProjectFile('emulators/README.md').text;

/** The cells of every row that begins with code. */
function rowsOf(text: string): string[][] {
  return [...text.matchAll(/^\| `.*\|$/gm)].map(([row]) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('emulators/switches.md', () => {
  const sections = new Map(
    readProjectFile('emulators/switches.md')
      .text.split(/^## /m)
      .map((section) => [section.split('\n', 1)[0], rowsOf(section)]),
  );
  it.each([
    ['Genesys Cloud', genesys],
    ['Cisco Webex', webex],
    ['Verizon ThingSpace', thingspace],
    ['Yext', yext],
  ])('has every switch of %s with its default', (title, { switches }) => {
    const told = sections.get(title)?.map(([name, value]) => [name, value]);
    const there = Object.entries(switches).map(([name, value]) => [
      `\`${name}\``,
      `\`${JSON.stringify(value)}\``,
    ]);
    expect(told).toHaveLength(there.length);
    expect(new Set(told)).toEqual(new Set(there));
  });
});

describe('emulators/README.md', () => {
  it('has every fault, each as it is taken', () => {
    const { options } = FaultRule.shape.fault;
    // The first row is that of the headings; a blank line ends the table.
    const [table = ''] = README.slice(README.indexOf('| `kind`')).split('\n\n', 1);
    const told = rowsOf(table)
      .slice(1)
      .map(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word))
      .filter(([kind = '']) => /^[a-z-]+$/.test(kind));
    const there = options.map(({ shape: { kind, ...fields } }) => [kind.value, ...Object.keys(fields)]);
    expect(told).toHaveLength(there.length);
    expect(new Set(told)).toEqual(new Set(there));
  });

  it('has every change from outside', () => {
    const [table = ''] = README.slice(README.indexOf('| `change`')).split('\n\n', 1);
    const told = rowsOf(table)
      .slice(1)
      .map(([cell = '']) => cell.replaceAll('`', ''));
    expect(told).toEqual(OutsideChange.options.map(({ shape }) => shape.change.value));
  });

  it('has every user of another organisation', () => {
    const { all } = createExternals(createClock(), webex.switches);
    const told = rowsOf(README).flatMap(([cell = '']) => /`([^`]+@[^`]+)`/.exec(cell)?.[1] ?? []);
    expect(told).toEqual(all.map(({ email }) => email.toLowerCase()));
  });
});
