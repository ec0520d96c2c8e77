// Change sets of every kind, each made by the mutation that is one more way to a set.
import { imei } from '../../../emulators/seed/organisation.ts';
import type { TestApp } from '../../support/app.ts';
import { present } from '../../support/assertions.ts';
import { at } from '../../support/json.ts';
import { genesysUser, webexUser, type Target } from '../../support/license-targets.ts';
import { assigning, device, pack, target } from '../../support/inputs.ts';
import { INPUT_OF, mutate, planOf } from '../../support/mutations.ts';

const DAY_MS = 86_400_000;
const PATIENT = { waitSeconds: 60 };

/** Every mutation, asking for everything of the set that it gives. */
export const MUTATIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(INPUT_OF).map((name) => [name, mutationFor(name)]),
);

function mutationFor(name: string): string {
  return `mutation ($input: ${INPUT_OF[name]}!) { ${name}(input: $input) { changeSet { ...ChangeSetFacts } problems { code } } }`;
}

/** Asks a query of `MUTATIONS`. */
export type Ask = (name: string, query: string, input: object) => Promise<unknown>;

/** Makes sets in accounts of every provider; none of them changes any more when it is there. */
export async function makeChanges(app: TestApp, ask: Ask): Promise<void> {
  async function change(name: string, input: object): Promise<string> {
    const data = await ask(name, present(MUTATIONS[name]), input);
    return String(present(at(data, name, 'changeSet', 'ChangeSet_id'), `a set of ${name}`));
  }
  const car = device(imei(203));
  const assign = (request: object) => ({ action: 'ASSIGN', ...request });
  await change('applyLicenseChanges', {
    ...PATIENT,
    changes: [
      assign(named(webexUser(7, 'messaging'))),
      assign(car),
      ...assigning('store-5', 'store-7').changes,
    ],
  });
  await change('assignLicense', { ...PATIENT, ...named(genesysUser(1)) });
  const removed = await change('removeLicense', { ...PATIENT, ...pack('store-5') });
  await change('undoChangeSet', { ...PATIENT, id: removed });
  const removalOn = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
  // One day that License Graph keeps, and one that the provider does.
  for (const one of [car, pack('store-7')]) {
    await change('scheduleLicenseRemoval', { ...PATIENT, ...one, removalOn });
  }
  await change('planLicenseChanges', assigning('store-54'));
  const plan = await mutate(app, 'planLicenseChanges', assigning('store-47'));
  await change('cancelChangeSet', { id: planOf(plan).id });
  const refused = { method: 'POST', path: 'assigned-entities/store-37' };
  app.fleet.yext.fault({ ...refused, fault: { kind: 'error', status: 500 } });
  const failed = await mutate(app, 'assignLicense', pack('store-37'));
  app.clearFaults();
  await change('retryChangeSet', { ...PATIENT, id: planOf(failed).id });
}

function named({ accountKey, licenseId, kind, externalId }: Target) {
  return target(accountKey, licenseId, kind, externalId);
}
