/** Rooms, inner to outer: domain <- cards <- prompts <- services <- (bot | jobs) <- composition roots. */
const room = (name) => `^src/${name}/`;
const only = (from, to) => ({
  name: `${from}-arrows`,
  severity: 'error',
  comment: `${from} may import only: ${to.join(', ') || 'nothing'}`,
  from: { path: room(from) },
  to: { path: '^src/', pathNot: [room(from), ...to.map(room)] },
});
const forbidden = (name, from, to, comment) => ({ name, severity: 'error', ...(comment ? { comment } : {}), from, to });

module.exports = {
  forbidden: [
    only('domain', []),
    only('cards', ['domain']),
    only('prompts', ['domain', 'cards', 'generated']),
    only('services', ['domain', 'cards', 'prompts', 'generated']),
    only('bot', ['domain', 'cards', 'services']),
    only('jobs', ['domain', 'services']),
    only('store', ['domain', 'generated']),
    forbidden(
      'kind-io-only-in-facts-and-store',
      { path: '^src/prompts/', pathNot: '^src/prompts/(kind|insert|form-facts|[^/]+/(facts|store))\\.ts$' },
      { path: '^src/generated/' },
      'inside a kind, only facts.ts and store.ts may see the database types',
    ),
    forbidden(
      'kinds-are-strangers',
      { path: '^src/prompts/([^/]+)/' },
      { path: '^src/prompts/([^/]+)/', pathNot: '^src/prompts/$1/' },
      'one kind never imports another kind',
    ),
    forbidden(
      'teams-only-in-bot',
      { path: '^src/', pathNot: ['^src/bot/'] },
      { path: 'node_modules/(botbuilder|botframework|@microsoft/teams)' },
    ),
    forbidden('cron-only-in-jobs', { path: '^src/', pathNot: '^src/jobs/' }, { path: 'node_modules/node-cron' }),
    forbidden('templating-only-in-cards', { path: '^src/', pathNot: '^src/cards/' }, { path: 'node_modules/adaptive' }),
    forbidden('pure-rooms-have-no-node', { path: '^src/(domain|cards|prompts)/' }, { dependencyTypes: ['core'] }),
    forbidden('no-circular', {}, { circular: true }),
    forbidden('no-orphans', { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' }, {}),
    forbidden('src-never-imports-test', { path: '^src/' }, { path: '^test/' }),
    forbidden('no-dev-deps-in-src', { path: '^src/', pathNot: '^src/demo/' }, { dependencyTypes: ['npm-dev'] }),
    forbidden('resolvable', {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/generated/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types', 'import'],
    },
  },
};
