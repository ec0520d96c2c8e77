// What the codes of the graph are called, for people. One that is new here is shown as it is, in plain letters.
import type { Provider } from '../generated/documents.ts';

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
