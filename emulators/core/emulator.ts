// Starts an emulator: the provider's API on one port, and a control port of its own beside it.
import { apiListener } from './api-listener.ts';
import { createClock, type Clock } from './clock.ts';
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
  const { control, current, previous } = createEmulator(definition, options.scale ?? 1, options.now);
  const { name, clock, faults, journal, reset } = control;
  const host = options.host ?? '127.0.0.1';
  const answerApi = apiListener({ definition, current, faults, journal, previous });
  const api = await listen(answerApi, host, options.port ?? 0);
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
    async close() {
      await Promise.all([api.close(), controls.close()]);
    },
  };
}

/** The emulator without its servers: its state, and all that the control port changes. */
function createEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  firstScale: number,
  now?: () => number,
) {
  const clock = createClock(now);
  const journal = createJournal();
  const faults = createFaults();
  const switches: Switches = { ...definition.switches };
  const previous = new Map<string, Reply>();
  let scale = firstScale;
  let given = 0;
  const serial = (): number => (given += 1);
  const seeded = (): State => definition.seed({ scale, clock, switches, serial });
  let state = seeded();

  const control: Control = {
    name: definition.name,
    clock,
    journal,
    faults,
    switches: () => ({ ...switches }),
    setSwitch: (name, value) => setSwitch(switches, name, value),
    reset(newScale) {
      scale = newScale ?? scale;
      clock.reset();
      journal.clear();
      faults.clear();
      previous.clear();
      Object.assign(switches, definition.switches);
      state = seeded();
    },
  };
  return { control, previous, current: () => state };
}
