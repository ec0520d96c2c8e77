// The result of a comparison, as text.
import { spread } from './figures.ts';
import type { Turn } from './rounds.ts';

const RATIOS = [
  { of: 'graph', to: 'afternoon', aim: 'aim 2.5' },
  { of: 'graph', to: 'raw', aim: 'aim 0.6' },
  { of: 'graph unshared', to: 'afternoon', aim: '' },
  { of: 'graph unshared', to: 'raw', aim: '' },
] as const;

type Turns = ReadonlyMap<string, readonly Turn[]>;

/** The figures of every contender, and the ratios. Ratios compare turns of one round, because a busy machine slows all of those. */
export function report(turns: Turns): string {
  const heads = `${''.padEnd(16)}${'answers/s'.padEnd(26)}${'CPU ms an answer'.padEnd(26)}upstream calls an answer`;
  const rows = [...turns].map(
    ([name, taken]) =>
      name.padEnd(16) +
      range(taken, 'answersPerSecond', 0).padEnd(26) +
      range(taken, 'cpuMsPerAnswer', 2).padEnd(26) +
      range(taken, 'callsPerAnswer', 2),
  );
  const ratios = RATIOS.map(({ of, to, aim }) =>
    `${`${of} / ${to}`.padEnd(28)}${ratio(turns, of, to).padEnd(22)}${aim}`.trimEnd(),
  );
  return `${heads}\n${rows.join('\n')}\n\n${ratios.join('\n')}\n`;
}

function range(taken: readonly Turn[], figure: keyof Turn, digits: number): string {
  return text(
    taken.map((turn) => turn[figure]),
    digits,
  );
}

function ratio(turns: Turns, of: string, to: string): string {
  const other = turns.get(to) ?? [];
  return text(
    (turns.get(of) ?? []).map(
      (turn, round) => turn.answersPerSecond / (other[round]?.answersPerSecond ?? Number.NaN),
    ),
    2,
  );
}

function text(figures: readonly number[], digits: number): string {
  const { median, least, most } = spread(figures);
  return `${median.toFixed(digits)} (${least.toFixed(digits)}..${most.toFixed(digits)})`;
}
