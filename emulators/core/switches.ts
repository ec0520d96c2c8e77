// Switches: one for each open question of a contract, with a default; how they are set and read.

/** What a switch may be set to. */
export type SwitchValue = string | number | boolean;
/** Values by name. */
export type Switches = Record<string, SwitchValue>;
/** The values as they are now: read one when it is needed, as it may be set at any time. */
export type LiveSwitches = Readonly<Switches>;

/** No switch has this name, or the switch takes values of another type; the message says which names or type there are. */
export class UnknownSwitchError extends Error {}

/** Sets a switch that exists to a value of the type it has. */
export function setSwitch(switches: Switches, name: string, value: SwitchValue): void {
  if (!(name in switches)) {
    throw new UnknownSwitchError(`no switch ${name}; there are: ${Object.keys(switches).sort().join(', ')}`);
  }
  const kind = typeof switches[name];
  if (typeof value !== kind)
    throw new UnknownSwitchError(`switch ${name} takes a ${kind}, not a ${typeof value}`);
  switches[name] = value;
}

/** Names of the switches whose values have this type. */
type NamesOf<Defaults extends Switches, Value extends SwitchValue> = {
  [Name in keyof Defaults]: Defaults[Name] extends Value ? Name : never;
}[keyof Defaults];

/** Reads of live switches, by the type of their values. */
interface SwitchReaders<Defaults extends Switches> {
  readonly flag: (live: LiveSwitches, name: NamesOf<Defaults, boolean>) => boolean;
  readonly amount: (live: LiveSwitches, name: NamesOf<Defaults, number>) => number;
  readonly text: (live: LiveSwitches, name: NamesOf<Defaults, string>) => string;
}

/** Typed reads of the switches that have these defaults. `setSwitch` keeps the types: another one is a defect, and throws. */
export function switchReaders<Defaults extends Switches>(): SwitchReaders<Defaults> {
  const mistyped = (name: PropertyKey): RangeError =>
    new RangeError(`switch ${String(name)} has a value of another type`);
  return {
    flag(live, name) {
      const value = live[String(name)];
      if (typeof value !== 'boolean') throw mistyped(name);
      return value;
    },
    amount(live, name) {
      const value = live[String(name)];
      if (typeof value !== 'number') throw mistyped(name);
      return value;
    },
    text(live, name) {
      const value = live[String(name)];
      if (typeof value !== 'string') throw mistyped(name);
      return value;
    },
  };
}
