// Loaded into every playground before its own code (node --require). The playground listens on every network
// interface, with control endpoints that ask for no sign-in; its page is laid out for a whole screen and forgets its
// chat when reloaded; and it knows nothing of the demo that started it. All are put right here, outside its code.
const { randomUUID } = require('node:crypto');
const { readFileSync } = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const { dirname, join } = require('node:path');

const listen = net.Server.prototype.listen;

/** Listens on this machine alone, whatever the caller asked for. */
net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  const callback = rest.find((argument) => typeof argument === 'function');
  return listen.call(this, { port: Number(port), host: '127.0.0.1' }, callback);
};

const client = dirname(require.resolve('@microsoft/m365agentsplayground/package.json'));
const read = (...path) => readFileSync(join(...path), 'utf8');
const column = [
  `<style>${read(__dirname, 'column.css')}</style>`,
  `<script data-run="${randomUUID()}">${read(__dirname, 'column.js')}</script>`,
].join('');
const page = read(client, 'dist', 'client', 'index.html').replace('<head>', () => `<head>${column}`);
const emit = http.Server.prototype.emit;

/** Serves the playground's own page with what makes it fit a column and outlast a reload; all else is left alone. */
http.Server.prototype.emit = function emitWithColumn(event, request, response) {
  if (event !== 'request' || request.method !== 'GET' || request.url !== '/')
    return emit.apply(this, arguments);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
  return true;
};

// The channel to the demo closes when the demo ends, however it ended: no client outlives it.
process.on('disconnect', () => process.exit(0));
