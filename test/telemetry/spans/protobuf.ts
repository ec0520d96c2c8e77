// Reads what a collector gets: `ExportTraceServiceRequest` of opentelemetry-proto 1.x, in the wire format of protocol buffers. Written for the
// tests, so that the program's own packages do not judge themselves. Numbers of fields: opentelemetry/proto/trace/v1/trace.proto,
// common/v1/common.proto, resource/v1/resource.proto, collector/trace/v1/trace_service.proto.

export type Values = Readonly<Record<string, string | number | boolean>>;

export interface ExportedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for none. */
  readonly parentId: string;
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  /** Nanoseconds since the epoch. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Values;
  readonly events: readonly { readonly name: string; readonly attributes: Values }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly isError: boolean;
  readonly resource: Values;
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

/** A message: what each of its fields holds, in order. Numbers are bigint, whatever their type; all else is bytes. */
type Message = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

export function spansIn(body: Buffer): ExportedSpan[] {
  return messages(read(body), 1).flatMap((ofResource) => {
    const resource = values(messages(ofResource, 1).flatMap((one) => messages(one, 1)));
    return messages(ofResource, 2).flatMap((ofScope) =>
      messages(ofScope, 2).map((span) => spanOf(span, resource)),
    );
  });
}

function spanOf(span: Message, resource: Values): ExportedSpan {
  return {
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    state: text(span, 3),
    parentId: hex(span, 4),
    name: text(span, 5),
    kind: KINDS[Number(number(span, 6))] ?? 'none',
    start: number(span, 7),
    end: number(span, 8),
    attributes: values(messages(span, 9)),
    events: messages(span, 11).map((one) => ({ name: text(one, 2), attributes: values(messages(one, 3)) })),
    links: messages(span, 13).map((one) => ({ traceId: hex(one, 1), spanId: hex(one, 2) })),
    // STATUS_CODE_ERROR
    isError: messages(span, 15).some((status) => number(status, 3) === 2n),
    resource,
  };
}

function values(pairs: readonly Message[]): Values {
  return Object.fromEntries(
    pairs.map((pair) => [text(pair, 1), messages(pair, 2).map(valueOf)[0] ?? 'nothing']),
  );
}

/** `AnyValue`, without lists and maps. */
function valueOf(value: Message): string | number | boolean {
  if (value.has(1)) return text(value, 1);
  if (value.has(2)) return number(value, 2) !== 0n;
  if (value.has(3)) return Number(BigInt.asIntN(64, number(value, 3)));
  if (!value.has(4)) throw new Error('a value of another type');
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number(value, 4));
  return bytes.readDoubleLE();
}

function bytesOf(message: Message, field: number): readonly Buffer[] {
  return (message.get(field) ?? []).map((value) => {
    if (typeof value === 'bigint') throw new Error(`field ${field} is a number`);
    return value;
  });
}

function messages(message: Message, field: number): Message[] {
  return bytesOf(message, field).map(read);
}

function text(message: Message, field: number): string {
  return bytesOf(message, field)[0]?.toString('utf8') ?? '';
}

function hex(message: Message, field: number): string {
  return bytesOf(message, field)[0]?.toString('hex') ?? '';
}

function number(message: Message, field: number): bigint {
  const [value = 0n] = message.get(field) ?? [];
  if (typeof value !== 'bigint') throw new Error(`field ${field} is no number`);
  return value;
}

/** https://protobuf.dev/programming-guides/encoding */
function read(bytes: Buffer): Message {
  const message = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  function take(length: number): Buffer {
    at += length;
    if (at > bytes.length) throw new Error('a message ends too early');
    return bytes.subarray(at - length, at);
  }
  function value(wireType: number): bigint | Buffer {
    if (wireType === 0) return varint();
    if (wireType === 1) return take(8).readBigUInt64LE();
    if (wireType === 2) return take(Number(varint()));
    if (wireType === 5) return BigInt(take(4).readUInt32LE());
    throw new Error(`no wire type ${wireType}`);
  }
  while (at < bytes.length) {
    const tag = Number(varint());
    const field = tag >> 3;
    message.set(field, [...(message.get(field) ?? []), value(tag & 7)]);
  }
  return message;
}
