// The comparison: rounds in which each server has one turn under the same load.
import { orderOf } from './figures.ts';
import type { Journal } from './journal.ts';
import { load, type Target } from './load.ts';

export interface Runner extends Target {
  readonly name: string;
  /** Processor time its process used so far, in milliseconds. */
  cpuMs(): Promise<number>;
}

export interface Turn {
  readonly answersPerSecond: number;
  readonly cpuMsPerAnswer: number;
  /** Fewer than one answer takes alone, when answers under way at the same time shared reads. */
  readonly callsPerAnswer: number;
}

export interface Course {
  readonly rounds: number;
  readonly turnMs: number;
  readonly warmUpMs: number;
  readonly clients: number;
}

/** The turns of each server, one a round, in the order of the rounds. */
export async function compare(
  runners: readonly Runner[],
  course: Course,
  journal: Journal,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, readonly Turn[]>> {
  const { clients } = course;
  for (const runner of runners) {
    say(`warming up ${runner.name}`);
    await load(runner, clients, { milliseconds: course.warmUpMs });
  }
  const turns = new Map<string, Turn[]>(runners.map(({ name }) => [name, []]));
  for (let round = 0; round < course.rounds; round += 1) {
    for (const runner of orderOf(runners, round)) {
      turns.get(runner.name)?.push(await takeTurn(runner, course, journal));
    }
    const line = runners.map(({ name }) => `${name} ${rate(turns.get(name)?.at(-1))}`).join('   ');
    say(`round ${round + 1} of ${course.rounds}, answers/s:   ${line}`);
  }
  return turns;
}

async function takeTurn(runner: Runner, course: Course, journal: Journal): Promise<Turn> {
  await journal.clear();
  const before = await runner.cpuMs();
  const { answers, seconds } = await load(runner, course.clients, { milliseconds: course.turnMs });
  const cpuMs = (await runner.cpuMs()) - before;
  const calls = (await journal.calls()).length;
  return {
    answersPerSecond: answers / seconds,
    cpuMsPerAnswer: cpuMs / answers,
    callsPerAnswer: calls / answers,
  };
}

function rate(turn: Turn | undefined): string {
  return turn ? turn.answersPerSecond.toFixed(0) : '-';
}
