// Settings that have moved: they are still read where they were, with a warning that says where they are now.
import { isMapping } from './mapping.ts';
import type { ConfigProblem } from './problem.ts';

/** Where a setting was, and where it is now; one that was split is in several places. */
interface Move {
  readonly from: readonly [part: string, name: string];
  readonly to: readonly (readonly [part: string, ...names: string[]])[];
  /** What to know besides. */
  readonly note?: string;
}

const MOVES: readonly Move[] = [
  ...['maxTokens', 'maxDepth', 'maxCost'].map((name): Move => ({
    from: ['server', name],
    to: [['server', 'limits', name]],
  })),
  {
    from: ['server', 'maxBodyBytes'],
    to: [
      ['server', 'limits', 'maxBodyBytes'],
      ['server', 'limits', 'maxChangeBodyBytes'],
    ],
    note: ', the second for callers who may change licenses',
  },
  { from: ['changes', 'sweepMs'], to: [['changes', 'resumeMs']] },
];

interface Moved {
  /** The file with every setting where it is now. */
  readonly value: unknown;
  readonly warnings: readonly ConfigProblem[];
  readonly problems: readonly ConfigProblem[];
}

/** Moves the settings of former versions to where they are now. One that is given in both places is a problem. */
export function moveFormer(file: unknown): Moved {
  const warnings: ConfigProblem[] = [];
  const problems: ConfigProblem[] = [];
  let value = file;
  for (const { from, to, note = '' } of MOVES) {
    const given = at(value, from);
    if (given === undefined) continue;
    const places = to.map((place) => place.join('.')).join(' and ');
    const path = from.join('.');
    if (to.some((place) => at(value, place) !== undefined)) {
      problems.push({ path, message: `is ${places} now, which is given as well: delete this one` });
    } else warnings.push({ path, message: `is ${places} now${note}` });
    value = withValue(value, from, undefined);
    for (const place of to) value = withValue(value, place, given);
  }
  return { value, warnings, problems };
}

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  return isMapping(value) ? at(value[name], rest) : undefined;
}

/** The same with another value at a place, and without the setting when it is undefined. What is no mapping stays for the schema to refuse. */
function withValue(file: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const mapping = file ?? {};
  if (!isMapping(mapping)) return file;
  const inner = withValue(mapping[name], rest, value);
  if (inner !== undefined) return { ...mapping, [name]: inner };
  const { [name]: _gone, ...others } = mapping;
  return others;
}
