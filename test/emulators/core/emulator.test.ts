// An emulator on the wire: its port, its routes, its state.
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../../../emulators/core/emulator.ts';
import { heard } from '../../support/emulator.ts';
import { told, toy, useToy } from './toy.ts';

const { emulator, get, put, thing } = useToy();

describe('an emulator', () => {
  it('answers on a port of its own, and another one does not share its state', async () => {
    const other = await startEmulator(toy);
    expect(new Set([other.url, other.controlUrl, emulator.url, emulator.controlUrl]).size).toBe(4);
    await put('t0', 'blue');
    expect((await told(await fetch(`${other.url}/things/t0`))).body).toMatchObject({ color: 'red' });
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow('fetch failed');
  });

  it('closes although somebody waits for an answer', async () => {
    const other = await startEmulator(toy);
    other.fault({ fault: { kind: 'stall' } });
    const waiting = fetch(`${other.url}/things`).catch(() => 'cut off');
    await heard(other);
    await other.close();
    expect(await waiting).toBe('cut off');
  });

  it('keeps what is written, until it is reset', async () => {
    expect((await put('new', 'green')).status).toBe(200);
    expect(await thing('new')).toMatchObject({ color: 'green' });
    emulator.reset();
    expect((await get('/things/new')).status).toBe(404);
  });

  it('matches segments raw and decodes them once', async () => {
    const id = 'a/b%2Fc #ö';
    await put(encodeURIComponent(id), 'green');
    expect(await thing(encodeURIComponent(id))).toMatchObject({ id });
    expect((await get('/things/a/b')).status).toBe(404);
    expect((await get('/things/')).status).toBe(404);
    expect((await get('/things/%E0%A4%A')).status).toBe(404);
  });

  it('tells an unknown path from a known one with another method', async () => {
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/things', { method: 'POST' })).status).toBe(405);
  });

  it('lets `before` end a request, and `after` dress every answer', async () => {
    const refused = await get('/things', { headers: { 'x-key': 'wrong' } });
    expect([refused.status, refused.headers.get('x-request-id')]).toEqual([401, 'r-1']);
    expect((await get('/nothing')).headers.get('x-request-id')).toBe('r-1');
  });

  it('tells the caller’s own address, headers and query', async () => {
    const response = await get('/about', { headers: { 'X-Name': 'Ada' } });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect((await told(response)).body).toMatchObject({ origin: emulator.url, name: 'Ada' });
    expect((await told(await get('/things?page=7'))).body).toMatchObject({ page: '7' });
  });

  it('sends a text as it is, and nothing where there is no body', async () => {
    expect(await (await get('/text')).text()).toBe('plain text');
    const deleted = await get('/things/t1', { method: 'DELETE' });
    expect([deleted.status, await deleted.text(), deleted.headers.get('content-type')]).toEqual([
      204,
      '',
      null,
    ]);
  });

  it('does not pass a bug of its own off as a fault of the provider', async () => {
    const response = await get('/crash');
    expect(response.status).toBe(599);
    expect(await response.text()).toContain('a bug of the emulator');
  });
});
