import express, { type Express } from 'express';
import type { Metrics } from './metrics.ts';

/** The one Express app: platforms add their routes to it. Answers operators at /healthz, /readyz and /metrics. */
export function createHttp({ metrics, ready }: { metrics: Metrics; ready: () => Promise<boolean> }): Express {
  const http = express();
  http.disable('x-powered-by');
  http.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  http.get('/readyz', async (_request, response) => {
    const answer = await ready().catch(() => false);
    response.status(answer ? 200 : 503).json({ status: answer ? 'ready' : 'not ready' });
  });
  http.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return http;
}
