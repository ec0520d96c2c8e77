// Starts an emulator: the provider's API on one port, and a control port of its own beside it.
import { apiListener, type Served } from './api-listener.ts';
import { createClock, type Clock } from './clock.ts';
import { OutsideError, type OutsideChange } from './content/outside.ts';
import { createPast } from './content/past.ts';
import { handleControl, type Control } from './control.ts';
import type { EmulatedState, EmulatorDefinition } from './definition.ts';
import { createFaults, type FaultRule } from './faults.ts';
import type { Reply } from './http.ts';
import { createJournal, type Journal } from './journal.ts';
import { listen } from './node-http.ts';
import { setSwitch, type SwitchValue, type Switches } from './switches.ts';

/** An emulator that listens, as its user has it in hand. */
export interface RunningEmulator {
  readonly name: string;
  /** `http://127.0.0.1:port`, without a trailing slash. */
  readonly url: string;
  readonly controlUrl: string;
  readonly clock: Clock;
  readonly journal: Journal;
  setSwitch(name: string, value: SwitchValue): void;
  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Fresh state, real time, default switches, no faults, empty journal. */
  reset(scale?: number): void;
  /** Changes something past the API. Throws an `OutsideError` for unknown ids. */
  outside(change: OutsideChange): void;
  /** Puts another tenant behind the same credentials; 0 is the seeded company. Clock, switches, faults and journal stay. */
  swapTenant(tenant: number): void;
  close(): Promise<void>;
}

/** Where to listen, and how large the seeded company is. */
export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly scale?: number;
  readonly host?: string;
  /** The time that its clock starts from and goes back to; real time when absent. */
  readonly now?: () => number;
}

/** Starts both servers of an emulator; rejects when one of the ports is taken. */
export async function startEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  options: EmulatorOptions = {},
): Promise<RunningEmulator> {
  const { control, served } = createEmulator(definition, options.scale ?? 1, options.now);
  const { name, clock, faults, journal, reset, outside, swapTenant } = control;
  const host = options.host ?? '127.0.0.1';
  const api = await listen(apiListener(served), host, options.port ?? 0);
  const controls = await listen(
    (request, response) => void handleControl(control, request, response),
    host,
    options.controlPort ?? 0,
  );
  return {
    name,
    url: api.url,
    controlUrl: controls.url,
    clock,
    journal,
    setSwitch: control.setSwitch,
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    reset,
    outside,
    swapTenant,
    async close() {
      await Promise.all([api.close(), controls.close()]);
    },
  };
}

/** The emulator without its servers: all that the API is served from, and all that the control port changes. */
function createEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  firstScale: number,
  now?: () => number,
): { readonly control: Control; readonly served: Served<State> } {
  const { name } = definition;
  const clock = createClock(now);
  const journal = createJournal();
  const faults = createFaults();
  const switches: Switches = { ...definition.switches };
  const previous = new Map<string, Reply>();
  const past = createPast(clock, switches, definition.lists);
  let scale = firstScale;
  let given = 0;
  const serial = (): number => (given += 1);
  const seeded = (tenant = 0): State => definition.seed({ scale, tenant, clock, switches, serial });
  let state = seeded();

  const replaceState = (tenant?: number): void => {
    previous.clear();
    past.forget();
    state = seeded(tenant);
  };
  const outside = (change: OutsideChange): void => {
    if (!definition.outside) throw new OutsideError(`nothing changes past the API of ${name}`);
    past.remember(state);
    definition.outside(change, state);
  };
  const control: Control = {
    name,
    clock,
    journal,
    faults,
    switches: () => ({ ...switches }),
    setSwitch: (key, value) => setSwitch(switches, key, value),
    reset(newScale) {
      scale = newScale ?? scale;
      clock.reset();
      journal.clear();
      faults.clear();
      Object.assign(switches, definition.switches);
      replaceState();
    },
    outside,
    swapTenant: replaceState,
  };
  const current = (): State => state;
  return { control, served: { definition, current, faults, journal, previous, past, outside } };
}
