// Which product a license is, and which licenses may stand in each other's way.
import { describe, expect, it } from '@jest/globals';
import { siteOf } from '../../../src/providers/webex/ids.ts';
import { familyOf, isCalling, productOf, rankOf } from '../../../src/providers/webex/writes/products.ts';

/** A license id with this after its organisation. */
function id(rest: string): string {
  return Buffer.from(`ciscospark://us/LICENSE/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1:${rest}`).toString(
    'base64url',
  );
}

const UUID = '3e1b6c90-7d42-4d8b-9f0e-5a6b7c8d9e0f';

describe('a product', () => {
  it.each([
    ['BCSTD', 'Webex Calling - Standard', 'PROFESSIONAL'],
    ['BCCA', 'Webex Calling - Professional', 'OTHER_CALLING'],
    ['MS', 'Messaging', 'PAID_MESSAGING'],
    ['MS', 'Anything else', 'PAID_MESSAGING'],
    ['FMS', 'Anything else', 'FREE_MESSAGING'],
    ['FTM', 'Anything else', 'FREE_MEETING'],
    ['CMR', 'Anything else', 'PAID_MEETING'],
    ['ZZZ', 'Webex Calling - Standard', 'STANDARD'],
    ['ZZZ', 'Webex Calling - Basic', 'STANDARD'],
    ['ZZZ', 'Webex Calling - Attendant Console', 'ATTENDANT_CONSOLE'],
    ['ZZZ', 'Webex Calling - Something new', 'OTHER_CALLING'],
    ['ZZZ', 'Customer Experience - Essential', 'CX_ESSENTIALS'],
    ['ZZZ', 'Customer Assist', 'CX_ESSENTIALS'],
    ['ZZZ', 'Meeting - Webex Meeting Center', 'PAID_MEETING'],
    ['ZZZ', 'Unified Communication Manager (UCM)', 'OTHER'],
    ['RTT', 'Real-Time Translations', 'OTHER'],
  ])('is told by its code, else by its name: %s %s', (code, name, product) => {
    expect(productOf({ externalId: id(`${code}_${UUID}`), name })).toBe(product);
  });

  it('is told by its name where the id has no code', () => {
    expect(productOf({ externalId: id(UUID), name: 'Free screen share' })).toBe('SCREEN_SHARE');
    expect(productOf({ externalId: id(UUID), name: null })).toBe('OTHER');
  });

  it('is calling or not', () => {
    expect(isCalling('CX_ESSENTIALS')).toBe(true);
    expect(isCalling('OTHER')).toBe(false);
  });
});

describe('a family', () => {
  it.each([
    [`EE_${UUID}_acme.webex.com`, 'site'],
    [`EE_${UUID}`, 'site'],
    [`MC_${UUID}`, 'site'],
    [`CMR_${UUID}`, 'site'],
    [`TC_${UUID}_acme.webex.com`, 'site'],
    [`TC_${UUID}`, 'calling'],
    [`BCSTD_${UUID}`, 'calling'],
    [UUID, 'calling'],
    [`MS_${UUID}`, 'messaging'],
    [`CJPSTD_${UUID}`, 'contact center'],
    [`UCPREM_${UUID}`, 'UCPREM'],
  ])('is told by the id alone: %s', (rest, family) => {
    expect(familyOf(id(rest))).toBe(family);
  });
});

describe('the site of a license', () => {
  it.each([
    [`EE_${UUID}_acme-demo.webex.com`, 'acme-demo.webex.com'],
    [`EE_${UUID}`, null],
    [UUID, null],
  ])('is written in its id: %s', (rest, site) => {
    expect(siteOf(id(rest))).toBe(site);
  });
});

describe('the order of assignments', () => {
  it('is that in which licenses need one another', () => {
    const [free, meetings, professional, other] = ['FMS', 'FTM', 'BCSTD', 'MS'].map((code) =>
      rankOf(id(`${code}_${UUID}`)),
    );
    expect(free).toBeLessThan(meetings ?? 0);
    expect(meetings).toBeLessThan(other ?? 0);
    expect(professional).toBeLessThan(other ?? 0);
    expect(rankOf(id(UUID))).toBe(other);
  });
});
