// A plain client of the Webex emulator for its tests: fetch, with answers parsed.
import { z } from 'zod';
import type { EmulatorOptions, RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/webex/index.ts';
import { present } from '../../support/assertions.ts';
import { useEmulator } from '../../support/emulator.ts';
import { licenseId } from '../../support/providers/webex.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Options {
  readonly method?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

const License = z.looseObject({
  id: z.string(),
  name: z.string(),
  totalUnits: z.number(),
  consumedUnits: z.number(),
  consumedByUsers: z.number().nullish(),
  consumedByWorkspaces: z.number().nullish(),
});
type License = z.infer<typeof License>;
export const Person = z.looseObject({
  id: z.string(),
  emails: z.array(z.string()),
  licenses: z.array(z.string()).optional(),
});
type Person = z.infer<typeof Person>;
export const UserLicenses = z.looseObject({
  licenses: z.array(z.string()).default([]),
  siteUrls: z.array(z.object({ siteUrl: z.string(), accountType: z.string() })).default([]),
  pendingLicenses: z.array(z.string()).default([]),
});
const User = z.object({ id: z.string(), type: z.string(), displayName: z.string(), email: z.string() });
type User = z.infer<typeof User>;
const ErrorBody = z.object({ errors: z.array(z.object({ errorCode: z.number().optional() })).default([]) });

export function errorCodes(answer: Answer): (number | undefined)[] {
  return ErrorBody.parse(answer.body).errors.map(({ errorCode }) => errorCode);
}

/** The address in the `next` link of an answer. */
export function nextLink(answer: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
}

/** The emulator of the file this is called in, and requests to it. */
export function useWebex(options: Pick<EmulatorOptions, 'now'> = {}) {
  const emulator = useEmulator(definition, options);
  return { emulator, ...clientOf(emulator) };
}

function clientOf(emulator: RunningEmulator) {
  async function call(path: string, options: Options = {}): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${emulator.url}/v1${path}`;
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      headers: {
        authorization: `Bearer ${options.token ?? access.accessToken}`,
        ...(options.json !== undefined && { 'content-type': 'application/json;charset=utf-8' }),
        ...options.headers,
      },
      ...(options.json !== undefined && { body: JSON.stringify(options.json) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  }

  /** Every row of a list, page by page, and the number of pages. Stops at a page without rows. */
  async function walk<Row>(
    path: string,
    key: string,
    row: z.ZodType<Row>,
  ): Promise<{ rows: Row[]; pages: number }> {
    const rows: Row[] = [];
    let pages = 0;
    for (let next: string | undefined = path; next !== undefined;) {
      const answer = await call(next);
      pages += 1;
      const found = z.looseObject({ [key]: z.array(row).default([]) }).parse(answer.body)[key];
      const page = z.array(row).parse(found);
      rows.push(...page);
      next = page.length === 0 ? undefined : nextLink(answer);
    }
    return { rows, pages };
  }

  const patch = (json: unknown, token = access.accessToken): Promise<Answer> =>
    call('/licenses/users', { method: 'PATCH', json, token });
  const license = async (key: string): Promise<License> =>
    License.parse((await call(`/licenses/${licenseId(key)}`)).body);
  const licenses = async (): Promise<License[]> =>
    z.object({ items: z.array(License) }).parse((await call('/licenses')).body).items;
  const people = (path: string) => walk(path, 'items', Person);
  const users = (key: string, limit: number) =>
    walk(`/licenses/${licenseId(key)}?includeAssignedTo=user&limit=${limit}`, 'users', User);
  /** The person at a position of the list, as the list has it. */
  const personAt = async (position: number): Promise<Person> => {
    const cursor = Buffer.from(`limit=1&startIndex=${position + 1}`).toString('base64');
    const { items } = z
      .object({ items: z.array(Person) })
      .parse((await call(`/people?max=1&cursor=${cursor}`)).body);
    return present(items[0], `a person ${position}`);
  };
  const person = async (id: string): Promise<Person> =>
    Person.parse((await call(`/people/${id}?callingData=true`)).body);
  return { call, walk, patch, license, licenses, people, users, personAt, person };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
