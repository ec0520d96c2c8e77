// The packages of OpenTelemetry, loaded when spans are exported and never otherwise.

export type OpenTelemetry = Awaited<ReturnType<typeof loadOpenTelemetry>>;

export async function loadOpenTelemetry() {
  const [api, core, sdk, resources, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  return { api, core, sdk, resources, OTLPTraceExporter };
}
