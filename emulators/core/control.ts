// The control port: how a tester resets, breaks and watches an emulator. It is no part of the provider's API.
//   GET  /            what can be done here      GET|DELETE /journal
//   POST /reset       {scale?}                   GET|POST /clock {advanceMs}
//   GET|POST /switches {name: value}             POST|DELETE /faults
//   POST /outside {change}                       POST /tenant {tenant}
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import { OutsideChange, OutsideError } from './content/outside.ts';
import { FaultRule, type Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import { UnknownSwitchError, type SwitchValue, type Switches } from './switches.ts';

/** What the control port works on. */
export interface Control {
  readonly name: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: Faults;
  switches(): Switches;
  setSwitch(name: string, value: SwitchValue): void;
  reset(scale?: number): void;
  outside(change: OutsideChange): void;
  swapTenant(tenant: number): void;
}

const Reset = z.strictObject({ scale: z.number().int().min(1).max(1000).optional() });
const Advance = z.strictObject({ advanceMs: z.number() });
const Swap = z.strictObject({ tenant: z.number().int().min(0).max(9) });
const SwitchChanges = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const operations: Record<string, (control: Control, body: unknown) => unknown> = {
  'GET /': (control) => ({ emulator: control.name, operations: Object.keys(operations) }),
  'GET /journal': (control) => ({ entries: control.journal.entries() }),
  'DELETE /journal': (control) => control.journal.clear(),
  'POST /reset': (control, body) => control.reset(Reset.parse(body ?? {}).scale),
  'GET /clock': (control) => ({ now: new Date(control.clock.now()).toISOString() }),
  'POST /clock': (control, body) => control.clock.advance(Advance.parse(body).advanceMs),
  'GET /switches': (control) => control.switches(),
  'POST /switches': (control, body) => {
    for (const [name, value] of Object.entries(SwitchChanges.parse(body))) control.setSwitch(name, value);
  },
  'POST /faults': (control, body) => control.faults.add(FaultRule.parse(body)),
  'DELETE /faults': (control) => control.faults.clear(),
  'POST /outside': (control, body) => control.outside(OutsideChange.parse(body)),
  'POST /tenant': (control, body) => control.swapTenant(Swap.parse(body).tenant),
};

const REFUSALS = [SyntaxError, UnknownSwitchError, OutsideError] as const;

/** Answers 200 with a result or 204, 400 with what is wrong with the request, 404 with the list of operations. */
export async function handleControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (status: number, body?: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const operation = operations[`${request.method ?? 'GET'} ${request.url ?? '/'}`];
  if (!operation) {
    reply(404, { error: 'no such operation', operations: Object.keys(operations) });
    return;
  }
  try {
    let text = '';
    request.setEncoding('utf8');
    for await (const chunk of request) text += String(chunk);
    const result = operation(control, text === '' ? undefined : (JSON.parse(text) as unknown));
    reply(result === undefined ? 204 : 200, result);
  } catch (error) {
    if (error instanceof z.ZodError) reply(400, { error: z.prettifyError(error) });
    else if (error instanceof Error && REFUSALS.some((kind) => error instanceof kind))
      reply(400, { error: error.message });
    else reply(500, { error: String(error) });
  }
}
