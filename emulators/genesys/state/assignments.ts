// Who holds what: the seed for everybody, and over it the versions that writes have left behind.

interface Version {
  readonly at: number;
  readonly licenses: readonly string[];
}

/** How writes age: a lag before reads see them (U10), an end when roles undo them (genesys contract 2.4.4). */
export interface Ageing {
  readonly now: number;
  readonly lagMs: number;
  readonly rolesWinAfterMs: number;
}

export interface Assignments {
  /** What a read shows now. */
  visible(index: number, ageing: Ageing): readonly string[];
  /** What the next write builds on. */
  latest(index: number, ageing: Ageing): readonly string[];
  write(index: number, licenses: readonly string[], now: number): void;
  snapshot(): () => void;
}

/** More than anybody writes for one user within a lag. */
const VERSIONS = 63;

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
