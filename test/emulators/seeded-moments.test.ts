// Moments of the seed count back from the emulator's clock at the moment of the seed: the made-up company does not age.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DAY } from '../../emulators/seed/moments.ts';
import { definition } from '../../emulators/thingspace/index.ts';
import { useEmulator } from '../support/emulator.ts';
import { USERS, useGenesys } from './genesys/client.ts';
import { FIRST, connect, imeis } from './thingspace/client.ts';
import { useWebex } from './webex/client.ts';
import { useYext } from './yext/client.ts';

const YEAR = 365 * DAY;
let time = Date.now();
beforeEach(() => {
  time = Date.now();
});
const now = (): number => time;

const genesys = useGenesys({ now });
const webex = useWebex({ now });
const thingspace = useEmulator(definition, { now });
const yext = useYext({ now });

/** Every moment in a body, in the order of the text. */
function momentsIn(body: unknown): number[] {
  const found = JSON.stringify(body).match(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,3})?/g) ?? [];
  return found.map((text) => Date.parse(`${text.replace(' ', 'T')}Z`));
}

// Each logs in anew: no token outlives a reset.
async function ofGenesys(path: string, client = 'acme-us-client'): Promise<unknown> {
  return (await genesys.call(path, { as: await genesys.tokenOf(client) })).body;
}
async function ofThingspace(method: string, path: string, body?: object): Promise<unknown> {
  return (await (await connect(thingspace))(method, path, body)).body;
}
async function ofWebex(path: string): Promise<unknown> {
  return (await webex.call(path)).body;
}

const LOGINS = `${USERS}?state=any&pageSize=500&expand=dateLastLogin`;
const PEOPLE = '/people?max=1000';
const LOOK_UP = [`/fota/v3/devices/${FIRST}`, { deviceList: imeis(0, 900) }] as const;

const READS = [
  ['logins', genesys.emulator, () => ofGenesys(LOGINS)],
  ['roles', genesys.emulator, () => ofGenesys('/api/v2/authorization/roles')],
  ['people', webex.emulator, () => ofWebex(PEOPLE)],
  ['the organisation', webex.emulator, () => ofWebex('/organizations')],
  ['workspaces', webex.emulator, () => ofWebex('/workspaces?includeDevices=true')],
  ['devices', thingspace, () => ofThingspace('POST', ...LOOK_UP)],
  ['licenses of devices', thingspace, () => ofThingspace('GET', `/fota/v3/licenses/${FIRST}`)],
  ['a subscription', thingspace, () => ofThingspace('GET', `/fota/v3/subscriptions/${FIRST}`)],
  ['devices in connectivity', thingspace, () => ofThingspace('POST', '/m2m/v1/devices/actions/list', {})],
  ['entities', yext.emulator, () => yext.entities({ limit: '50' })],
] as const;

describe.each(READS)('moments of %s', (_name, emulator, read) => {
  it('are a year later when the clock is a year ahead at the seed', async () => {
    const today = momentsIn(await read());
    expect(today.length).toBeGreaterThan(0);
    time += YEAR;
    emulator.reset();
    expect(momentsIn(await read())).toEqual(today.map((at) => at + YEAR));
  });

  it('stand still while the clock goes on', async () => {
    const before = momentsIn(await read());
    emulator.clock.advance(2 * DAY);
    expect(momentsIn(await read())).toEqual(before);
  });
});

const Logins = z.object({ entities: z.array(z.object({ dateLastLogin: z.string().optional() })) });
const People = z.object({ items: z.array(z.object({ lastActivity: z.string().optional() })) });
const Devices = z.object({ deviceList: z.array(z.object({ lastConnectionTime: z.string().optional() })) });

/** Which share of all was there within so many days, and which was not for longer; whoever never was counts for neither. */
function shares(last: readonly (string | undefined)[], within: number, longer: number) {
  const ages = last.flatMap((text) => (text === undefined ? [] : [(time - Date.parse(text)) / DAY]));
  const share = (test: (days: number) => boolean): number => ages.filter(test).length / last.length;
  return {
    recent: share((days) => days >= 0 && days <= within),
    silent: share((days) => days > longer),
    never: 1 - ages.length / last.length,
    ahead: share((days) => days < 0),
  };
}

describe('a company seeded a year from now', () => {
  beforeEach(() => {
    time += YEAR;
    for (const emulator of [genesys.emulator, webex.emulator, thingspace]) emulator.reset();
  });

  it('has people who were active of late, one in eight who were not for a quarter, and a few who never were', async () => {
    const orgs = [await ofGenesys(LOGINS), await ofGenesys(LOGINS, 'acme-eu-client')];
    const { items } = People.parse(await ofWebex(PEOPLE));
    const last = [
      ...orgs.flatMap((org) => Logins.parse(org).entities.map(({ dateLastLogin }) => dateLastLogin)),
      ...items.map(({ lastActivity }) => lastActivity),
    ];
    expect(last).toHaveLength(450);
    const { recent, silent, never, ahead } = shares(last, 14, 90);
    expect(recent).toBeGreaterThan(0.6);
    expect(silent).toBeGreaterThan(1 / 10);
    expect(silent).toBeLessThan(1 / 6);
    expect(never).toBeGreaterThan(0);
    expect(never).toBeLessThan(0.1);
    expect(ahead).toBe(0);
  });

  it('has devices that connected of late, and some that have been silent for a month', async () => {
    const { deviceList } = Devices.parse(await ofThingspace('POST', ...LOOK_UP));
    const last = deviceList.map(({ lastConnectionTime }) => lastConnectionTime);
    const { recent, silent, ahead } = shares(last, 3, 30);
    expect(recent).toBeGreaterThan(0.6);
    expect(silent).toBeGreaterThan(0.07);
    expect(silent).toBeLessThan(0.15);
    expect(ahead).toBe(0);
  });
});
