// Feature toggles of an organisation: deprecated upstream, always on, and without effect when set (genesys contract 6.8).
import type { Call } from '../../domain/call.ts';
import { callerError } from '../../domain/problem.ts';
import type { FeatureToggle } from '../provider.ts';
import { readToggle, writeToggle } from './client.ts';
import type { Context } from './context.ts';
import type { Toggle } from './wire/licenses.ts';

/** Reads a feature toggle. */
export function readFeatureToggle(context: Context, featureName: string, call: Call): Promise<FeatureToggle> {
  return toggle(featureName, () => readToggle(context, featureName, call));
}

/** Sets a feature toggle. */
export function setFeatureToggle(context: Context, featureName: string, call: Call): Promise<FeatureToggle> {
  return toggle(featureName, () => writeToggle(context, featureName, call));
}

async function toggle(featureName: string, ask: () => Promise<Toggle>): Promise<FeatureToggle> {
  if (!/^[^\p{C}]{1,100}$/u.test(featureName)) {
    throw callerError('BAD_INPUT', 'A feature name has 1 to 100 characters and no control characters.');
  }
  const answer = await ask();
  return { featureName: answer.featureName ?? featureName, enabled: answer.enabled ?? null };
}
