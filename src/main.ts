// The production process. It hears signals before it loads its program, which takes a moment.
import { readCommandLine, type Asked } from './commands/command-line.ts';
import { badUsage } from './commands/ends.ts';
import { hearSignals } from './early-signals.ts';

function commandLine(): Asked {
  try {
    return readCommandLine(process.argv.slice(2));
  } catch (error) {
    return badUsage(error);
  }
}

const asked = commandLine();
// A check that is broken off must not end as if all were well: signals stay what they are to any command.
const signals = asked.task === 'SERVE' ? hearSignals(process, (code) => process.exit(code)) : null;
const { run } = await import('./run.ts');
await run(asked, signals);
