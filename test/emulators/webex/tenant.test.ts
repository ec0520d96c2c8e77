// Another tenant: every id that was answered is understood again, in paths, queries and bodies.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { licenseId } from '../../support/providers/webex.ts';
import { Person, UserLicenses, nextLink, useWebex } from './client.ts';

const { emulator, call, patch, licenses, people, person } = useWebex();

const Licenses = z.looseObject({ users: z.array(z.object({ id: z.string() })) });

describe('the ids of another tenant', () => {
  let before: readonly string[] = [];
  beforeEach(async () => {
    before = (await licenses()).map(({ id }) => id);
    emulator.swapTenant(1);
  });

  it('are those of none of its licenses, which lead to its people', async () => {
    const now = await licenses();
    expect(now.filter(({ id }) => before.includes(id))).toEqual([]);
    expect((await call(`/licenses/${licenseId('professional')}`)).status).toBe(404);
    const id = now.find(({ name }) => name === 'Webex Calling - Professional')?.id ?? '';
    const { users } = Licenses.parse((await call(`/licenses/${id}?includeAssignedTo=user&limit=5`)).body);
    for (const user of users) expect((await person(user.id)).licenses).toContain(id);
  });

  it('are taken in a write', async () => {
    const { rows } = await people('/people?max=1000');
    const messaging = (await licenses()).find(({ name }) => name === 'Advanced Messaging')?.id ?? '';
    const personId = rows.find(({ licenses: held = [] }) => held.includes(messaging))?.id ?? '';
    const answer = await patch({ personId, licenses: [{ id: messaging, operation: 'remove' }] });
    expect([answer.status, UserLicenses.parse(answer.body)]).toMatchObject([200, { personId }]);
    expect((await person(personId)).licenses).not.toContain(messaging);
  });

  it('are in links, which lead on', async () => {
    emulator.setSwitch('peopleLink', 'after');
    const { rows, pages } = await people('/people?max=50');
    expect([rows.length, pages]).toEqual([180, 4]);
    const { items } = z.object({ items: z.array(Person) }).parse((await call('/people?max=50')).body);
    expect(new URL(nextLink(await call('/people?max=50')) ?? '').searchParams.get('after')).toBe(
      items.at(-1)?.id,
    );
  });
});
