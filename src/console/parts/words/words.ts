// What the codes of the graph are called, for people. One that is new here is shown as it is, in plain letters.
import type { ChangeOptionsInput, Provider } from '../../generated/documents.ts';

const PROVIDERS: Readonly<Record<Provider, string>> = {
  GENESYS_CLOUD: 'Genesys Cloud',
  THINGSPACE: 'ThingSpace',
  WEBEX: 'Webex',
  YEXT: 'Yext',
};

/** The vendors, as the graph names them. */
export const VENDORS = Object.keys(PROVIDERS) as readonly Provider[];

/** A vendor's name. */
export function providerName(provider: Provider): string {
  return PROVIDERS[provider] ?? inWords(provider);
}

/** `SWEEP_OVERDUE` as "Sweep overdue". */
export function inWords(code: string): string {
  const text = code.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the one vendor whose holders need a number takes with a license. An extension is of a location. */
export function numberOptions({
  number,
  locationId,
}: {
  readonly number: string;
  readonly locationId: string;
}): ChangeOptionsInput {
  const digits = number.replaceAll(/[\s()./-]/g, '');
  // Extensions have fewer digits than any number with its country.
  const isNumber = digits.startsWith('+') || digits.length > 7;
  return {
    webex: {
      calling: {
        ...(isNumber ? { phoneNumber: digits } : { extension: digits }),
        ...(locationId.trim() !== '' && { locationId: locationId.trim() }),
      },
    },
  };
}
