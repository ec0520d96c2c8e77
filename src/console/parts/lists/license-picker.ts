// A choice of one license, from all that there are.
import { h, type JSX } from 'preact';
import { LicenseNamesDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Picker, type PickerProps } from '../../kit/facet.ts';
import { address } from '../../kit/router.ts';

export interface LicensePickerProps {
  readonly title: string;
  /** Its name in the address. */
  readonly name: string;
  /** What stands above the licenses; the first takes the filter away. */
  readonly above: PickerProps['options'];
}

export function LicensePicker({ title, name, above }: LicensePickerProps): JSX.Element {
  const licenses = useLicenseNames();
  const on = address.value.query.get(name);
  const options = [...above, ...licenses];
  const isMissing = on !== null && on !== '' && !options.some(({ value }) => value === on);
  return h(Picker, {
    title,
    name,
    options: isMissing ? [...options, { value: on, title: 'The one of the address' }] : options,
  });
}

/** All licenses by name, those that only somebody holds still included. */
export function useLicenseNames(): readonly { readonly value: string; readonly title: string }[] {
  const { data } = useQuestion(LicenseNamesDocument, {});
  return (data?.inventory?.licenses?.nodes ?? []).map(({ id, name, externalId, account }) => ({
    value: id,
    title: `${name ?? externalId} · ${account.name}`,
  }));
}
