// What assigning a calling license needs (webex contract 5.1, 5.4).
import { isLocationId } from '../ids.ts';
import type { CallingDetails } from './options.ts';
import { refusal, type Refusal } from './refusal.ts';

/** E.164, whose plus sign is missing from some of Cisco's samples (webex contract 5.1). */
const PHONE_NUMBER = /^\+?[1-9]\d{5,14}$/;
const EXTENSION = /^\d{1,15}$/;

/** What is missing from the details of a calling license, or wrong with them; null when it can be sent. */
export function callingRefusal(calling: CallingDetails | null): Refusal | null {
  const { locationId = null, phoneNumber = null, extension = null } = calling ?? {};
  if (phoneNumber === null && extension === null) {
    return required('Give a phone number or an extension, and a location where there is no phone number.');
  }
  if (phoneNumber === null && locationId === null) return required('Give the location of the extension.');
  if (phoneNumber !== null && !PHONE_NUMBER.test(phoneNumber)) {
    return required('Give the phone number in E.164 form, +12025550100 for instance.');
  }
  if (extension !== null && !EXTENSION.test(extension)) {
    return required('Give the extension in digits, without the routing prefix of its location.');
  }
  if (locationId !== null && !isLocationId(locationId)) {
    return required('Give the location by the id Webex lists it with.');
  }
  return null;
}

function required(hint: string): Refusal {
  return refusal(
    'CALLING_DETAILS_REQUIRED',
    'A calling license cannot be assigned without calling details of its own.',
    hint,
    '400411',
  );
}
