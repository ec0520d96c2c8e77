// License Graph as src/main.ts starts it, with another time: the clock is ahead by `--ahead` milliseconds, and pauses have a
// twentieth of their length. A read that would be repeated after ten seconds is repeated after half a second.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import { steadyClock } from '../../src/timers.ts';

const text = { type: 'string' } as const;
const { ahead = '0', config = '' } = parseArgs({ options: { ahead: text, config: text } }).values;
const read = readConfig({ text: readFileSync(config, 'utf8'), environment: {}, accountSchemas });
if (!read.ok) throw new Error(JSON.stringify(read.problems));

const log = pino();
const time = steadyClock(Date.now, () => performance.now());
const app = await startApp(read.config, {
  log,
  now: () => time() + Number(ahead),
  random: Math.random,
  newId: randomUUID,
  sleep: (milliseconds, signal) => delay(milliseconds / 20, undefined, { signal }),
});
// After that nothing keeps the process alive.
process.on('SIGTERM', () => void app.close());
log.info({ url: app.url, metrics: app.metricsUrl }, 'License Graph is up');
