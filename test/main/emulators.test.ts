// `npm run emulators`: the emulators alone, for a client that is not ours.
import { describe, expect, it } from '@jest/globals';
import { VENDORS } from '../../emulators/company.ts';
import { portsOf } from '../../emulators/fleet.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { keysOf } from '../support/company.ts';
import { useFolder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { freePorts, listen } from '../support/ports.ts';

const folder = useFolder();
const children = useChildren();

/** The last port that leaves room for all of them. */
const LAST_PORT = 65_536 - portsOf();
const BAD_PORT = `--port must be a whole number from 0 to ${LAST_PORT}.`;
const UP = /Ctrl-C stops\./;

function addresses(text: string): { name: string; url: string; control: string }[] {
  return [...text.matchAll(/^ {2}(\w+) +(http:\S+) {3}control (http:\S+)$/gm)].map(
    ([, name = '', url = '', control = '']) => ({ name, url, control }),
  );
}

describe('npm run emulators', () => {
  it('takes the ports it says in a row, and prints them', async () => {
    const base = await freePorts(portsOf());
    const child = children.node(['emulators/serve.ts', '--port', String(base)]);
    await child.says(UP);
    const at = (place: number): string => `http://127.0.0.1:${base + place}`;
    expect(addresses(child.stdout())).toEqual(
      VENDORS.map((name, place) => ({ name, url: at(place), control: at(place + VENDORS.length) })),
    );
    for (const { name, control } of addresses(child.stdout())) {
      expect(await (await fetch(`${control}/`)).json()).toMatchObject({ emulator: name });
    }
    child.signal('SIGINT');
    expect(await child.exited).toBe(0);
    expect(child.stderr()).toBe('');
  });

  it('prints accounts that are a configuration as they stand, and whose credentials are good', async () => {
    const child = children.node(['emulators/serve.ts', '--port', '0']);
    await child.says(UP);
    const [, text = ''] = /(accounts:\n[\s\S]*?\n)\n/.exec(child.stdout()) ?? [];
    const file = await folder.write('config.yaml', `${text}\nstore: { directory: null }\n`);
    const graph = children.node(['src/main.ts', '--config', file], { PORT: '0' });
    expect(
      await ask(await urlOf(graph), '{ licenses(first: 1) { coverage { account { key } status } } }'),
    ).toEqual({
      licenses: { coverage: keysOf().map((key) => ({ account: { key }, status: 'COMPLETE' })) },
    });
  });

  it('says which port is in use', async () => {
    const base = await freePorts(portsOf());
    const other = await listen(base + 2);
    const child = children.node(['emulators/serve.ts', '--port', String(base)]);
    expect(await child.exited).toBe(1);
    await other.close();
    expect(child.stderr()).toBe(
      `Port ${base + 2} is in use. Choose another with npm run emulators -- --port N (0 takes any that are free).\n`,
    );
  });

  it.each([
    [['--port', '4.5'], BAD_PORT],
    [['--port', String(LAST_PORT + 1)], BAD_PORT],
    [['--port', ''], BAD_PORT],
    [['--scale', '1e2'], '--scale must be a whole number from 1 to 1000.'],
    [['--sclae', '1'], "Unknown option '--sclae'"],
  ])('refuses %j with the usage and 2', async (flags, sentence) => {
    const child = children.node(['emulators/serve.ts', ...flags]);
    expect(await child.exited).toBe(2);
    expect(child.stderr()).toMatch(
      /^[^\n]+\n\nusage: npm run emulators -- \[--port N\] \[--scale N\] \[--with FOLDER\]\n/,
    );
    expect(child.stderr().split('\n')[0]).toBe(sentence);
  });
});
