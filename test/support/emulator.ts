// One provider's emulator, as its own tests and those of its adapter use it.
import { beforeEach } from '@jest/globals';
import type { EmulatedState, EmulatorDefinition } from '../../emulators/core/definition.ts';
import { startEmulator, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { opened } from './lifecycle.ts';

/** The emulator of the file or `describe` this is called in, freshly seeded before each test. */
export function useEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  { scale = 1 }: { readonly scale?: number } = {},
): RunningEmulator {
  const emulator = opened(
    () => startEmulator(definition, { scale }),
    (it) => it.close(),
  );
  beforeEach(() => emulator.reset(scale));
  return emulator;
}

/** Comes back when an emulator has what was sent to it before: it has answered what was asked of it later. */
export async function heard({ controlUrl }: RunningEmulator): Promise<void> {
  for (let round = 0; round < 3; round += 1) await (await fetch(`${controlUrl}/clock`)).text();
}
