import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counts and durations for operators, without names, texts or ids of people. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'tutti_requests_total',
      help: 'Requests from platforms, by platform, kind and outcome.',
      labelNames: ['platform', 'kind', 'outcome'],
      registers,
    }),
    acknowledgement: new Histogram({
      name: 'tutti_acknowledgement_seconds',
      help: 'From the arrival of a request to its acknowledgement.',
      labelNames: ['platform'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 3],
      registers,
    }),
    deliveries: new Counter({
      name: 'tutti_deliveries_total',
      help: 'Messages by platform and outcome: sent, updated, retried, ambiguous, possible_duplicate, dead.',
      labelNames: ['platform', 'outcome'],
      registers,
    }),
    deliveryDelay: new Histogram({
      name: 'tutti_delivery_delay_seconds',
      help: 'From the time a new message was written to its arrival at the platform.',
      labelNames: ['platform'],
      buckets: [1, 5, 15, 60, 300, 900, 3600],
      registers,
    }),
    jobs: new Counter({
      name: 'tutti_jobs_total',
      help: 'Jobs by name and outcome.',
      labelNames: ['job', 'outcome'],
      registers,
    }),
    errors: new Counter({
      name: 'tutti_errors_total',
      help: 'Errors by code.',
      labelNames: ['code'],
      registers,
    }),
    pending: new Gauge({
      name: 'tutti_deliveries_waiting',
      help: 'Messages that wait to be sent, by state.',
      labelNames: ['state'],
      registers,
    }),
  };
}
