import type { RequestHandler } from 'express';
import helmet from 'helmet';

const LOCAL_HOST = /^(localhost|127\.0\.0\.1)(:\d+)?$/i;

/**
 * Turns away a request that names another host: a page elsewhere can make its own name point at this machine (DNS
 * rebinding), and would otherwise be let in as if it were ours.
 */
export const localHostOnly: RequestHandler = (request, response, next) => {
  if (LOCAL_HOST.test(request.headers.host ?? '')) return next();
  response.status(403).json({ error: 'The demo answers on this machine only, as localhost or 127.0.0.1.' });
};

/** A page on another site may not move the clock, though the browser would carry its request here. */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  const { origin, host } = request.headers;
  if (!origin || origin === `http://${host}`) return next();
  response.status(403).json({ error: 'Only the demo page itself may do this.' });
};

/** Security headers for the page: its own files, and Teams clients on this machine in its frames. */
export const pageHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      frameSrc: ['http://127.0.0.1:*', 'http://localhost:*'],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  // The demo has no certificate: a browser told to insist on one could not come back.
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
});
