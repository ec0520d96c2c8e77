// `npm run prometheus-rule`: puts the alerts of deploy/alerts.yaml into the PrometheusRule, which cannot refer to a file.
import { readFileSync, writeFileSync } from 'node:fs';

const alerts = readFileSync(new URL('../alerts.yaml', import.meta.url), 'utf8').replaceAll(/^(?=.)/gm, '  ');
writeFileSync(
  new URL('operators/prometheus-rule.yaml', import.meta.url),
  `# Written by: npm run prometheus-rule
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: license-graph
spec:
${alerts}`,
);
