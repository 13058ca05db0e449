/** Rooms, inner to outer: domain <- cards <- prompts <- services <- (bot | jobs) <- main */
const room = (name) => `^src/${name}/`;
const only = (from, to) => ({ name: `${from}-arrows`, severity: 'error', comment: `${from} may import only: ${to.join(', ') || 'nothing'}`, from: { path: room(from) }, to: { path: '^src/', pathNot: [room(from), ...to.map(room)] } });
module.exports = {
  forbidden: [
    only('domain', []),
    only('cards', ['domain']),
    only('prompts', ['domain', 'cards', 'generated']),
    { name: 'kind-io-only-in-facts-and-store', severity: 'error', comment: 'inside a kind, only facts.ts and store.ts may see the database types', from: { path: '^src/prompts/', pathNot: '^src/prompts/(kind|[^/]+/(facts|store))\\.ts$' }, to: { path: '^src/generated/' } },
    only('services', ['domain', 'cards', 'prompts', 'generated']),
    only('bot', ['domain', 'cards', 'services']),
    only('jobs', ['domain', 'services']),
    { name: 'kinds-are-strangers', severity: 'error', comment: 'one kind never imports another kind', from: { path: '^src/prompts/([^/]+)/' }, to: { path: '^src/prompts/([^/]+)/', pathNot: '^src/prompts/$1/' } },
    { name: 'teams-only-in-bot', severity: 'error', from: { path: '^src/', pathNot: ['^src/bot/', '^src/main\\.ts$'] }, to: { path: 'node_modules/(botbuilder|botframework|@microsoft/teams)' } },
    { name: 'cron-only-in-jobs', severity: 'error', from: { path: '^src/', pathNot: '^src/jobs/' }, to: { path: 'node_modules/node-cron' } },
    { name: 'templating-only-in-cards', severity: 'error', from: { path: '^src/', pathNot: '^src/cards/' }, to: { path: 'node_modules/adaptive' } },
    { name: 'pure-rooms-have-no-node', severity: 'error', from: { path: '^src/(domain|cards|prompts)/' }, to: { dependencyTypes: ['core'] } },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' }, to: {} },
    { name: 'src-never-imports-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'no-dev-deps-in-src', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-dev'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] } },
};
