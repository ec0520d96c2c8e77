// Faults, the control port and scale on the Webex emulator.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { licenseId } from '../../support/providers/webex.ts';
import { useWebex } from './client.ts';

const webex = useWebex();

describe('faults', () => {
  it('lie: a write that answers success and changes nothing', async () => {
    const { id } = await webex.personAt(5);
    const before = await webex.license('messaging');
    webex.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'lie' } });
    const body = { personId: id, licenses: [{ id: licenseId('messaging') }] };
    expect(await webex.patch(body)).toMatchObject({
      status: 200,
      body: { licenses: expect.arrayContaining([licenseId('messaging')]) },
    });
    expect((await webex.person(id)).licenses).not.toContain(licenseId('messaging'));
    expect(await webex.license('messaging')).toEqual(before);
    await webex.patch(body);
    expect((await webex.person(id)).licenses).toContain(licenseId('messaging'));
    expect((await webex.license('messaging')).consumedUnits).toBe(before.consumedUnits + 1);
  });

  it('lie to an external user and a workspace', async () => {
    const before = [await webex.license('meetingsSuite'), await webex.license('workspaces')];
    const email = 'Nils.Blank@Partner.example';
    webex.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'lie' } });
    await webex.patch({ email, licenses: [{ id: licenseId('meetingsSuite') }] });
    const workspaces = z.object({ items: z.array(z.object({ id: z.string() })) });
    const [room] = workspaces.parse((await webex.call('/workspaces')).body).items;
    webex.emulator.fault({ method: 'PUT', times: 1, fault: { kind: 'lie' } });
    const calling = { type: 'webexCalling', webexCalling: { licenses: [licenseId('professional')] } };
    const answer = await webex.call(`/workspaces/${room?.id ?? ''}`, { method: 'PUT', json: { calling } });
    expect(answer).toMatchObject({ status: 200, body: { calling } });
    expect([await webex.license('meetingsSuite'), await webex.license('workspaces')]).toEqual(before);
  });

  it('apply a write and drop the connection', async () => {
    const { id } = await webex.personAt(5);
    webex.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'apply-then-cut' } });
    await expect(webex.patch({ personId: id, licenses: [{ id: licenseId('messaging') }] })).rejects.toThrow(
      'fetch failed',
    );
    expect((await webex.person(id)).licenses).toContain(licenseId('messaging'));
  });

  it('distort the enums and nothing else', async () => {
    webex.emulator.fault({ fault: { kind: 'unknown-enum' } });
    const { body } = await webex.call(
      `/licenses/${licenseId('meetingsSuite')}?includeAssignedTo=user&limit=1`,
    );
    expect(body).toMatchObject({
      name: 'Webex Meetings Suite',
      siteType: 'neverHeardOf',
      users: [{ type: 'neverHeardOf', displayName: 'Ada Sato' }],
    });
    expect((await webex.call('/people?max=1')).body).toMatchObject({
      items: [{ status: 'neverHeardOf', type: 'neverHeardOf' }],
    });
  });

  it('throttle with and without the time to wait', async () => {
    webex.emulator.fault({ times: 1, fault: { kind: 'throttle', retryAfter: 7 } });
    webex.emulator.fault({ times: 1, fault: { kind: 'throttle' } });
    const [first, second] = [await webex.call('/licenses'), await webex.call('/licenses')];
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
    expect(first.body).toMatchObject({ trackingId: first.headers.get('trackingid') });
  });

  it.each([423, 500, 503, 504])('answer %i in the usual body', async (status) => {
    webex.emulator.fault({ times: 1, fault: { kind: 'error', status } });
    expect(await webex.call('/licenses')).toMatchObject({
      status,
      body: { message: expect.any(String), errors: [{ description: expect.any(String) }] },
    });
  });

  it('answer 502 with the page of a gateway', async () => {
    webex.emulator.fault({ times: 1, fault: { kind: 'error', status: 502 } });
    const answer = await webex.call('/licenses');
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(answer.body).toMatch(/^<html>/);
  });
});

describe('the control port', () => {
  it('resets what was written and what was switched', async () => {
    const { id } = await webex.personAt(5);
    await webex.patch({ personId: id, licenses: [{ id: licenseId('messaging') }] });
    webex.emulator.setSwitch('hybridTotal', 'one');
    webex.emulator.reset();
    expect((await webex.person(id)).licenses).not.toContain(licenseId('messaging'));
    expect((await webex.license('exchangeCalendar')).totalUnits).toBe(180);
  });

  it('keeps a journal of what was asked', async () => {
    await webex.call('/licenses?orgId=x');
    expect(webex.emulator.journal.entries()).toMatchObject([
      { method: 'GET', path: '/v1/licenses', query: 'orgId=x', status: 400 },
    ]);
  });

  it('refuses a switch value of another kind', () => {
    for (const [name, value] of [
      ['peopleMaxCeiling', 'many'],
      ['tailPage', 1],
      ['unitsAsStrings', 'yes'],
    ] as const) {
      expect(() => webex.emulator.setSwitch(name, value)).toThrow(name);
    }
  });
});

it('answers about a hundred thousand people', async () => {
  webex.emulator.reset(400);
  expect((await webex.license('basicMessaging')).totalUnits).toBe(72_000);
  const { pages } = await webex.people('/people?max=1000&excludeStatus=true&displayName=Ada');
  expect(pages).toBe(4);
  const cursor = Buffer.from('limit=1&startIndex=72000').toString('base64');
  const last = await webex.call(`/people?max=1&cursor=${cursor}`);
  expect(last.headers.get('link')).toBeNull();
});
