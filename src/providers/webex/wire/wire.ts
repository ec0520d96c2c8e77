// The answers of one account of Webex. Counts and flags may be text, enums are open, and of a row only the id is needed (webex contract
// 3, 6). What has another form than it should is counted, and is null: one odd field is one odd field.
import { z } from 'zod';
import type { RowReader } from '../../../upstream/parse.ts';
import { fieldsOf } from './fields.ts';
import { toHolder, toLicense, type HoldersBody, type WebexLicense } from './licenses.ts';
import { toPerson, type PeopleByIdsBody, type Person } from './people.ts';
import { idOf, rowIn, rowsOf, type ListBody } from './rows.ts';
import { toWorkspace, type WebexWorkspace } from './workspaces.ts';

/** The bodies of one account's answers. */
export interface Wire {
  readonly licenses: z.ZodType<ListBody<WebexLicense>>;
  readonly license: z.ZodType<WebexLicense>;
  readonly holders: z.ZodType<HoldersBody>;
  readonly people: z.ZodType<ListBody<Person>>;
  readonly peopleByIds: z.ZodType<PeopleByIdsBody>;
  readonly person: z.ZodType<Person>;
  readonly workspaces: z.ZodType<ListBody<WebexWorkspace>>;
  readonly workspace: z.ZodType<WebexWorkspace>;
}

/** Bodies that count what is odd about their rows. */
export function createWire(reader: RowReader): Wire {
  const { drift } = reader;
  const license = rowIn('licenses', 'LICENSE', toLicense, drift);
  const person = rowIn('people', 'USER', toPerson, drift);
  const workspace = rowIn('workspaces', 'WORKSPACE', toWorkspace, drift);
  const holder = rowIn('licenses.users', 'USER', toHolder, drift);
  const people = rowsOf(person, 'people', reader);
  return {
    licenses: z.object({ items: rowsOf(license, 'licenses', reader) }),
    license,
    holders: z
      .looseObject({ id: idOf('LICENSE'), users: rowsOf(holder, 'licenses.users', reader) })
      .transform((body) => ({
        license: toLicense(body.id, fieldsOf(body, 'licenses', drift)),
        isLicenseWhole: body['subscriptionId'] !== undefined,
        users: body.users,
      })),
    people: z.object({ items: people }),
    peopleByIds: z.object({
      items: people,
      notFoundIds: z
        .array(idOf('USER'))
        .nullish()
        .transform((ids) => ids ?? []),
    }),
    person,
    workspaces: z.object({ items: rowsOf(workspace, 'workspaces', reader) }),
    workspace,
  };
}
