// An e-mail address that stands for several users: never the first of them.
import { describe, expect, it } from '@jest/globals';
import { person } from '../../emulators/seed/organisation.ts';
import { codesOf, useApp } from '../support/app.ts';

const app = useApp();
const USER = `query ($email: String!) {
  user(by: { email: { accountKey: "genesys-us", email: $email } }) { externalId email }
}`;
const ask = (email: string) => app.ask<{ user: { email: string } | null }>(USER, { variables: { email } });

describe('a user by address', () => {
  it('is the one who has it, in whatever case it is written', async () => {
    const { email } = person(0);
    const { data } = await ask(email.toUpperCase());
    expect(data.user?.email?.toLowerCase()).toBe(email.toLowerCase());
  });

  it('is a coded refusal that names the candidates, where several have it', async () => {
    app.fleet.genesys.setSwitch('sharedAddress', true);
    const answer = await ask(person(0).email);
    expect(codesOf(answer)).toEqual(['AMBIGUOUS']);
    expect(answer.errors?.[0]?.extensions['hint']).toMatch(/Name the user by id: .+, .+/);
    expect(answer.data.user).toBeNull();
  });
});
