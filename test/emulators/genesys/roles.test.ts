// The roles that people are granted.
import { describe, expect, it } from '@jest/globals';
import { uuid } from '../../../emulators/seed/organisation.ts';
import { pageOf, useGenesys } from './client.ts';

const { call } = useGenesys();

const ROLES = '/api/v2/authorization/roles';

describe('roles', () => {
  it('state their policies and their licenses', async () => {
    const answer = await call(`${ROLES}?pageSize=100`);
    const roles = pageOf(answer).entities;
    expect(roles.find(({ name }) => name === 'Scheduler')).toMatchObject({
      id: uuid('genesys-us-role', 4),
      permissionPolicies: [
        { domain: 'routing', entityName: 'queue', actionSet: ['view'] },
        { domain: 'wfm', entityName: 'schedule', actionSet: ['*'] },
      ],
      userCount: 8,
      default: false,
      baseLicense: 'cloudCX1',
      addonLicenses: ['gc1WEMupgrade'],
    });
    expect(roles.find(({ name }) => name === 'employee')).not.toHaveProperty('baseLicense');
    expect(answer.body).toHaveProperty('selfUri', `${ROLES}?pageSize=100&pageNumber=1`);
  });

  it('can be filtered', async () => {
    async function names(query: string): Promise<unknown[]> {
      return pageOf(await call(`${ROLES}?${query}`)).entities.map(({ name }) => name);
    }
    expect(await names('name=agent')).toEqual(['Agent']);
    expect(await names(`id=${uuid('genesys-us-role', 1)},${uuid('genesys-us-role', 2)}`)).toEqual([
      'Collaborator',
      'Agent',
    ]);
    expect(await names('permission=wfm:schedule:edit')).toEqual(['Scheduler']);
    const [role] = pageOf(await call(`${ROLES}?userCount=false&pageSize=1`)).entities;
    expect(role).not.toHaveProperty('userCount');
  });
});
