import { Router } from 'express';
import type { Deps } from './services/deps';

/** `/healthz`: the process answers. `/readyz`: it can also reach its records, so it may be given work. */
export function healthRouter({ db }: Deps): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await db.school.count().then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'no database' });
  });
  return router;
}
