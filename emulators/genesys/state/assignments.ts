// Which licenses each user holds: those of the seed, replaced by what was written since.

interface Version {
  readonly at: number;
  readonly licenses: readonly string[];
}

/** When a write shows: after a lag (U10), and until the licenses follow from the roles again (genesys contract 2.4.4). */
export interface Ageing {
  readonly now: number;
  readonly lagMs: number;
  readonly rolesWinAfterMs: number;
}

/** The licenses of users, by the index of a person. */
export interface Assignments {
  /** What a read shows now. */
  visible(index: number, ageing: Ageing): readonly string[];
  /** What the next write builds on. */
  latest(index: number, ageing: Ageing): readonly string[];
  write(index: number, licenses: readonly string[], now: number): void;
  snapshot(): () => void;
}

/** Versions kept for each user: more than are ever written within a lag. */
const VERSIONS = 63;

/** Nothing written yet. */
export function createAssignments(seeded: (index: number) => readonly string[]): Assignments {
  let written = new Map<number, readonly Version[]>();

  function pick(index: number, { now, rolesWinAfterMs }: Ageing, lagMs: number): readonly string[] {
    const version = written.get(index)?.findLast(({ at }) => at + lagMs <= now);
    const undone = version !== undefined && rolesWinAfterMs > 0 && now - version.at >= rolesWinAfterMs;
    return version === undefined || undone ? seeded(index) : version.licenses;
  }

  return {
    visible: (index, ageing) => pick(index, ageing, ageing.lagMs),
    latest: (index, ageing) => pick(index, ageing, 0),
    write: (index, licenses, at) => {
      written.set(index, [...(written.get(index) ?? []).slice(-VERSIONS), { at, licenses }]);
    },
    snapshot() {
      const before = new Map(written);
      return () => {
        written = before;
      };
    },
  };
}
