// Dismissing findings, and taking that back.
import { ProblemError, problem, type Problem } from '../../domain/problem.ts';
import { renew, type GraphContext } from '../context.ts';
import type { DismissFindingsPayloadResolvers, MutationResolvers } from '../generated/resolvers.ts';
import { attempt, problemForCaller } from '../inputs/attempt.ts';
import { badInput, checkTexts, type WriteInput } from '../inputs/write-options.ts';
import { findingOfId, noSuchFinding } from './ids.ts';
import type { DismissalPayloadModel } from './models.ts';

const MAX_IDS = 1_000;

export const dismissFindings: NonNullable<MutationResolvers['dismissFindings']> = (
  _root,
  { input },
  context,
) =>
  say(context, input, () => {
    const until = input.until ?? null;
    if (until !== null && until <= context.insight.today()) throw tooEarly();
    return { until };
  });

export const restoreFindings: NonNullable<MutationResolvers['restoreFindings']> = (
  _root,
  { input },
  context,
) => say(context, input, () => null);

function tooEarly(): ProblemError {
  return new ProblemError(
    problem('PAST_DATE', 'CALLER', 'On this day findings would matter again already.', {
      path: ['until'],
      hint: 'Name a day after today, or leave it out.',
    }),
  );
}

type SaidInput = Pick<WriteInput, 'reason' | 'ticket'> & { readonly ids: readonly string[] };

/** `dismissalOf` gives null where findings are to matter again. Throws as the store does. */
async function say(
  context: GraphContext,
  input: SaidInput,
  dismissalOf: () => { readonly until: string | null } | null,
): Promise<DismissalPayloadModel> {
  try {
    checkNumber(input.ids);
    const texts = checkTexts(input);
    const dismissal = dismissalOf();
    await context.inventory.ready();
    const named = input.ids.map((text) => attempt(() => findingOfId(text, context.numbers)));
    const ids = [...new Set(named.flatMap((one) => (one instanceof ProblemError ? [] : [one])))];
    const there = await context.insight.dismissFindings({ ids, dismissal, ...texts });
    const problems = named.flatMap((one, place) => problemOf(one, place, there));
    const found = await Promise.all(ids.map((id) => context.insight.finding(id)));
    return { findings: found.filter((one) => one !== null), problems };
  } catch (error) {
    return { findings: [], problems: [problemForCaller(error)] };
  } finally {
    renew(context);
  }
}

function checkNumber(ids: readonly string[]): void {
  if (ids.length === 0) throw badInput('ids', 'is empty.');
  if (ids.length > MAX_IDS) {
    throw badInput('ids', `takes at most ${MAX_IDS}, and has ${ids.length}.`, 'Ask in portions.');
  }
}

function problemOf(named: number | ProblemError, place: number, there: ReadonlySet<number>): Problem[] {
  if (!(named instanceof ProblemError) && there.has(named)) return [];
  const failure = named instanceof ProblemError ? named : noSuchFinding();
  return [{ ...failure.problem, path: ['ids', String(place)] }];
}

export const dismissalPayload: DismissFindingsPayloadResolvers = {
  findings: ({ findings }) => [...findings],
  problems: ({ problems }) => [...problems],
};
