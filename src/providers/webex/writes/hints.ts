// What to do about Webex's codes (webex contract 5.3).

const HINTS: ReadonlyMap<string, string> = new Map([
  [
    '400',
    'Webex gave no reason. Of a calling license, check the details: the location has to exist, number and extension have to be free there. Of somebody from outside: they may have an attendee account on this site, which keeps them from being its host, or their organisation may forbid licenses of others.',
  ],
  ['400000', 'Webex does not know the license: read the licenses again.'],
  ['400112', 'Professional is not downgraded to Standard.'],
  ['400118', 'The messaging licenses of this organisation are managed elsewhere.'],
  ['400216', 'The site takes no attendees: whoever runs it can enable them.'],
  ['400404', 'Professional and Standard exclude each other: remove one of them.'],
  ['400406', 'Standard and Attendant Console exclude each other: remove one of them.'],
  ['400407', 'Standard and Customer Experience Essentials exclude each other: remove one of them.'],
  ['400408', 'Attendant Console needs Professional: assign it first.'],
  ['400410', 'Customer Experience Essentials is not downgraded to Standard.'],
  ['400411', 'Give this calling license calling details of its own.'],
  ['400413', 'The user holds another license of the same group: remove that one in the same set.'],
  ['700003', 'Paid messaging needs free messaging: assign that as well.'],
  ['700004', 'Paid meetings need free meetings: assign those as well.'],
  ['700005', 'Meetings need free messaging: assign that as well, or leave it assigned.'],
  ['700006', 'Screen share cannot be removed.'],
]);

/** What to do about a refusal. Where Webex gave no reason it gives one for the same change alone (webex contract 9.4). */
export function hintFor(providerCode: string | null): string {
  if (providerCode === null)
    return 'Ask for this change alone: the provider then says what is wrong with it.';
  return HINTS.get(providerCode) ?? 'Look the code up in the reference of the provider.';
}
