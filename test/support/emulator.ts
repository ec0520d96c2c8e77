// One provider's emulator, for its own tests and those of its adapter.
import { beforeEach } from '@jest/globals';
import type { EmulatedState, EmulatorDefinition } from '../../emulators/core/definition.ts';
import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../../emulators/core/emulator.ts';
import { opened } from './lifecycle.ts';

/** The emulator of the file or `describe` this is called in, freshly seeded before each test. */
export function useEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  { scale = 1, ...options }: Pick<EmulatorOptions, 'scale' | 'now'> = {},
): RunningEmulator {
  const emulator = opened(
    () => startEmulator(definition, { scale, ...options }),
    (it) => it.close(),
  );
  beforeEach(() => emulator.reset(scale));
  return emulator;
}

/** Resolves when an emulator has received everything sent before: it has answered a later request. */
export async function heard({ controlUrl }: RunningEmulator): Promise<void> {
  for (let round = 0; round < 3; round += 1) await (await fetch(`${controlUrl}/clock`)).text();
}
