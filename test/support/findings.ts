// Settings of rules as the configuration has them by default.
import type { AccountFindingSettings, FindingSettings } from '../../src/domain/insight/finding.ts';
import type { RuleSettings } from '../../src/store/findings/api.ts';

const ALL: FindingSettings = {
  idleDays: 90,
  inactiveDays: 14,
  pendingDays: 14,
  unusedDays: 30,
  renewalDays: 30,
  nearlyExhausted: { seats: 2, percent: 5 },
  unusedSeats: { seats: 5, percent: 10 },
  exempt: { emails: [], departments: [] },
};

const ACCOUNT: AccountFindingSettings = {
  activity: 'ALL_SIGN_INS',
  expectExternalChanges: false,
  exempt: { assigneeIds: [], licenseIds: [] },
};

/** The settings of an account. */
export function ruleSettings({
  all = {},
  account = {},
}: { all?: Partial<FindingSettings>; account?: Partial<AccountFindingSettings> } = {}): RuleSettings {
  return { all: { ...ALL, ...all }, account: { ...ACCOUNT, ...account } };
}
