// One provider's emulator, as its own tests and those of its adapter use it.
import { beforeEach } from '@jest/globals';
import { startEmulator, type EmulatedState, type RunningEmulator } from '../../emulators/core/emulator.ts';
import type { EmulatorDefinition } from '../../emulators/core/emulator.ts';
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
