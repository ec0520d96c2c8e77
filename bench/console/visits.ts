// How soon the overview of the console is drawn, usable and has its data in a real browser: at a first visit, and at later ones, over three networks.
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../test/support/browser.ts';
import { evaluate, settled } from '../../test/support/browser-page.ts';
import { spawnStart, untilSwept } from '../start.ts';

/** A network and a processor, as the browser plays them. */
interface Surroundings {
  readonly name: string;
  readonly latencyMs: number;
  /** Null for as fast as it goes. */
  readonly bitsPerSecond: number | null;
  /** How many times slower the processor is. */
  readonly slower: number;
}

const ALL: readonly Surroundings[] = [
  { name: 'loopback', latencyMs: 0, bitsPerSecond: null, slower: 1 },
  { name: '20 ms', latencyMs: 20, bitsPerSecond: null, slower: 1 },
  { name: '40 ms, 10 Mbit/s, CPU a quarter', latencyMs: 40, bitsPerSecond: 10e6, slower: 4 },
];

/** Visits of each kind; their median is told. */
const VISITS = 5;

interface Visit {
  readonly files: number;
  readonly bytes: number;
  readonly firstPaintMs: number;
  /** The menu and the heading stand. */
  readonly usableMs: number;
  /** No part waits for its answer any more. */
  readonly dataMs: number;
}

export async function measureVisits(say: (line: string) => void): Promise<void> {
  const { url, untilAnswered, stop } = await spawnStart();
  const browser = await openBrowser();
  try {
    await untilAnswered();
    await untilSwept(url);
    // The first of all makes the server read and pack the console.
    await (await fetch(`${url}/`)).text();
    say('the overview of the console, medians of 5 visits');
    for (const surroundings of ALL) {
      const first: Visit[] = [];
      const later: Visit[] = [];
      for (let count = 0; count < VISITS; count += 1) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        first.push(await visit(context, url, surroundings));
        later.push(await visit(context, url, surroundings));
        await context.close();
      }
      say(`${surroundings.name.padEnd(34)} first  ${told(first)}`);
      say(`${''.padEnd(34)} later  ${told(later)}`);
    }
  } finally {
    await browser.close();
    await stop();
  }
}

async function visit(context: BrowserContext, url: string, surroundings: Surroundings): Promise<Visit> {
  const page = await context.newPage();
  await slowDown(page, surroundings);
  const started = performance.now();
  await page.goto(`${url}/`, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  const usableMs = performance.now() - started;
  await settled(page);
  const dataMs = performance.now() - started;
  const { files, bytes, firstPaintMs } = await evaluate<Pick<Visit, 'files' | 'bytes' | 'firstPaintMs'>>(
    page,
    `(() => {
      const own = performance.getEntries().filter(({ entryType, name, transferSize }) =>
        transferSize > 0 && (entryType === 'navigation' || (entryType === 'resource' && !name.endsWith('/graphql'))));
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return { files: own.length, bytes: own.reduce((sum, one) => sum + one.transferSize, 0), firstPaintMs: paint.startTime };
    })()`,
  );
  await page.close();
  return { files, bytes, firstPaintMs, usableMs, dataMs };
}

async function slowDown(page: Page, { latencyMs, bitsPerSecond, slower }: Surroundings): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = bitsPerSecond === null ? -1 : bitsPerSecond / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
}

function told(visits: readonly Visit[]): string {
  const median = (pick: (one: Visit) => number): number =>
    visits.map(pick).sort((a, b) => a - b)[Math.floor(visits.length / 2)] ?? Number.NaN;
  const seconds = (pick: (one: Visit) => number): string => `${(median(pick) / 1000).toFixed(2)} s`;
  return [
    `${String(median(({ files }) => files)).padStart(3)} files`,
    `${(median(({ bytes }) => bytes) / 1000).toFixed(0).padStart(3)} kB`,
    `drawn ${seconds(({ firstPaintMs }) => firstPaintMs)}`,
    `usable ${seconds(({ usableMs }) => usableMs)}`,
    `with data ${seconds(({ dataMs }) => dataMs)}`,
  ].join('   ');
}
