// `npm run audit:verify`: a whole log, one altered row, and what cannot be read.
import { PGlite } from '@electric-sql/pglite';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { seededAccounts, startFleet } from '../../emulators/fleet.ts';
import { urlOf, useChildren } from '../support/child-process.ts';
import { createDatabase, newDatabaseIn } from '../support/databases.ts';
import { useFolder } from '../support/folder.ts';
import { ask } from '../support/graph-client.ts';
import { LEASE, PATIENT } from '../support/patient.ts';

const APPLY = `mutation ($input: ApplyLicenseChangesInput!) { applyLicenseChanges(input: $input) { changeSet { status } } }`;
const folder = useFolder();
const children = useChildren();
let directory: string;
let config: string;

/** Five changes by a real process, on a database in a directory. */
beforeAll(async () => {
  directory = folder.at('data');
  await newDatabaseIn(directory);
  const fleet = await startFleet();
  config = await folder.write('config.yaml', {
    accounts: seededAccounts(fleet),
    server: { port: 0 },
    metrics: { port: 0 },
    limits: PATIENT,
    store: { directory },
    changes: LEASE,
  });
  const child = children.node(['src/main.ts', '--config', config]);
  const changes = [5, 7, 8, 11, 15].map((store) => ({
    action: 'ASSIGN',
    license: { key: { accountKey: 'listings', externalId: 'LP-EMPTY' } },
    assignee: { key: { kind: 'ENTITY', externalId: `store-${store}` } },
  }));
  const answer = JSON.stringify(await ask(await urlOf(child), APPLY, { input: { changes } }));
  if (!answer.includes('"SUCCEEDED"')) throw new Error(answer);
  child.signal('SIGTERM');
  await child.exited;
  await fleet.close();
});

async function verify(...args: readonly string[]) {
  const child = children.node(['src/audit-verify.ts', ...args]);
  return { code: await child.exited, out: child.stdout(), err: child.stderr() };
}

/** As somebody could who owns the database: its own guard against changes is put aside for a moment. */
async function behindTheBack(statement: string): Promise<void> {
  const database = await PGlite.create(folder.at('data', 'postgres'));
  try {
    await database.exec(`alter table audit_events disable trigger user;
      alter table audit_head disable trigger user;
      ${statement};
      alter table audit_events enable trigger user;
      alter table audit_head enable trigger user`);
  } finally {
    await database.close();
  }
}

describe('npm run audit:verify', () => {
  it('finds a log that nobody touched whole', async () => {
    expect(await verify('--directory', directory)).toEqual({
      code: 0,
      out: 'The audit log is whole: 7 entries.\n',
      err: '',
    });
    expect((await verify('--config', config)).code).toBe(0);
  });

  it('says which row was altered', async () => {
    await behindTheBack(`update audit_events set principal = 'somebody else' where seq = 4`);
    expect(await verify('--directory', directory)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^The audit log was altered: entry 4, its content does not match its hash\./,
      ),
    });
    await behindTheBack(`update audit_events set principal = 'anonymous' where seq = 4`);
    expect((await verify('--directory', directory)).code).toBe(0);
    await behindTheBack(`delete from audit_events where seq = 6`);
    expect(await verify('--directory', directory)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The audit log was altered: entry 7, entries 6 to 6 are missing\./),
    });
  });

  it('misses the record of where the chain ends', async () => {
    await behindTheBack('delete from audit_head');
    expect(await verify('--directory', directory)).toMatchObject({
      code: 1,
      err: expect.stringContaining('the record of where the chain ends is missing'),
    });
  });

  it('says how it is used', async () => {
    expect(await verify('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/^usage: /) });
  });

  it('says what cannot be read', async () => {
    expect(await verify('--directory', folder.at('elsewhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no database in this directory.'),
    });
    const { url, drop } = await createDatabase();
    const empty = await folder.write('empty.yaml', { store: { url } });
    expect(await verify('--config', empty)).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^The audit log cannot be read: There is no audit log in this database\. Look/,
      ),
    });
    await drop();
    expect(await verify('--config', folder.at('none.yaml'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read'),
    });
    expect(await verify('--what')).toMatchObject({ code: 2, err: expect.stringContaining('usage:') });
  });
});
