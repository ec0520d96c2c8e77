// Switches: each open question of a contract has one, with the contract's default.

export type SwitchValue = string | number | boolean;
/** Values by name. */
export type Switches = Record<string, SwitchValue>;

/** A name no switch has: the message lists those there are. */
export class UnknownSwitchError extends Error {}
