// Rules about holders on many holdings: in slices, of which no statement has more than a database within this thread can deal with in passing.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { heldSlices } from '../../../src/store/inventory/reads/statements/id-slices.ts';
import { storeAt, useEmbeddedDatabase } from '../../support/embedded-database.ts';
import { present } from '../../support/assertions.ts';
import { ruleSettings } from '../../support/findings.ts';
import { statementsOf } from '../../support/statements.ts';
import { ago, fixtureOf, NOW, writeFixture } from './rule-fixtures.ts';

const USERS = 700;
const EACH = 6;
/** Somebody who holds more than a slice has. */
const HOARDER = { id: 300, holds: 1_500 };

const made = useEmbeddedDatabase();
const query = async (statement: string) =>
  (await sql.raw<Readonly<Record<string, unknown>>>(statement).execute(made.database.db)).rows;

/** Idle users who hold each of some licenses; the ids of some have been of others, who are there no more. */
async function fill(): Promise<void> {
  const [idle] = fixtureOf('IDLE_HOLDER').assignees ?? [];
  const active = { ...idle, id: 9_999, externalId: 'active', activeAt: ago(1), holds: 0 };
  await writeFixture({ query }, { assignees: [{ ...idle, holds: 0 }, active], holdings: [] });
  await query(`insert into licenses (id, account_no, external_id, kinds, search, facts, held, observed_at, first_seen)
    overriding system value select 1 + n, 1, 'l' || n, kinds, '', facts, 0, observed_at, first_seen
    from licenses, generate_series(1, ${EACH}) n`);
  await query(`insert into assignees (id, account_no, kind, external_id, state, activity, active_at, holds, search, facts, hashes, observed_at, first_seen)
    overriding system value select 1 + n * 2, 1, 'USER', 'u' || n, state, activity, active_at, ${EACH}, '', facts, hashes, observed_at, first_seen
    from assignees, generate_series(1, ${USERS}) n where assignees.id = 1`);
  await query(`insert into holdings (account_no, license_id, assignee_id, status, valid_from, observed_at)
    select 1, l.id, a.id, 'ACTIVE', '${ago(300)}', '${ago(1)}' from licenses l, assignees a where l.id > 1 and a.holds > 0`);
}

describe('many holdings', () => {
  it('are looked at by a thousand or so, and none is left out', async () => {
    await fill();
    const database = { ...made.database };
    const statements = statementsOf(database);
    const store = await storeAt(database, () => NOW);
    const how = { look: 'WHOLE', settings: ruleSettings(), given: new Map() } as const;
    const look = () => store.recordFindings('acme', how, new AbortController().signal);
    expect(await look()).toEqual({ opened: USERS * EACH, changed: 0, closed: 0 });
    const before = statements.length;
    expect(await look()).toEqual({ opened: 0, changed: 0, closed: 0 });
    const again = statements.slice(before);
    const slices = Math.ceil((USERS * EACH) / 1_000);
    const counting = again.filter((text) => text.includes('join assignees a on a.id + 0'));
    const comparing = again.filter((text) => text.includes('with found as materialized'));
    expect(counting).toHaveLength(slices);
    // Six rules are about holders.
    expect(comparing.length).toBeGreaterThanOrEqual(6 * slices);
  });

  it('are in slices that begin where the one before ends, but for whoever alone holds more', async () => {
    await query(`update assignees set holds = ${HOARDER.holds} where id = ${HOARDER.id + 1}`);
    const slices = await heldSlices(made.database.db, 1, 1_000);
    const ends = await query('select min(id)::integer as least, max(id)::integer as most from assignees');
    const { least, most } = present(ends[0]);
    expect([slices[0]?.from, slices.at(-1)?.to]).toEqual([least, expect.any(Number)]);
    expect(present(slices.at(-1)).to).toBeGreaterThanOrEqual(Number(most));
    for (const [place, { from }] of slices.entries()) {
      if (place > 0) expect(from).toBe(present(slices[place - 1]).to + 1);
    }
    const held = await Promise.all(
      slices.map(({ from, to }) =>
        query(`select sum(holds)::integer as held from assignees where id between ${from} and ${to}`),
      ),
    );
    const counts = held.map(([row]) => Number(row?.['held'] ?? 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(USERS * EACH + HOARDER.holds - EACH);
    expect(counts.filter((count) => count > 1_000 + EACH)).toHaveLength(1);
    expect(await heldSlices(made.database.db, 2, 1_000)).toEqual([]);
  });
});
