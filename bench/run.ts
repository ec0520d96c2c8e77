// `npm run bench`: compares License Graph with a graph written in an afternoon and with a handler without GraphQL, in one interleaved run.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { checkAgreement } from './agree.ts';
import { startContenders } from './contenders.ts';
import { journalAt } from './journal.ts';
import { launch, type Served } from './processes.ts';
import { readQuestion } from './question.ts';
import { report } from './report.ts';
import { compare, type Course } from './rounds.ts';
import { measureVisits } from './console/visits.ts';
import { forecastFigures, forecastTable } from './forecast/table.ts';
import { KINDS } from './inventory/databases.ts';
import { runInventory } from './inventory/run.ts';
import { measureStart } from './start.ts';

const USAGE = `usage: npm run bench -- [--quick] [--clients N] [--cpu-prof]
       npm run bench -- --start
       npm run bench -- --forecast
       npm run bench -- --console
       npm run bench -- --inventory [--scale N] [--database PostgreSQL|PGlite] [--check]

  --quick      one short round, to see whether the bench works
  --clients N  clients that ask at once (8)
  --cpu-prof   leaves a CPU profile of each server in the current folder
  --start      measures how soon npm start answers, and its memory, instead
  --forecast   tries forecasts on made-up licenses, instead
  --console    opens the console in a browser, over three networks, instead
  --inventory  fills databases with an inventory and measures it, instead
  --scale N    a part of its rows: 1 is a million devices (1)
  --database D one of the databases only; by default both
  --check      compares answers and counts upstream calls, and measures nothing
`;

const FULL = { rounds: 12, turnMs: 1_000, warmUpMs: 3_000 };
const QUICK = { rounds: 1, turnMs: 300, warmUpMs: 200 };

const START_LOAD = { answers: 200, clients: 8 };

const Upstreams = z.object({ url: z.string(), controlUrl: z.string(), accounts: z.array(z.looseObject({})) });

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Puts every process it starts into `running`, so that the caller can end all of them. */
async function run(
  course: Course,
  nodeOptions: readonly string[],
  running: Served<unknown>[],
): Promise<void> {
  const question = readQuestion();
  const emulators = await launch('emulators', Upstreams);
  running.push(emulators);
  const { accounts, controlUrl } = emulators.ready;
  const contenders = await startContenders(
    accounts,
    question,
    { clients: course.clients, nodeOptions },
    running,
  );
  say(`100 Genesys users with licenses, ${course.clients} client(s), no answer cached`);
  const journal = journalAt(controlUrl);
  const { bytes, users, calls } = await checkAgreement(contenders, question.calls, journal);
  say(`answers are equal: ${users} users in each`);
  say(`upstream calls are equal:\n  ${calls.join('\n  ')}\n`);
  const runners = contenders.map((one) => ({ ...one, bytes: bytes.get(one.name) ?? 0 }));
  say(`\n${report(await compare(runners, course, journal, say))}`);
}

async function start(): Promise<void> {
  const figures = await measureStart(readQuestion(), START_LOAD);
  const { firstAnswerMs, startedBytes, sweptMs, sweptBytes, loadedBytes } = figures;
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  say(`start to first answer   ${firstAnswerMs.toFixed(0)} ms`);
  say(`memory after start      ${megabytes(startedBytes)}`);
  say(`every account swept     ${(sweptMs / 1000).toFixed(1)} s`);
  say(`memory then             ${megabytes(sweptBytes)}`);
  say(`memory after ${START_LOAD.answers} answers of 100 users with licenses   ${megabytes(loadedBytes)}`);
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    clients: { type: 'string', default: '8' },
    'cpu-prof': { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
    forecast: { type: 'boolean', default: false },
    console: { type: 'boolean', default: false },
    inventory: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
    database: { type: 'string' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale);
const kinds = KINDS.filter((kind) => values.database === undefined || kind === values.database);
if (values.help || !/^[1-9]\d?$/.test(values.clients) || !(scale > 0) || kinds.length === 0) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
const course = { ...(values.quick ? QUICK : FULL), clients: Number(values.clients) };
const running: Served<unknown>[] = [];
try {
  if (values.start) await start();
  else if (values.forecast) say(forecastTable(forecastFigures()));
  else if (values.console) await measureVisits(say);
  else if (values.inventory) await runInventory({ scale, kinds, checkOnly: values.check, say, running });
  else await run(course, values['cpu-prof'] ? ['--cpu-prof'] : [], running);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const served of running.toReversed()) await served.stop();
}
